import type { ProfileInput } from './profile';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DNS_NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
const MAX_SSID_BYTES = 32;

/** Control characters, and what XML 1.0 cannot hold in any spelling. */
const UNSAYABLE = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/**
 * The input, fit for every format; a display name is cleaned, everything else is taken as it is or not at all.
 * @throws Error that names the field and never its value: without a CA certificate or a server name a device hands its
 * password to whoever calls a network by the same name (field.md §5.0).
 */
export function checkedInput(input: ProfileInput): ProfileInput {
  const { ssid, username, password, trust, profileId } = input;
  insist(trust.caCertificates.length > 0, 'a profile needs at least one CA certificate');
  insist(trust.serverNames.length > 0, 'a profile needs at least one server name');
  insist(
    trust.serverNames.every((name) => DNS_NAME.test(name)),
    'a server name is not a DNS name',
  );
  insist(UUID.test(profileId), 'the profile id is not a UUID');
  insist(Buffer.byteLength(ssid) <= MAX_SSID_BYTES, `the SSID is longer than ${MAX_SSID_BYTES} bytes`);
  const said = { ssid, username, password, outerIdentity: trust.outerIdentity };
  for (const [field, text] of Object.entries(said)) {
    insist(text !== '', `${field} is empty`);
    insist(text.search(UNSAYABLE) < 0, `${field} holds a character that no profile can carry`);
  }
  return { ...input, spaceName: input.spaceName.replace(UNSAYABLE, ' ') };
}

function insist(holds: boolean, message: string): void {
  if (!holds) throw new Error(`No profile: ${message}`);
}
