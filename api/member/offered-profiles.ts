import type { Keyring } from '../../domain/keyring';
import { formatsFor, makeProfile } from '../../domain/profiles/make-profile';
import { limitsOf, type ProfileLimit } from '../../domain/profiles/profile-limits';
import type { ProfileFile, ProfileFormat, ProfileInput } from '../../domain/profiles/profile';
import { windowsProvisioning } from '../../domain/profiles/windows-provisioning';
import type { LinkHolder } from './link-holder';

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
  const formats = formatsFor(input.trust.method).sort(
    (one, other) => Number(other === options.first) - Number(one === options.first),
  );
  return formats.flatMap((format) => {
    const limits = limitsOf(format, input);
    return limits.includes('cannotCarry') ? [] : [offered(holder, input, format, limits, options)];
  });
}

function offered(
  holder: LinkHolder,
  input: ProfileInput,
  format: ProfileFormat,
  limits: ProfileLimit[],
  options: OfferOptions,
): OfferedProfile {
  const provisioning = profileUrl(holder, 'provisioning', options);
  return {
    format,
    limits,
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

export const fileOf = (document: ProfileDocument, input: ProfileInput): ProfileFile =>
  document === 'provisioning' ? windowsProvisioning(input) : makeProfile(document, input);
