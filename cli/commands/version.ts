import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../launch/machine/basics';
import { command } from '../frame/command';

export const version = command({
  name: 'version',
  summary: 'Say which version this is',
  examples: [['version --json', 'for programs, with the version of Node.js']],
  json: z.object({ latchkey: z.string(), node: z.string() }),
  local: true,
  run: () => {
    const file = join(projectRoot(), 'package.json');
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8')));
    return Promise.resolve({ latchkey: version, node: process.versions.node });
  },
  show: ({ latchkey, node }, { output }) => output.line(`Latchkey ${latchkey}, on Node.js ${node}`),
});
