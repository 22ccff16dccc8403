// npm run openapi: writes api/openapi.json as the contract has it; with --check, fails when that would change it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { compile, giveUp, root } from './prepare.mjs';

await compile();

const { openApiDocument } = createRequire(import.meta.url)(join(root, 'dist', 'contracts', 'api', 'document.js'));
const path = join(root, 'api', 'openapi.json');
const wanted = await format(JSON.stringify(openApiDocument()), { ...(await resolveConfig(path)), parser: 'json' });
if (!process.argv.includes('--check')) writeFileSync(path, wanted);
else if (readFileSync(path, 'utf8') !== wanted)
  giveUp('api/openapi.json is not what contracts/api says: run `npm run openapi`, and commit what it writes.');
