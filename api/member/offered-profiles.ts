import type { Keyring } from '../../domain/account/keyring';
import { formatsFor, limitsOf, makeProfile, type ProfileLimit } from '../../domain/profiles/make-profile';
import type { ProfileFormat, ProfileInput } from '../../domain/profiles/profile';
import type { ProfileFile } from '../../domain/profiles/profile-file';
import { windowsProvisioning } from '../../domain/profiles/windows';
import type { LinkHolder } from './visit';

/** What a profile address gives: a format, or the document behind Windows' one click. */
export const documents = [
  'apple',
  'windows',
  'android',
  'passpoint',
  'chromeos',
  'networkmanager',
  'wpa_supplicant',
  'provisioning',
] as const satisfies (ProfileFormat | 'provisioning')[];
export type ProfileDocument = (typeof documents)[number];

export interface OfferedProfile {
  format: ProfileFormat;
  /** Carries a key that works once. */
  url: string;
  /** Windows alone: opens Settings with the network. */
  oneClick: string | null;
  fileName: string | null;
  limits: ProfileLimit[];
}

interface OfferOptions {
  connector: string;
  keys: Keyring;
  /** Address of the page. */
  address: string;
  opening: number;
  /** The one for the device at hand comes first. */
  first: ProfileFormat | null;
}

/** The profiles that one opening of a link offers: each can be fetched once, as long as the link lives. */
export function offeredProfiles(holder: LinkHolder, input: ProfileInput, options: OfferOptions): OfferedProfile[] {
  const formats = formatsOf(input).sort(
    (one, other) => Number(other === options.first) - Number(one === options.first),
  );
  return formats.map((format) => offered(holder, input, format, options));
}

/** The formats that know the network's method and can carry everything. */
const formatsOf = (input: ProfileInput): ProfileFormat[] =>
  formatsFor(input.trust.method).filter((format) => !limitsOf(format, input).includes('cannotCarry'));

function offered(
  holder: LinkHolder,
  input: ProfileInput,
  format: ProfileFormat,
  options: OfferOptions,
): OfferedProfile {
  const provisioning = profileUrl(holder, 'provisioning', options);
  return {
    format,
    limits: limitsOf(format, input),
    url: profileUrl(holder, format, options),
    oneClick: format === 'windows' ? `ms-settings:wifi-provisioning?uri=${encodeURIComponent(provisioning)}` : null,
    fileName: makeProfile(format, input).fileName,
  };
}

function profileUrl(
  { member, link }: LinkHolder,
  document: ProfileDocument,
  { connector, keys, address, opening }: OfferOptions,
): string {
  const key = keys.profileKey({ connector, member }, link, opening, document) ?? '';
  const path = document === 'provisioning' ? 'windows' : document;
  return `${address}/profile/${path}?key=${key}${document === 'provisioning' ? '&as=provisioning' : ''}`;
}

/** Null: it is not offered, for example because the settings or the user name have changed. */
export function fileOf(document: ProfileDocument, input: ProfileInput): ProfileFile | null {
  if (document === 'provisioning') return windowsProvisioning(input);
  return formatsOf(input).includes(document) ? makeProfile(document, input) : null;
}
