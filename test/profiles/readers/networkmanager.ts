import { completeBlock, type NetworkBlock } from './network-block';

type Keyfile = Map<string, Map<string, string>>;

const EAP: Record<string, NetworkBlock['eap']> = { 'peap;': 'PEAP', 'ttls;': 'TTLS' };
const PHASE2: Record<string, NetworkBlock['phase2']> = { pap: 'PAP', mschapv2: 'MSCHAPV2' };
const DATA = 'data:;base64,';
const BEGIN = '-----BEGIN CERTIFICATE-----';

/**
 * A keyfile of NetworkManager. Of its CA certificates only the first is in the block: NetworkManager hands what is not a
 * file to wpa_supplicant as a blob, and of a blob that reads one certificate.
 */
export function readNetworkManager(file: Buffer): NetworkBlock {
  const keyfile = parseKeyfile(file.toString());
  const value = (section: string, key: string): string => {
    const found = keyfile.get(section)?.get(key);
    if (found === undefined) throw new Error(`The keyfile lacks ${section}.${key}`);
    return found;
  };
  const eap = EAP[value('802-1x', 'eap')];
  const phase2 = PHASE2[value('802-1x', 'phase2-auth')];
  if (value('wifi-security', 'key-mgmt') !== 'wpa-eap' || !eap || !phase2) throw new Error('Unknown method');
  const text = (key: string): string => unescape(value('802-1x', key));
  return completeBlock({
    ssidHex: ssidBytes(value('wifi', 'ssid')).toString('hex'),
    eap,
    phase2,
    identity: text('identity'),
    password: text('password'),
    anonymousIdentity: text('anonymous-identity'),
    certificates: [firstCertificate(value('802-1x', 'ca-cert'))],
    domainMatch: text('domain-match').split(';'),
  });
}

/** GLib's format: blanks around a key and before a value do not count, a line with # is a comment. */
export function parseKeyfile(text: string): Keyfile {
  const keyfile: Keyfile = new Map();
  let section: Map<string, string> | undefined;
  for (const line of text.split('\n')) {
    const header = /^\[([^[\]]+)\]\s*$/.exec(line)?.[1];
    const entry = /^([A-Za-z0-9-]+)\s*=[ \t]*(.*)$/s.exec(line);
    if (header !== undefined) keyfile.set(header, (section = new Map<string, string>()));
    else if (entry && section) section.set(entry[1] ?? '', entry[2] ?? '');
    else if (line.trim() !== '' && !line.startsWith('#')) throw new Error(`Not a line of a keyfile: ${line}`);
  }
  return keyfile;
}

const ESCAPES: Record<string, string> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };

const unescape = (value: string): string =>
  value.replace(/\\(.?)/gs, (sequence, letter: string) => {
    const meant = ESCAPES[letter];
    if (meant === undefined) throw new Error(`Unknown escape ${sequence}`);
    return meant;
  });

/** Numbers with semicolons are bytes, anything else is text. */
const ssidBytes = (value: string): Buffer =>
  /^(?:\d{1,3};)+$/.test(value)
    ? Buffer.from(value.split(';').slice(0, -1).map(Number))
    : Buffer.from(unescape(value).replaceAll('\\;', ';'));

function firstCertificate(value: string): Buffer {
  if (!value.startsWith(DATA)) throw new Error('ca-cert is not data');
  const content = Buffer.from(value.slice(DATA.length), 'base64');
  const text = content.toString('latin1');
  return text.includes(BEGIN) ? Buffer.from(text.slice(text.indexOf(BEGIN))) : content;
}
