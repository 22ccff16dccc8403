import {
  described,
  type Description,
  elementOf,
  properties,
  type Property,
  rangeOf,
} from '../../../../domain/schema/described';
import { valueAt, withChanges } from '../../../../domain/settings/changes';
import { settingsSchema } from '../../../../domain/settings/settings';
import type { Form } from '../../frame/visit';
import type { TextKey } from '../../texts';

/** How one setting is edited. */
type Control =
  | { is: 'choice'; options: string[] }
  | { is: 'switch' }
  | { is: 'number'; isWhole: boolean; least?: number; most?: number }
  | { is: 'text'; examples: string[] }
  /** Templates, which have lines. */
  | { is: 'lines' }
  /** A list, or a map of groups: edited as YAML, or on a page of its own. */
  | { is: 'elsewhere' };

/** A setting as its schema describes it. */
export interface Field {
  path: string[];
  /** The path, as errors name it. */
  key: string;
  /** The path of the group within its section. */
  group: string[] | null;
  /** There is no document without it; in a group: none with this group. */
  isRequired: boolean;
  /** Undefined: there is none. */
  fallback: unknown;
  unit: Unit | null;
  control: Control;
}

type Unit = 'minutes' | 'hours' | 'days' | 'percent' | 'mbps';

/** Fields that belong together. */
interface FieldSection {
  id: string;
  label: TextKey;
  /** Null: settings on top of the document, by their subject. */
  help: TextKey | null;
  fields: Field[];
}

/** Plain settings on top of the document, by what they are about. Whatever is in none is among `more`. */
const themes = {
  space: ['spaceName', 'ssid', 'hiddenSsid', 'timeZone', 'cutOff', 'locations'],
  access: [
    ...[
      'plans',
      'checkInRequired',
      'checkInGraceMinutes',
      'graceMinutes',
      'contractEnds',
      'pausedMeansDenied',
      'unpaid',
    ],
    ...['teamEntitlement', 'joinProfiles', 'prepareAhead'],
  ],
  accounts: [
    ...['autoProvision', 'autoDeprovision', 'username', 'password', 'onEmailChange', 'retentionDays'],
    ...['createOrgUnits', 'syncIntervalMinutes'],
  ],
  more: [],
} as const satisfies Record<string, readonly string[]>;
type Theme = keyof typeof themes;

/** What needs an act of its own: going live. */
const NOT_EDITED = ['live'];

let known: FieldSection[] | null = null;

/** Every setting but `live`, from the schema. */
export function fieldSections(): FieldSection[] {
  known ??= sectionsOf(properties(described(settingsSchema)).filter(({ name }) => !NOT_EDITED.includes(name)));
  return known;
}

export const allFields = (): Field[] => fieldSections().flatMap(({ fields }) => fields);

function sectionsOf(all: Property[]): FieldSection[] {
  const plain = all
    .filter((property) => property.schema.properties === undefined)
    .flatMap((each) => fieldsOf(each, [], null));
  const inTheme = (theme: Theme): Field[] => {
    const named: readonly string[] = themes[theme];
    if (theme !== 'more') return plain.filter(({ key }) => named.includes(key));
    const others: readonly string[] = Object.values(themes).flat();
    return plain.filter(({ key }) => !others.includes(key));
  };
  const groups = all.filter(({ schema }) => schema.properties !== undefined);
  return [
    ...(Object.keys(themes) as Theme[])
      .map((theme) => ({ id: theme, label: `settings.theme.${theme}` as const, help: null, fields: inTheme(theme) }))
      .filter(({ fields }) => fields.length > 0),
    ...groups.map(({ name, schema }) => ({
      id: name,
      label: labelOf([name]),
      help: helpOf([name]),
      fields: properties(schema).flatMap((property) => fieldsOf(property, [name], null)),
    })),
  ];
}

function fieldsOf({ name, schema, required }: Property, above: string[], group: Field['group']): Field[] {
  const path = [...above, name];
  if (schema.properties && !holdsTemplates(schema))
    return properties(schema).flatMap((property) => fieldsOf(property, path, path));
  return [
    {
      ...{ path, key: path.join('.'), group, isRequired: required },
      ...{ fallback: schema.default, unit: unitOf(name), control: controlOf(schema, name) },
    },
  ];
}

/** Letters by their occasion: too many to be looked through as fields. */
const holdsTemplates = (schema: Description): boolean =>
  properties(schema).every(
    (property) => property.schema.properties !== undefined && 'subject' in property.schema.properties,
  );

function controlOf(schema: Description, name: string): Control {
  if (elementOf(schema) !== null || schema.type === 'array') return { is: 'elsewhere' };
  if (schema.enum) return { is: 'choice', options: schema.enum.map(String) };
  if (schema.type === 'boolean') return { is: 'switch' };
  if (schema.type === 'integer' || schema.type === 'number') return { is: 'number', ...rangeOf(schema) };
  if (name === 'text' || name === 'html') return { is: 'lines' };
  return { is: 'text', examples: (schema.examples ?? []).map(String) };
}

/** A number's name ends with what it counts. */
function unitOf(name: string): Unit | null {
  const [unit] = /(minutes|hours|days|percent|mbps)$/.exec(name.toLowerCase()) ?? [];
  return (unit as Unit | undefined) ?? null;
}

/** What a setting, or a group of them, is called. Each has this text and its help: a test compares them with the schema. */
export const labelOf = (path: readonly string[]): TextKey => `setting.${path.join('.')}` as TextKey;
export const helpOf = (path: readonly string[]): TextKey => `${labelOf(path)}.help` as TextKey;

/** What a form shows of a setting: its value, or the default where it is left out. */
export const shownText = (document: unknown, { path, fallback }: Field): string =>
  textOf(valueAt(document, path) ?? fallback);

/** A value as a field shows it; of lists and maps there is no such text. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n');
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** The document says something else than the default. What has to be there has none. */
export function isOwn(document: unknown, { path, fallback, isRequired }: Field): boolean {
  const value = valueAt(document, path);
  return value !== undefined && !isRequired && textOf(value) !== textOf(fallback);
}

/**
 * The document as a form leaves it. What the form does not change stays as it was written; what is empty, or the default again,
 * is left out.
 */
export function edited(document: Record<string, unknown>, form: Form): Record<string, unknown> {
  const changes = allFields().flatMap((field) => {
    const sent = form[field.key]?.replaceAll('\r\n', '\n');
    if (sent === undefined || field.control.is === 'elsewhere' || sent === shownText(document, field)) return [];
    const isLeftOut = sent === '' || sent === textOf(field.fallback);
    return [{ path: field.path, is: isLeftOut ? undefined : valueOf(field.control, sent) }];
  });
  return withChanges(document, changes);
}

/** What is no number stays text: the API says what is wrong with it. */
function valueOf(control: Control, sent: string): unknown {
  if (control.is === 'switch') return sent === 'true' ? true : sent === 'false' ? false : sent;
  if (control.is !== 'number') return sent;
  const number = Number(sent.trim().replace(',', '.'));
  return Number.isFinite(number) && sent.trim() !== '' ? number : sent;
}
