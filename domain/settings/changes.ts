/** What is different in a document of settings: a value, or a list as a whole. Undefined: the setting is left out. */
export interface Change {
  /** Keys from the outside in; a plan's name may have dots. */
  path: string[];
  was: unknown;
  is: unknown;
}

type Group = Record<string, unknown>;

/** What has to be done to the first document to get the second; the order of keys counts for nothing. */
export function changesBetween(was: unknown, is: unknown, path: string[] = []): Change[] {
  if (!isGroup(was) && !isGroup(is)) return same(was, is) ? [] : [{ path, was, is }];
  const [before, after] = [groupIn(was), groupIn(is)];
  if (before === null || after === null) return [{ path, was, is }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (keys.length === 0 && isGroup(was) === isGroup(is)) return [];
  // an empty group is not the same as none: an empty plan map gives WiFi to nobody
  const isEmptied = path.length > 0 && isGroup(is) && Object.keys(is).length === 0;
  if (keys.length === 0 || isEmptied) return [{ path, was, is }];
  return keys.flatMap((key) => changesBetween(before[key], after[key], [...path, key]));
}

/** The document with these changes. Groups that become empty go, too. */
export const withChanges = (document: Group, changes: readonly Pick<Change, 'path' | 'is'>[]): Group =>
  changes.reduce((changed, { path, is }) => withValue(changed, path, is), document);

export function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isGroup(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    document,
  );
}

/** Changes of one list that touch what a change of the other touches. */
export const inBoth = (mine: readonly Change[], theirs: readonly Change[]): Change[] =>
  mine.filter(({ path }) => theirs.some((other) => isWithin(path, other.path) || isWithin(other.path, path)));

const isWithin = (path: readonly string[], other: readonly string[]): boolean =>
  other.every((key, i) => path[i] === key);

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is left out counts as a group without settings; null: it is something else. */
function groupIn(value: unknown): Group | null {
  if (value === undefined) return {};
  return isGroup(value) ? value : null;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function withValue(group: Group, [key, ...rest]: readonly string[], value: unknown): Group {
  if (key === undefined) return groupIn(value) ?? {};
  const inner = rest.length === 0 ? value : withValue(groupIn(own(group, key)) ?? {}, rest, value);
  const isGone =
    inner === undefined || (rest.length > 0 && value === undefined && Object.keys(inner as Group).length === 0);
  if (!isGone) return defined(group, key, inner);
  return Object.fromEntries(Object.entries(group).filter(([name]) => name !== key));
}

const own = (group: Group, key: string): unknown => (Object.hasOwn(group, key) ? group[key] : undefined);

/** Also `__proto__` is a key like any other. */
const defined = (group: Group, key: string, value: unknown): Group =>
  Object.hasOwn(group, key)
    ? Object.fromEntries(Object.entries(group).map(([name, each]) => [name, name === key ? value : each]))
    : Object.fromEntries([...Object.entries(group), [key, value]]);
