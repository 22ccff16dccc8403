import { isDeepStrictEqual } from 'node:util';
import { readProfiles } from '../readers';
import { parseKeyfile } from '../readers/networkmanager';
import { runTool, type Judge } from './judge';

/**
 * NetworkManager's own parser, its verification of a connection, and its writer, without a daemon. It drops keys that it
 * does not know without a word.
 */
export const libnm: Judge = {
  name: 'libnm',
  tool: 'nmcli',
  rules: null,
  faults: (files) => files.map(faultsOf),
};

const offline = ['--offline', 'connection', 'modify', 'connection.autoconnect', 'yes'];

function faultsOf(file: Buffer): string[] {
  const { status, stdout, stderr } = runTool('nmcli', offline, file);
  if (status !== 0) return [`not taken: ${stderr.toString().trim()}`];
  const kept = keysOf(stdout);
  const dropped = keysOf(file).filter((key) => !kept.includes(key));
  return [...dropped.map((key) => `${key} is dropped`), ...differences(file, stdout)];
}

const keysOf = (file: Buffer): string[] =>
  [...parseKeyfile(file.toString())].flatMap(([section, entries]) =>
    [...entries.keys()].map((key) => `${section}.${key}`),
  );

/** Their writer's file says what ours does, by the same reader. */
function differences(ours: Buffer, theirs: Buffer): string[] {
  const [here, there] = readProfiles([ours, theirs].map((file) => ({ format: 'networkmanager', file })));
  if (here instanceof Error) return [here.message];
  return isDeepStrictEqual(here, there) ? [] : ['NetworkManager reads something else in it'];
}
