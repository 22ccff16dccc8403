import { isDeepStrictEqual } from 'node:util';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';

/** What a plan gives, as the settings have it. */
export type PlanEntry = Readonly<Record<string, unknown>>;
export type PlanMap = Readonly<Record<string, PlanEntry>>;

/** Entries of the plan map that are to be others, by key; null: it is to have none. */
export type Draft = ReadonlyMap<string, PlanEntry | null>;

export const noDraft: Draft = new Map();

const Changes = z.array(z.tuple([z.string().min(1), z.record(z.string(), z.unknown()).nullable()]));
const LONGEST = 100_000;

/** A draft as an address carries it: nothing of it is kept here. Undefined: there is nothing in it. */
export function packed(draft: Draft): string | undefined {
  return draft.size === 0 ? undefined : deflateRawSync(JSON.stringify([...draft])).toString('base64url');
}

/** Null: this is no draft. */
export function unpacked(text: string): Draft | null {
  try {
    const json = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: LONGEST }).toString('utf8');
    return new Map(Changes.parse(JSON.parse(json)));
  } catch {
    return null;
  }
}

/** The plan map as it would be. */
export function withDraft(map: PlanMap, draft: Draft): PlanMap {
  const others = Object.entries(map).filter(([key]) => !draft.has(key));
  return Object.fromEntries([
    ...others,
    ...[...draft].flatMap(([key, entry]) => (entry ? [[key, entry]] : [])),
  ]) as PlanMap;
}

/** The draft with another entry; one that the map has anyway is no change. */
export function drafted(map: PlanMap, draft: Draft, key: string, entry: PlanEntry | null): Draft {
  const others = [...draft].filter(([each]) => each !== key);
  const isSame = isDeepStrictEqual(entryOf(map, key), entry);
  return new Map(isSame ? others : [...others, [key, entry]]);
}

/** Null: the map has none of this key. */
export const entryOf = (map: PlanMap, key: string): PlanEntry | null =>
  Object.hasOwn(map, key) ? (map[key] ?? null) : null;

export interface Change {
  key: string;
  what: 'added' | 'changed' | 'removed';
  /** By path below the key; undefined: not set. */
  fields: { path: string; was: unknown; is: unknown }[];
}

/** What the draft changes, entry by entry. */
export function changesOf(map: PlanMap, draft: Draft): Change[] {
  return [...draft].map(([key, is]) => {
    const was = entryOf(map, key);
    const what = was === null ? 'added' : is === null ? 'removed' : 'changed';
    return { key, what, fields: what === 'removed' ? [] : fieldsOf(was ?? {}, is ?? {}) };
  });
}

function fieldsOf(was: PlanEntry, is: PlanEntry): Change['fields'] {
  const [before, after] = [flat(was), flat(is)];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths
    .map((path) => ({ path, was: before.get(path), is: after.get(path) }))
    .filter((each) => !isDeepStrictEqual(each.was, each.is));
}

/** By path, with dots. */
export function flat(entry: PlanEntry, above = ''): Map<string, unknown> {
  return new Map(
    Object.entries(entry).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? [...flat(value as PlanEntry, `${above}${name}.`)]
        : [[`${above}${name}`, value] as const],
    ),
  );
}
