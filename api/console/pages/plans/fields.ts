import type { Say } from '../../texts';
import type { PlanEntry } from './draft';

/** What a plan's entry may have, by path below its key; in the order of the form. */
export const fieldPaths = [
  'group',
  'orgUnit',
  'precedence',
  'validity',
  'checkInRequired',
  'attributes.downMbps',
  'attributes.upMbps',
  'attributes.priority',
  'attributes.sessionMinutes',
  'attributes.vlan',
  'attributes.devices',
] as const;
export type FieldPath = (typeof fieldPaths)[number];

const isFieldPath = (path: string): path is FieldPath => fieldPaths.some((known) => known === path);

export const fieldName = (say: Say, path: string): string => (isFieldPath(path) ? say(`plans.field.${path}`) : path);

/** A value as somebody reads it. */
export function valueText(say: Say, path: string, value: unknown): string {
  if (value === undefined) return say('plans.change.unset');
  if (path === 'checkInRequired' && typeof value === 'boolean') return say(`plans.field.checkInRequired.${value}`);
  if (path === 'group' && value === NO_WIFI) return say('plans.noWifi');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The group of a plan without WiFi. */
export const NO_WIFI = 'none';

const words: readonly FieldPath[] = ['group', 'orgUnit', 'validity', 'attributes.priority'];

/** An entry from what was typed, by path: nothing typed is nothing set, and what is no number is left for the API to refuse. */
export function entryFrom(typed: Partial<Record<FieldPath, string>>): PlanEntry {
  const values = fieldPaths.flatMap((path) => {
    const text = typed[path]?.trim() ?? '';
    return text === '' ? [] : [[path, valueOf(path, text)] as const];
  });
  const own = values.filter(([path]) => !path.includes('.'));
  const attributes = values.filter(([path]) => path.startsWith('attributes.'));
  const named = attributes.map(([path, value]) => [path.slice('attributes.'.length), value] as const);
  return { ...Object.fromEntries(own), ...(named.length > 0 && { attributes: Object.fromEntries(named) }) };
}

function valueOf(path: FieldPath, text: string): unknown {
  if (words.includes(path)) return text;
  if (path === 'checkInRequired') return text === 'true' ? true : text === 'false' ? false : text;
  return /^[-+]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
