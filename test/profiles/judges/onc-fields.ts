import { X509Certificate } from 'node:crypto';
import type { Judge } from './judge';
import { faultsIn, flag, list, object, text } from './shape';

/**
 * The fields of an ONC file and their values: chromium, chromeos/components/onc, onc_signature.cc (names and types) and
 * onc_validator.cc at 02dea41 (what is required, lengths, values, ids that are unique), as a file that its user imports.
 * Fields that ChromeOS knows and we do not write are left out.
 */
const some = text({ bytes: [1, Infinity] });

const eap = object({
  Outer: text({ among: ['PEAP', 'EAP-TTLS'] }),
  Inner: text({ among: ['PAP', 'MSCHAPv2'] }),
  'AnonymousIdentity?': text(),
  Identity: some,
  Password: some,
  SaveCredentials: flag,
  ServerCARefs: list(some, 1),
  UseSystemCAs: flag,
  'DomainSuffixMatch?': list(text(), 1),
  'SubjectAlternativeNameMatch?': list(object({ Type: text({ among: ['DNS'] }), Value: some }), 1),
});

const wifi = object({
  // The validator drops an SSID that differs from HexSSID.
  SSID: text({ bytes: [1, 32] }),
  HexSSID: text({ like: /^(?:[0-9A-Fa-f]{2}){1,32}$/ }),
  'HiddenSSID?': flag,
  'AutoConnect?': flag,
  Security: text({ among: ['WPA-EAP'] }),
  EAP: eap,
});

const file = object({
  Type: text({ among: ['UnencryptedConfiguration'] }),
  NetworkConfigurations: list(object({ GUID: some, Name: text(), Type: text({ among: ['WiFi'] }), WiFi: wifi }), 1),
  Certificates: list(object({ GUID: some, Type: text({ among: ['Authority'] }), X509: some }), 1),
});

export const oncFields: Judge = {
  name: 'fields',
  tool: null,
  rules: "chromium's ONC validator, shill's filter of server names",
  faults: (files) => files.map((each) => fileFaults(JSON.parse(each.toString()))),
};

interface Onc {
  NetworkConfigurations: { GUID: string; WiFi: { SSID: string; HexSSID: string; EAP: OncEap } }[];
  Certificates: { GUID: string; X509: string }[];
}
interface OncEap {
  Identity: string;
  Password: string;
  AnonymousIdentity?: string;
  ServerCARefs: string[];
  DomainSuffixMatch?: string[];
  SubjectAlternativeNameMatch?: { Value: string }[];
}

function fileFaults(onc: unknown): string[] {
  const wrong = faultsIn(onc, file);
  if (wrong.length > 0) return wrong;
  const { NetworkConfigurations: networks, Certificates: certificates } = onc as Onc;
  const ids = [...networks, ...certificates].map(({ GUID }) => GUID);
  const authorities = certificates.map(({ GUID }) => GUID);
  return [
    ...(new Set(ids).size === ids.length ? [] : ['a GUID is used twice']),
    ...certificates.flatMap(({ X509 }) => (isPem(X509) ? [] : ['a certificate is not PEM'])),
    ...networks.flatMap(({ WiFi: { SSID, HexSSID, EAP } }) => [
      ...(Buffer.from(HexSSID, 'hex').equals(Buffer.from(SSID)) ? [] : ['SSID and HexSSID differ']),
      ...EAP.ServerCARefs.filter((id) => !authorities.includes(id)).map((id) => `${id} is not in the file`),
      ...nameFaults(EAP),
      ...variableFaults(EAP),
    ]),
  ];
}

function isPem(certificate: string): boolean {
  return certificate.startsWith('-----BEGIN CERTIFICATE-----') && new X509Certificate(certificate).ca;
}

/**
 * shill (platform2, shill/eap_credentials.cc) leaves out an end of a name that it finds malformed, and with the last one
 * the whole check; alternative names it joins with semicolons for wpa_supplicant, which compares them whole.
 */
function nameFaults({ DomainSuffixMatch: ends = [], SubjectAlternativeNameMatch: names = [] }: OncEap): string[] {
  const wellFormed = /^(?=.{1,255}$)(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z]{1,63}$/;
  return [
    ...(ends.length + names.length > 0 ? [] : ['no server name is checked']),
    ...ends.filter((end) => !wellFormed.test(end)).map((end) => `shill leaves out ${end}`),
    ...names.filter(({ Value }) => Value.includes(';')).map(({ Value }) => `${Value} is two names`),
  ];
}

/** Expansions (components/onc/docs/onc_spec.md, "String Expansions" and "String Substitutions"), which cannot be escaped. */
function variableFaults({ Identity, Password, AnonymousIdentity = '' }: OncEap): string[] {
  const expands = /\$\{(?:LOGIN_ID|LOGIN_EMAIL|DEVICE_\w+|CERT_\w+)\}/;
  return [
    ...([Identity, AnonymousIdentity].some((text) => expands.test(text)) ? ['a user name is expanded'] : []),
    ...(Password === '${PASSWORD}' ? ['the password is replaced'] : []),
  ];
}
