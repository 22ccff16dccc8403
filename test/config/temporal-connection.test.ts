import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporalConnection } from '../../config';

/** Nothing of the user's own profiles. */
const clean = { TEMPORAL_CONFIG_FILE: '/no/such/file', TEMPORAL_ADDRESS: 'cloud.example:7233' };

function file(content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'latchkey-')), 'key');
  writeFileSync(path, content);
  return path;
}

it('takes the API key from the variable, or from a file', () => {
  const named = { ...clean, TEMPORAL_API_KEY_FILE: file('planted\n') };
  expect(temporalConnection({ ...clean, TEMPORAL_API_KEY: 'planted' })).toEqual(temporalConnection(named));
  expect(temporalConnection(named).connectionOptions).toMatchObject({
    address: 'cloud.example:7233',
    apiKey: 'planted',
    tls: true,
  });
});

it('takes an empty variable for none: no key, and no TLS that it would ask for', () => {
  const { connectionOptions, namespace } = temporalConnection({
    ...clean,
    TEMPORAL_API_KEY: '',
    TEMPORAL_NAMESPACE: '',
  });
  expect(connectionOptions).toEqual({ address: 'cloud.example:7233' });
  expect(namespace).toBeUndefined();
});

it.each([
  ['set together with the variable', { TEMPORAL_API_KEY: 'planted', TEMPORAL_API_KEY_FILE: '/a' }],
  ['that cannot be read', { TEMPORAL_API_KEY_FILE: '/no/such/file' }],
  ['that is empty', { TEMPORAL_API_KEY_FILE: file('\n') }],
])('refuses a file %s', (_what, env) => {
  expect(() => temporalConnection({ ...clean, ...env })).toThrow(/^TEMPORAL_API_KEY_FILE (is set together|names)/);
});
