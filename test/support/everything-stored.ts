import { existsSync, readFileSync } from 'node:fs';

/** Every byte that a Temporal server was told and keeps: its database, and the log of writes beside it. */
export function everythingStored(databaseFile: string): string {
  const files = [databaseFile, `${databaseFile}-wal`].filter((file) => existsSync(file));
  return Buffer.concat(files.map((file) => readFileSync(file))).toString('latin1');
}

/** Where a text holds one of these words, however they are written, with what is about it. */
export function placesOf(words: readonly string[], text: string): string[] {
  const all = text.toLowerCase();
  return words
    .map((word) => all.indexOf(word.toLowerCase()))
    .filter((at) => at !== -1)
    .map((at) => all.slice(Math.max(0, at - 200), at + 100).replace(/[^ -~]+/g, ' '));
}
