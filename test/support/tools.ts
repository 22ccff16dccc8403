import { relative } from 'node:path';
import { findProgram } from '../../sandbox/radius/program';

/** Programs that some tests need, with the Debian packages that bring them. */
const packages = {
  freeradius: 'freeradius freeradius-rest',
  eapol_test: 'eapoltest',
  chromium: 'chromium fonts-dejavu-core',
  nmcli: 'network-manager',
  wpa_supplicant: 'wpasupplicant',
  plistutil: 'libplist-utils',
  xmllint: 'libxml2-utils',
  openssl: 'openssl',
  python3: 'python3',
  zsh: 'zsh',
  fish: 'fish',
} as const;

export type Tool = keyof typeof packages;

const nothing = (() => undefined) as unknown as jest.Lifecycle;
const skipping = { test: test.skip, describe: describe.skip, beforeAll: nothing };

/**
 * Jest's functions for a file whose tests need these programs. Where one is missing its tests are skipped, and what to
 * install is said aloud.
 */
export function needing(...tools: Tool[]): { test: jest.It; describe: jest.Describe; beforeAll: jest.Lifecycle } {
  const missing = tools.filter((tool) => findTool(tool) === undefined);
  if (missing.length === 0) return { test, describe, beforeAll };
  const file = relative(process.cwd(), expect.getState().testPath ?? '');
  const wanted = missing.map((tool) => packages[tool]).join(' ');
  process.stderr.write(`\nSKIPPED ${file}: needs ${missing.join(' and ')} (apt-get install ${wanted})\n`);
  return skipping;
}

/** As a path. FreeRADIUS calls its server differently from one system to the next. */
export function findTool(tool: Tool): string | undefined {
  return findProgram(tool === 'freeradius' ? ['freeradius', 'radiusd'] : [tool]);
}
