import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const path = '/usr/bin/chromium';
/** No sandbox of its own (the tests may run as root), and not a word to anybody's servers. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium. Fails with the sentence how to get it where it is missing. */
export function openBrowser(): Promise<Browser> {
  if (!existsSync(path)) throw new Error('The tests of pages need Chromium (on Debian: apt-get install chromium).');
  return chromium.launch({ executablePath: path, args: flags });
}
