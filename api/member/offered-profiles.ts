import type { Keyring } from '../../domain/account/keyring';
import { formatsFor, limitsOf, makeProfile, type ProfileLimit } from '../../domain/profiles/make-profile';
import { obstaclesOf } from '../../domain/profiles/obstacles';
import type { Obstacle, ProfileFormat, ProfileInput } from '../../domain/profiles/profile';
import type { ProfileFile } from '../../domain/profiles/profile-file';
import type { LinkHolder } from './visit';

export interface OfferedProfile {
  format: ProfileFormat;
  /** Carries a key that works once. */
  url: string;
  fileName: string | null;
  limits: ProfileLimit[];
}

/** A format that the network's method allows, and that this member cannot have. */
export interface MissingProfile {
  format: ProfileFormat;
  obstacles: Obstacle[];
}

export const missingProfiles = (input: ProfileInput): MissingProfile[] =>
  formatsFor(input.trust.method)
    .map((format) => ({ format, obstacles: obstaclesOf(format, input) }))
    .filter(({ obstacles }) => obstacles.length > 0);

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
  return {
    format,
    limits: limitsOf(format, input),
    url: profileUrl(holder, format, options),
    fileName: makeProfile(format, input).fileName,
  };
}

function profileUrl(
  { member, link }: LinkHolder,
  format: ProfileFormat,
  { connector, keys, address, opening }: OfferOptions,
): string {
  const key = keys.profileKey({ connector, member }, link, opening, format) ?? '';
  return `${address}/profile/${format}?key=${key}`;
}

/** Null: it is not offered, for example because the settings or the user name have changed. */
export const fileOf = (format: ProfileFormat, input: ProfileInput): ProfileFile | null =>
  formatsOf(input).includes(format) ? makeProfile(format, input) : null;
