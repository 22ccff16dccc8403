import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** A folder of the test's own; `clearScratch` after each test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-api-'));
  made.push(folder);
  return folder;
}

export function clearScratch(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
