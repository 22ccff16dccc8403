import type { ExternalClients } from '../../../api/ports/external-clients';
import type { CoworkerRow } from '../../../clients/membership-source';
import type { MemberPage } from '../../../contracts/replayed';
import { Keyring } from '../../../domain/account/keyring';
import { usernameTag } from '../../../domain/account/person';
import type { Step } from '../../../domain/replayed/entitlement';
import { accountId, businessId, memberId } from '../../../domain/replayed/ids';
import { resolveSettings } from '../../../domain/settings/resolve-settings';
import type { Rules } from '../../../domain/settings/rules';
import { makeAuthority } from '../../../sandbox/radius/certificates';
import { defaultMap, settingsOf, world } from '../../domain/builders';
import { step } from './builders';
import { masterKey, external } from './served-api';

const hour = 3_600_000;

export const keys = new Keyring([masterKey.reveal()]);
const connector = 'main';
export const member = memberId('1001');
export const link = { id: 'link-1', keyId: keys.newest };
export const oldLink = { id: 'link-0', keyId: keys.newest };
export const tokenOf = (of: { id: string; keyId: string }): string => keys.token({ connector, member }, of) ?? '';

export const person: CoworkerRow = {
  id: member,
  email: 'ada@members.example',
  fullName: 'Ada Byron',
  active: true,
  archived: false,
  businessId: businessId('1'),
  contractIds: [],
  teamIds: [],
  unpaid: null,
  customFields: null,
};

const credential = { keyId: keys.newest, credentialId: 'credential-1' };
export const password = keys.password({ connector, member }, credential) ?? '';

/** A member who may connect, with a live link. */
export function pageOf(parts: Partial<MemberPage> = {}): MemberPage {
  const tag = usernameTag(keys.identityKey, 'ada@members.example');
  return {
    member,
    link: { ...link, expiresAt: Date.now() + hour, openingsLeft: 10 },
    renewedLink: null,
    pastLinks: [oldLink],
    steps: [step({ from: Date.now() - hour })],
    account: { id: accountId('a-1'), enabled: true, credential, usernameTag: tag, suffix: false },
    businessId: businessId('1'),
    ...parts,
  };
}

export const denied = (reason: Step['reason'], parts: Partial<Step> = {}): Step =>
  step({ access: { state: 'denied' }, reason, from: Date.now() - hour, ...parts });

/** Outside systems of which Nexudus knows the member. */
export const knowing = (row: CoworkerRow | null = person): ExternalClients => {
  const { source, directory } = external();
  return { source: { ...source, recentCoworker: () => Promise.resolve(row) }, directory };
};

/** A CA certificate, made once. */
let made: Promise<string> | undefined;
export const caPem = (): Promise<string> => (made ??= makeAuthority('ec').then(({ certificate }) => certificate));

/** The certificate of a CA whose subject is empty; good for a hundred years. */
export const namelessCa = `-----BEGIN CERTIFICATE-----
MIIBZzCCAQ2gAwIBAgIUD5C/cAq7sSbhMzidX/ApWNAmY2AwCgYIKoZIzj0EAwIw
ADAgFw0yNjExMjkxOTM0NTBaGA8yMTI2MTEwNTE5MzQ1MFowADBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABGxgbXl+3c9mLlMk0l1Okg6Kd00UXeP9E7JPI2TrwAON
DS4rKiVkez1XuMODGxKaBFDEP7EFoIDc2BDogloh5c2jYzBhMB0GA1UdDgQWBBRe
oMOnCLcP6GcKH3C1ua3lZJTtqDAfBgNVHSMEGDAWgBReoMOnCLcP6GcKH3C1ua3l
ZJTtqDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwICBDAKBggqhkjOPQQD
AgNIADBFAiB/cC26DOyeiwofJKUOjbdTxCKq0mlm1noRnCdJax6aqgIhAOEsh0w6
pBg9bVXpmZKrg/W52sesH6+dldBd6dOAHrv8
-----END CERTIFICATE-----`;

/** Rules whose network has a RADIUS server that devices can check. */
export async function trustingRules(changes: object = {}): Promise<Rules> {
  const radius = { caCertificates: [await caPem()], serverNames: ['radius.loft.example'] };
  const resolved = resolveSettings(settingsOf({ plans: defaultMap, radius, ...changes }), world, null);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.errors));
  return resolved.rules;
}
