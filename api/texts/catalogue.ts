import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';

/** Every text of some pages, in one language. `language` is its own name, `dir` the direction it is written in. */
export type Texts<Key extends string> = Record<Key | 'language' | 'dir', string>;

export interface Language<Key extends string> {
  /** BCP 47. */
  tag: string;
  texts: Texts<Key>;
}

/** By tag; English has every text. */
export type Languages<Key extends string> = Map<string, Language<Key>>;

export type BuiltIn<Key extends string> = { en: Texts<Key> } & Record<string, Partial<Texts<Key>>>;

/** The available languages: ours, and the operator's catalogues, which add to or override them. Missing texts are English. */
export function languages<Key extends string>(
  builtIn: BuiltIn<Key>,
  ofOperator: Record<string, Partial<Texts<Key>>> = {},
): Languages<Key> {
  const tags = [...new Set([...Object.keys(builtIn), ...Object.keys(ofOperator)])];
  return new Map(tags.map((tag) => [tag, { tag, texts: { ...builtIn.en, ...builtIn[tag], ...ofOperator[tag] } }]));
}

/** Replaces `{name}` by what it stands for. */
export function say<Key extends string>(texts: Texts<Key>, key: Key, values: Record<string, string> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The language that was chosen, else the browser's, else English. */
export function languageOf<Key extends string>(
  req: Pick<Request, 'acceptsLanguages'>,
  known: Languages<Key>,
  chosen: unknown,
): Language<Key> {
  const asked = typeof chosen === 'string' ? known.get(chosen) : undefined;
  const preferred = req.acceptsLanguages([...known.keys()]);
  const language = asked ?? known.get(preferred || 'en') ?? known.get('en');
  if (language === undefined) throw new Error('the English catalogue is missing');
  return language;
}

const file = /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.json$/;

/** The operator's own catalogues: `<language>.json` in this folder. An unreadable one is logged and left out. */
export async function operatorCatalogues<Key extends string>(
  folder: string,
  { en }: BuiltIn<Key>,
  log: Logger,
): Promise<Record<string, Partial<Texts<Key>>>> {
  const names = await readdir(folder).catch(() => []);
  const read = names.flatMap((name) => {
    const tag = file.exec(name)?.[1];
    return tag === undefined ? [] : [catalogueIn(join(folder, name), en, log).then((texts) => [tag, texts] as const)];
  });
  return Object.fromEntries((await Promise.all(read)).filter(([, texts]) => texts !== null)) as Record<
    string,
    Partial<Texts<Key>>
  >;
}

async function catalogueIn<Key extends string>(
  path: string,
  en: Texts<Key>,
  log: Logger,
): Promise<Partial<Texts<Key>> | null> {
  try {
    const texts = z.record(z.string(), z.string()).parse(JSON.parse(await readFile(path, 'utf8')));
    const unknown = Object.keys(texts).filter((key) => !Object.hasOwn(en, key));
    if (unknown.length > 0) log.warn({ path, unknown }, 'a catalogue has texts that no page shows');
    return texts as Partial<Texts<Key>>;
  } catch (error) {
    log.error({ err: error, path }, 'a catalogue cannot be read: left out');
    return null;
  }
}
