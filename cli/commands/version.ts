import { z } from 'zod';
import { command } from '../frame/command';
import { ownVersion } from '../frame/own-version';

export const version = command({
  name: 'version',
  summary: 'Say which version this is',
  examples: [['version --json', 'for programs, with the version of Node.js']],
  json: z.object({ latchkey: z.string(), node: z.string() }),
  local: true,
  run: () => Promise.resolve({ latchkey: ownVersion(), node: process.versions.node }),
  show: ({ latchkey, node }, { output }) => output.line(`Latchkey ${latchkey}, on Node.js ${node}`),
});
