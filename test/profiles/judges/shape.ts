/** What a value may be, as the tables of a format's documentation say it. */
export type Shape =
  | { is: 'string'; among?: readonly string[]; like?: RegExp; bytes?: readonly [least: number, most: number] }
  | { is: 'integer'; among?: readonly number[] }
  | { is: 'boolean' | 'date' | 'data' }
  | { is: 'list'; of: Shape; atLeast?: number }
  | { is: 'object'; fields: Fields };

/** By name; a field with `?` behind its name may be missing. Nothing else may be there. */
export type Fields = Readonly<Record<string, Shape>>;

export const text = (limits: Omit<Extract<Shape, { is: 'string' }>, 'is'> = {}): Shape => ({ is: 'string', ...limits });
export const integer = (...among: number[]): Shape => ({ is: 'integer', among });
export const flag: Shape = { is: 'boolean' };
export const list = (of: Shape, atLeast = 0): Shape => ({ is: 'list', of, atLeast });
export const object = (fields: Fields): Shape => ({ is: 'object', fields });

/** What about a value is not as its shape says; empty: nothing. */
export function faultsIn(value: unknown, shape: Shape, path = ''): string[] {
  const at = path === '' ? 'the file' : path;
  switch (shape.is) {
    case 'object':
      return isRecord(value) ? fieldFaults(value, shape.fields, path) : [`${at} is no object`];
    case 'list':
      if (!Array.isArray(value)) return [`${at} is no list`];
      if (value.length < (shape.atLeast ?? 0)) return [`${at} has too few entries`];
      return value.flatMap((entry, index) => faultsIn(entry, shape.of, `${path}[${index}]`));
    case 'string':
      if (typeof value !== 'string') return [`${at} is no text`];
      return textFits(value, shape) ? [] : [`${at} has a value that is not allowed`];
    case 'integer':
      if (!Number.isInteger(value)) return [`${at} is no whole number`];
      return shape.among?.includes(Number(value)) === false ? [`${at} has a value that is not allowed`] : [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at} is neither true nor false`];
    case 'date':
      return value instanceof Date && !Number.isNaN(value.getTime()) ? [] : [`${at} is no time`];
    case 'data':
      return value instanceof Uint8Array && value.length > 0 ? [] : [`${at} holds no bytes`];
    default:
      return shape satisfies never;
  }
}

function textFits(value: string, { among, like, bytes }: Extract<Shape, { is: 'string' }>): boolean {
  const [least, most] = bytes ?? [0, Infinity];
  const length = Buffer.byteLength(value);
  return (among?.includes(value) ?? true) && (like?.test(value) ?? true) && length >= least && length <= most;
}

function fieldFaults(value: Record<string, unknown>, fields: Fields, path: string): string[] {
  const known = Object.entries(fields).map(([key, shape]) => {
    const [name = '', optional] = [key.replace(/\?$/, ''), key.endsWith('?')];
    return { name, optional, shape, at: path === '' ? name : `${path}.${name}` };
  });
  const names = known.map(({ name }) => name);
  const unknown = Object.keys(value).filter((name) => !names.includes(name));
  return [
    ...unknown.map((name) => `${path}.${name} is unknown`.replace(/^\./, '')),
    ...known.flatMap(({ name, optional, shape, at }) => {
      if (name in value) return faultsIn(value[name], shape, at);
      return optional ? [] : [`${at} is missing`];
    }),
  ];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
