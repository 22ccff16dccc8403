import type { Judge } from './judge';
import { faultsIn, flag, integer, list, object, text, type Fields } from './shape';

/**
 * Apple's schema of the payloads that we use: apple/device-management at b6202ca, mdm/profiles (TopLevel,
 * CommonPayloadKeys, com.apple.wifi.managed, com.apple.security.root and .pkcs1). Keys that Apple knows and we do not
 * write are left out, and so are keys that Apple has removed: such as TLSAllowTrustExceptions, gone with iOS 8.
 */
const uuid = text({ like: /^[0-9A-Za-z]{8}-(?:[0-9A-Za-z]{4}-){3}[0-9A-Za-z]{12}$/ });
const tlsVersion = text({ among: ['1.0', '1.1', '1.2', '1.3'] });

const common = (...types: string[]): Fields => ({
  PayloadIdentifier: text({ bytes: [1, Infinity] }),
  PayloadUUID: uuid,
  PayloadType: text({ among: types }),
  PayloadVersion: integer(1),
  'PayloadDisplayName?': text(),
  'PayloadDescription?': text(),
  'PayloadOrganization?': text(),
});

const eapClient = object({
  // 21 is TTLS, 25 PEAP.
  AcceptEAPTypes: list(integer(21, 25), 1),
  'UserName?': text(),
  'UserPassword?': text(),
  PayloadCertificateAnchorUUID: list(uuid, 1),
  TLSTrustedServerNames: list(text({ bytes: [1, Infinity] }), 1),
  'TTLSInnerAuthentication?': text({ among: ['PAP', 'EAP', 'CHAP', 'MSCHAP', 'MSCHAPv2'] }),
  'TLSMinimumVersion?': tlsVersion,
  'TLSMaximumVersion?': tlsVersion,
  'OuterIdentity?': text(),
});

const wifi = object({
  ...common('com.apple.wifi.managed'),
  SSID_STR: text({ bytes: [1, 32] }),
  'HIDDEN_NETWORK?': flag,
  'AutoJoin?': flag,
  'EncryptionType?': text({ among: ['WEP', 'WPA', 'WPA2', 'WPA3', 'Any', 'None'] }),
  'ProxyType?': text({ among: ['None', 'Manual', 'Auto'] }),
  EAPClientConfiguration: eapClient,
});

const certificate = object({
  ...common('com.apple.security.root', 'com.apple.security.pkcs1'),
  'PayloadCertificateFileName?': text(),
  PayloadContent: { is: 'data' },
});

const topLevel: Fields = { ...common('Configuration'), 'RemovalDate?': { is: 'date' } };

export const appleSchema: Judge = {
  name: 'schema',
  tool: null,
  rules: "Apple's device-management schema",
  faults: async (files) => {
    const { parse } = await import('plist');
    return files.map((file) => profileFaults(parse(file.toString())));
  },
};

interface Payload {
  PayloadType: string;
  PayloadUUID: string;
  PayloadIdentifier: string;
  EAPClientConfiguration?: Client;
}
interface Client {
  PayloadCertificateAnchorUUID: string[];
  TLSMinimumVersion?: string;
  TLSMaximumVersion?: string;
  OuterIdentity?: string;
}

function profileFaults(profile: unknown): string[] {
  const outside = faultsIn(profile, object({ ...topLevel, PayloadContent: list({ is: 'object', fields: {} }) }));
  const { PayloadContent: payloads = [] } = profile as { PayloadContent?: Payload[] };
  const isWifi = ({ PayloadType }: Payload) => PayloadType === 'com.apple.wifi.managed';
  const inside = payloads.flatMap((payload, index) =>
    faultsIn(payload, isWifi(payload) ? wifi : certificate, `PayloadContent[${index}]`),
  );
  const clients = payloads.flatMap(({ EAPClientConfiguration: client }) => client ?? []);
  const anchors = payloads.filter((payload) => !isWifi(payload)).map(({ PayloadUUID }) => PayloadUUID);
  return [
    ...outside.filter((fault) => !/^PayloadContent\[\d+\]\..* is unknown$/.test(fault)),
    ...inside,
    ...repeated(payloads.map(({ PayloadUUID }) => PayloadUUID)),
    ...repeated(payloads.map(({ PayloadIdentifier }) => PayloadIdentifier)),
    ...(clients.length === 1 ? [] : ['not one network']),
    ...clients.flatMap((client) => clientFaults(client, anchors)),
  ];
}

const repeated = (values: string[]): string[] =>
  new Set(values).size === values.length ? [] : ['two payloads have one UUID or identifier'];

/** What the descriptions of the keys say beside their types. */
function clientFaults(client: Client, anchors: string[]): string[] {
  const { TLSMinimumVersion: least = '1.0', TLSMaximumVersion: most = '1.2', OuterIdentity: outer } = client;
  const strange = (client.PayloadCertificateAnchorUUID ?? []).filter((anchor) => !anchors.includes(anchor));
  return [
    ...strange.map(() => 'an anchor is not a certificate of this profile'),
    ...(least > most ? ['TLSMinimumVersion is above TLSMaximumVersion'] : []),
    ...(least === '1.3' && outer === undefined ? ['OuterIdentity is required with TLS 1.3'] : []),
  ];
}
