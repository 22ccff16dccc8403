import { isDeepStrictEqual } from 'node:util';
import { runTool, type Judge } from './judge';

/** Into Apple's binary form and back: libplist leaves out what it does not understand, without a word. */
export const libplist: Judge = {
  name: 'libplist',
  tool: 'plistutil',
  rules: null,
  faults: async (files) => {
    const { parse } = await import('plist');
    return files.map((file) => faultsOf(file, (text) => parse(text.toString())));
  },
};

function faultsOf(file: Buffer, parsed: (file: Buffer) => unknown): string[] {
  const { stdout: binary, stderr } = runTool('plistutil', ['-i', '-', '-o', '-', '-f', 'bin'], file);
  if (!binary.toString('latin1').startsWith('bplist00')) return [`not converted: ${stderr.toString()}`];
  const theirs = runTool('plistutil', ['-i', '-', '-o', '-', '-f', 'xml'], binary).stdout;
  return isDeepStrictEqual(parsed(theirs), parsed(file)) ? [] : ['libplist reads something else in it'];
}
