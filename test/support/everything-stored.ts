import { existsSync, readFileSync } from 'node:fs';

/** Every byte that a Temporal server was told and keeps: its database, and the log of writes beside it. */
export function everythingStored(databaseFile: string): string {
  const files = [databaseFile, `${databaseFile}-wal`].filter((file) => existsSync(file));
  return Buffer.concat(files.map((file) => readFileSync(file))).toString('latin1');
}
