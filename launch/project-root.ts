import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the clone, found from the sources (tests) as well as from `dist` (the compiled launcher). */
export function projectRoot(from: string = __dirname): string {
  if (existsSync(join(from, 'launch', 'temporal-server', 'go.mod'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('launch/temporal-server/go.mod is missing: this is not a complete clone');
  return projectRoot(parent);
}
