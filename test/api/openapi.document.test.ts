import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from './support/openapi-document';

const path = join(__dirname, '..', '..', 'contracts', 'api', 'openapi.json');

/** `npm run openapi` writes the document; any other run says whether it is what the contract says. */
it('lies in contracts/api as the contract has it', () => {
  const wanted = `${JSON.stringify(openApiDocument(), null, 2)}\n`;
  if (process.env.LATCHKEY_WRITE_DOCS === '1') writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8') === wanted ? 'up to date' : 'run `npm run openapi`').toBe('up to date');
});
