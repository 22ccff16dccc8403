import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Instant } from '../../domain/replayed/ids';
import de from './locales/de.json';
import en from './locales/en.json';
import es from './locales/es.json';
import fr from './locales/fr.json';

/** Every text of the member's page, in one language; English has them all. */
export type TextKey = keyof typeof en;
export type Texts = Record<TextKey, string>;

export interface Language {
  /** BCP 47. */
  tag: string;
  texts: Texts;
}

const builtIn: Record<string, Partial<Texts>> = { en, de, es, fr };

/** The available languages: ours, and the operator's catalogues, which add to or override them. Missing texts are English. */
export function languages(ofOperator: Record<string, Partial<Texts>> = {}): Map<string, Language> {
  const tags = [...new Set([...Object.keys(builtIn), ...Object.keys(ofOperator)])];
  return new Map(tags.map((tag) => [tag, { tag, texts: { ...en, ...builtIn[tag], ...ofOperator[tag] } }]));
}

/** Replaces `{name}` by what it stands for. */
export function say(texts: Texts, key: TextKey, values: Record<string, string> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key);

const file = /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.json$/;

/** The operator's own catalogues: `LATCHKEY_HOME/locales/<language>.json`. An unreadable one is logged and left out. */
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

interface Place extends Language {
  /** IANA. */
  zone: string;
}

/** "Monday, 2 November 2026 at 08:00", in the member's language and the location's zone. */
export function formatBeginning(at: Instant, { tag, zone }: Place): string {
  const local = DateTime.fromMillis(at, { zone, locale: tag });
  return local.toLocaleString({ ...DateTime.DATE_HUGE, hour: 'numeric', minute: '2-digit' });
}

/** The same for an end; one at midnight is the end of the day before. */
export function formatEnd(at: Instant, place: Place): string {
  const local = DateTime.fromMillis(at, { zone: place.zone, locale: place.tag });
  if (!local.equals(local.startOf('day'))) return formatBeginning(at, place);
  const day = local.minus({ days: 1 }).toLocaleString(DateTime.DATE_HUGE);
  return say(place.texts, 'details.endOf', { day });
}
