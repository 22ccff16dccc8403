import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { command } from '../frame/command';

export const version = command({
  name: 'version',
  summary: 'Say which version this is',
  examples: [['version --json', 'for programs, with the version of Node.js']],
  json: z.object({ latchkey: z.string(), node: z.string() }),
  local: true,
  run: () => Promise.resolve({ latchkey: versionFrom(__dirname), node: process.versions.node }),
  show: ({ latchkey, node }, { output }) => output.line(`Latchkey ${latchkey}, on Node.js ${node}`),
});

/** In a clone and in the image the package lies above us, be it above the sources or above `dist`. */
function versionFrom(folder: string): string {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return versionFrom(dirname(folder));
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
