import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { projectRoot } from './project-root';

/** The name in the certificate of the sandbox's RADIUS server (sandbox/radius/options.ts). */
const SERVER_NAME = 'wifi.sandbox.test';
const OUTER_IDENTITY = 'anonymous@sandbox.test';

/** Where the sandbox keeps its own state, below the state of all. */
export const sandboxFolder = (home: string): string => join(home, 'sandbox');

/** The first settings of the sandbox's space, with the CA that its RADIUS server has here. Answers the file's path. */
export function sandboxSettings(home: string): string {
  const settings = parse(readFileSync(join(projectRoot(), 'launch', 'sandbox-settings.yaml'), 'utf8')) as object;
  const radius = {
    caCertificates: [join(sandboxFolder(home), 'radius', 'pki', 'ca.pem')],
    serverNames: [SERVER_NAME],
    outerIdentity: OUTER_IDENTITY,
  };
  const file = join(home, 'sandbox-settings.yaml');
  writeFileSync(file, stringify({ ...settings, radius }));
  return file;
}
