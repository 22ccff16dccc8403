import { toString as qrCode } from 'qrcode';
import type { MemberPage } from '../../contracts/replayed';
import { customFieldName } from '../../domain/account/person';
import { profileIdOf, type ProfileFormat, type ProfileInput } from '../../domain/profiles/profile';
import type { RadiusTrust } from '../../domain/profiles/trust';
import { removesItselfAt, validUntil } from '../../domain/replayed/page-state';
import { locationOf } from '../../domain/settings/locations';
import type { Rules } from '../../domain/settings/rules';
import { authorityOf, type Authority } from './authority';
import { formatEnd } from './catalogue';
import type { Credentials } from './credentials';
import { missingProfiles, type MissingProfile, type OfferedProfile } from './offered-profiles';
import type { Scene } from './page-layout';
import type { LinkHolder, MemberPageDeps, PageRequest } from './visit';

/** What a reveal rests on. */
export interface Revealed {
  holder: LinkHolder;
  rules: Rules;
  credentials: Credentials;
  input: ProfileInput | null;
  profiles: OfferedProfile[];
}

/** What a reveal shows. */
export interface Details {
  network: string;
  /** It does not say its name: who types it in must add it. */
  hidden: boolean;
  username: string;
  password: string;
  plan: string | null;
  /** In words; null: no end is known. */
  validUntil: string | null;
  trust: RadiusTrust | null;
  authorities: Authority[];
  /** The one for the device at hand first, if there is one. */
  profiles: OfferedProfile[];
  /** What the network's method allows, and this member cannot have. */
  missing: MissingProfile[];
  /** The one for the device at hand; null: not known. */
  device: ProfileFormat | null;
  /** Else it is chosen in Nexudus, and changed there. */
  passwordIsOurs: boolean;
  /** Apple profiles carry no signature. */
  unsigned: boolean;
  /** SVG of the link, as a data: address. */
  qrCode: string;
}

export async function detailsOf(
  deps: MemberPageDeps,
  req: PageRequest,
  { language }: Scene,
  { holder, rules, credentials, input, profiles }: Revealed,
): Promise<Details> {
  const { ssid, hiddenSsid, zone } = locationOf(rules, holder.page.businessId);
  const until = validUntil(holder.page.steps);
  const svg = await qrCode(addressOf(deps, req), { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
  return {
    network: ssid,
    hidden: hiddenSsid,
    ...credentials,
    plan: holder.page.steps[0]?.evidence.find(({ planName }) => planName)?.planName ?? null,
    validUntil: until === null ? null : formatEnd(until, { ...language, zone }),
    trust: input?.trust ?? null,
    authorities: (input?.trust.caCertificates ?? []).map(authorityOf),
    profiles,
    missing: input === null ? [] : missingProfiles(input),
    device: formatFor(req.get('User-Agent')),
    passwordIsOurs: customFieldName(rules.password) === null,
    unsigned: (await deps.signer(rules.profileSigning)) === null,
    qrCode: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  };
}

export const addressOf = ({ publicUrl }: MemberPageDeps, { params }: PageRequest): string =>
  `${publicUrl}/w/${encodeURIComponent(params.token)}`;

/** What goes into a member's profile; null where the settings name no RADIUS trust. */
export function profileInput(
  connector: string,
  rules: Rules,
  page: MemberPage,
  credentials: Credentials,
): ProfileInput | null {
  if (rules.radius === null) return null;
  const { ssid, hiddenSsid, spaceName } = locationOf(rules, page.businessId);
  return {
    spaceName,
    ssid,
    hidden: hiddenSsid,
    ...credentials,
    trust: rules.radius,
    profileId: profileIdOf(connector, page.member),
    removeAt: removesItselfAt(page.steps),
  };
}

/** The format for the device that asks, by its User-Agent; null: not known. */
export function formatFor(userAgent: string | undefined): ProfileFormat | null {
  const agent = userAgent ?? '';
  // Android and ChromeOS say Linux too; an iPad says it is a Mac, which takes the same file
  if (/\bAndroid\b/.test(agent)) return 'android';
  if (/\bCrOS\b/.test(agent)) return 'chromeos';
  if (/\b(iPhone|iPad|iPod|Macintosh)\b/.test(agent)) return 'apple';
  if (/\bWindows\b/.test(agent)) return 'windows';
  return /\bLinux\b/.test(agent) ? 'networkmanager' : null;
}
