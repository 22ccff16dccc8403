import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Of this program, from the nearest package.json: a clone has it, and an image. */
export function ownVersion(from: string = __dirname): string {
  const file = join(from, 'package.json');
  if (!existsSync(file) && dirname(from) !== from) return ownVersion(dirname(from));
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
