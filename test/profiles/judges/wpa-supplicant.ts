import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProfiles, type NetworkBlock } from '../readers';
import { inFolder, runTool, type Judge } from './judge';

/** The reader of wpa_supplicant: it tells byte by byte what it has read, and then finds no interface of this name. */
export const wpaSupplicant: Judge = {
  name: 'wpa_supplicant',
  tool: 'wpa_supplicant',
  rules: null,
  faults: (files) => inFolder((folder) => files.map((file) => faultsOf(file, join(folder, 'wpa.conf')))),
};

function faultsOf(file: Buffer, path: string): string[] {
  writeFileSync(path, file, { mode: 0o600 });
  const { stdout } = runTool('wpa_supplicant', ['-dd', '-K', '-Dnone', '-iNONE', '-c', path]);
  const log = stdout.toString('latin1');
  const complaints = log.match(/^(?:Line \d+: .*|.*truncated.*|Failed to read or parse.*|Invalid .*)$/gm) ?? [];
  return complaints.length > 0 ? complaints : differences(file, log);
}

/** What it has read is what our reader reads. */
function differences(file: Buffer, log: string): string[] {
  const [head = '', ...blocks] = log.split(/^Line: \d+ - start of a new network block$/m);
  const blobs = [...head.matchAll(/start of a new named blob '(.+)'/g)].map(([, name]) => `blob://${name}`);
  const read = blocks.map(fieldsOf);
  const [ours] = readProfiles([{ format: 'wpa_supplicant', file }]);
  if (!ours || ours instanceof Error) return [ours?.message ?? 'not read'];
  const expected = fieldsIn(ours);
  const wrong = read.flatMap((fields, index) =>
    Object.entries(expected).flatMap(([name, value]) =>
      fields.get(name)?.equals(Buffer.from(value)) ? [] : [`${name} of block ${index + 1} is read as something else`],
    ),
  );
  const anchors = read.map((fields) => fields.get('ca_cert')?.toString() ?? '');
  const missing = anchors.filter((anchor) => !blobs.includes(anchor));
  return [
    ...(read.length === blobs.length ? [] : [`${blobs.length} certificates, ${read.length} networks`]),
    ...missing.map((anchor) => `no certificate ${anchor}`),
    ...wrong,
  ];
}

const fieldsIn = (block: NetworkBlock): Record<string, Buffer | string> => ({
  ssid: Buffer.from(block.ssidHex ?? '', 'hex'),
  identity: block.identity,
  anonymous_identity: block.anonymousIdentity,
  password: block.password,
  domain_match: (block.domainMatch ?? []).join(';'),
  phase2: `auth=${block.phase2}`,
});

/** Rows of sixteen bytes in hex, behind four blanks. */
function fieldsOf(log: string): Map<string, Buffer> {
  const dumps = log.matchAll(/^(\w+) - hexdump_ascii\(len=\d+\):\n((?: {4} [0-9a-f]{2}.*\n)*)/gm);
  return new Map([...dumps].map(([, name = '', rows = '']) => [name, bytesOf(rows)]));
}

const bytesOf = (rows: string): Buffer =>
  Buffer.concat(rows.split('\n').map((row) => Buffer.from(row.slice(4, 4 + 3 * 16).replaceAll(' ', ''), 'hex')));
