import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../log';
import { isTextKey, type Texts } from './catalogue';

const file = /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.json$/;

/** Catalogues of the operator's own: `LATCHKEY_HOME/locales/<language>.json`. One that cannot be read is reported and left out. */
export async function operatorCatalogues(home: string, log: Logger): Promise<Record<string, Partial<Texts>>> {
  const folder = join(home, 'locales');
  const names = await readdir(folder).catch(() => []);
  const read = names.flatMap((name) => {
    const tag = file.exec(name)?.[1];
    return tag === undefined ? [] : [catalogueIn(join(folder, name), log).then((texts) => [tag, texts] as const)];
  });
  return Object.fromEntries((await Promise.all(read)).filter(([, texts]) => texts !== null)) as Record<
    string,
    Partial<Texts>
  >;
}

async function catalogueIn(path: string, log: Logger): Promise<Partial<Texts> | null> {
  try {
    const texts = z.record(z.string(), z.string()).parse(JSON.parse(await readFile(path, 'utf8')));
    const unknown = Object.keys(texts).filter((key) => !isTextKey(key));
    if (unknown.length > 0) log.warn({ path, unknown }, 'a catalogue has texts that no page shows');
    return texts;
  } catch (error) {
    log.error({ err: error, path }, 'a catalogue cannot be read: left out');
    return null;
  }
}
