// npm run proof: tries every profile on a real RADIUS server and writes the table to docs/proof.md.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compile, demandNode, install, root, run } from './prepare.mjs';

demandNode();
await install();
await compile();

process.env.LATCHKEY_PROOF = join(root, 'docs', 'proof.md');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const args = ['--selectProjects', 'integration', '--testPathPatterns', 'test/proof/'];
const { code } = await run(process.execPath, [jest, ...args], { show: true });
process.exit(code ?? 1);
