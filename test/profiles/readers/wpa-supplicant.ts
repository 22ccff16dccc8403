import { completeBlock, type NetworkBlock, type Reading } from './network-block';

type Fields = Map<string, string>;

/** Of longer lines the parser cuts off the rest. */
const maxLine = { network: 1998, blob: 254 };
const EAP: Record<string, NetworkBlock['eap']> = { PEAP: 'PEAP', TTLS: 'TTLS' };
const PHASE2: Record<string, NetworkBlock['phase2']> = { '"auth=PAP"': 'PAP', '"auth=MSCHAPV2"': 'MSCHAPV2' };

/**
 * A configuration of wpa_supplicant whose network blocks differ in their CA certificate only: it tries one after the
 * other, so the result trusts them all.
 */
export function readWpaSupplicant(file: Buffer): NetworkBlock {
  const { networks, blobs } = parse(file.toString());
  const [first, ...others] = networks.map((fields) => reading(fields, blobs));
  if (!first) throw new Error('The configuration has no network block');
  const common = (block: Reading) => JSON.stringify({ ...block, certificates: [] });
  if (others.some((other) => common(other) !== common(first))) throw new Error('The network blocks differ');
  return completeBlock({ ...first, certificates: [first, ...others].flatMap(({ certificates }) => certificates) });
}

function parse(text: string): { networks: Fields[]; blobs: Map<string, Buffer> } {
  const blobs = new Map<string, Buffer>();
  const networks: Fields[] = [];
  const rest = text.replace(/^(network|blob-base64-([\w-]+))=\{\n([^}]*)\n?^\}$/gm, (_, kind, name, body) => {
    const lines = linesOf(String(body), kind === 'network' ? maxLine.network : maxLine.blob);
    if (kind === 'network') networks.push(fieldsOf(lines));
    else blobs.set(String(name), Buffer.from(lines.join(''), 'base64'));
    return '';
  });
  if (rest.trim() !== '') throw new Error('The configuration holds something else');
  return { networks, blobs };
}

function linesOf(body: string, max: number): string[] {
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  if (lines.some((line) => Buffer.byteLength(line) > max)) throw new Error('wpa_supplicant cuts off a longer line');
  return lines;
}

function fieldsOf(lines: string[]): Fields {
  return new Map(
    lines.map((line) => {
      const [, name, value] = /^\s*(\w+)=(.+)$/s.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`Not a field: ${line}`);
      return [name, value];
    }),
  );
}

function reading(fields: Fields, blobs: Map<string, Buffer>): Reading {
  const field = (name: string): string => {
    const value = fields.get(name);
    if (value === undefined) throw new Error(`A network block lacks ${name}`);
    return value;
  };
  const bytes = (name: string): Buffer => bytesOf(field(name));
  const eap = EAP[field('eap')];
  const phase2 = PHASE2[field('phase2')];
  if (!field('key_mgmt').startsWith('WPA-EAP') || !eap || !phase2) throw new Error('Unknown method');
  return {
    ssidHex: bytes('ssid').toString('hex'),
    eap,
    phase2,
    identity: bytes('identity').toString(),
    password: bytes('password').toString(),
    anonymousIdentity: bytes('anonymous_identity').toString(),
    certificates: [blobNamed(bytes('ca_cert').toString(), blobs)],
    domainMatch: bytes('domain_match').toString().split(';'),
  };
}

/** In quotes everything up to the last one of the line, without quotes hex. */
function bytesOf(value: string): Buffer {
  if (value.startsWith('"') && value.lastIndexOf('"') === value.length - 1) return Buffer.from(value.slice(1, -1));
  if (/^(?:[0-9a-f]{2})+$/i.test(value)) return Buffer.from(value, 'hex');
  throw new Error(`Neither quoted nor hex: ${value}`);
}

function blobNamed(url: string, blobs: Map<string, Buffer>): Buffer {
  const blob = blobs.get(/^blob:\/\/(.+)$/.exec(url)?.[1] ?? '');
  if (!blob) throw new Error(`No such blob: ${url}`);
  return blob;
}
