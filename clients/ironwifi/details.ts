import type { Detail, LeftOut } from '../../domain/replayed/account';
import { ExternalError } from '../external-error';
import { InvalidFields } from './api';
import type { UserRecord } from './wire';

type Fields = Record<string, string>;

const onWire: Record<Detail, string> = {
  username: 'username',
  email: 'email',
  firstName: 'firstname',
  lastName: 'lastname',
  notes: 'notes',
};
const details = Object.keys(onWire) as Detail[];

/** Fields of a write on which no access depends, and the others. */
export function detailsApart(fields: Fields): { details: Fields; others: Fields } {
  const isDetail = ([name]: [string, string]): boolean => details.some((detail) => onWire[detail] === name);
  const entries = Object.entries(fields);
  return {
    details: Object.fromEntries(entries.filter(isDetail)),
    others: Object.fromEntries(entries.filter((entry) => !isDetail(entry))),
  };
}

export const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;

/**
 * A refusal that only a part of the write may deserve: of a value, or a failure over one. A server that names a time to come
 * back is ill, whatever it is sent.
 */
export function isRefusal(error: unknown): error is ExternalError {
  if (!(error instanceof ExternalError)) return false;
  if (error.code === 'outage') return error.options.retryAfterMs === undefined;
  return error.code === 'rejected' || error.code === 'duplicate' || error.code === 'capability';
}

/** The fields without those details that the refusal of a create is about; null: it is about something else. */
export function withoutRefused(fields: Fields, error: unknown): { fields: Fields; leftOut: LeftOut } | null {
  if (!(error instanceof ExternalError) || error.code !== 'rejected') return null;
  // the name and the mark make the account: without them there is none
  const mayGo = Object.keys(detailsApart(fields).details).filter((name) => name !== 'username' && name !== 'notes');
  const named = error instanceof InvalidFields ? error.fields : [];
  if (named.some((name) => !mayGo.includes(name))) return null;
  const refused = named.length > 0 ? named : mayGo;
  if (refused.length === 0) return null;
  const left = Object.entries(fields).filter(([name]) => !refused.includes(name));
  return { fields: Object.fromEntries(left), leftOut: leftOutOf(refused, error) };
}

function leftOutOf(names: readonly string[], { code, message }: ExternalError): LeftOut {
  return { fields: details.filter((detail) => names.includes(onWire[detail])), code, message };
}

interface DetailWriter {
  patch: (fields: Fields) => Promise<UserRecord>;
  /** Whether the rest may go on without the fields that failed so. */
  mayLeaveOut: (error: unknown) => error is ExternalError;
}

/**
 * Writes as many details as the tenant takes: those that it names as refused are left out, and where it names none, each is
 * tried alone. @param refusal of all of them, together with other fields
 */
export async function writeDetails(
  { patch, mayLeaveOut }: DetailWriter,
  fields: Fields,
  refusal: ExternalError | null,
): Promise<{ record: UserRecord | null; leftOut: LeftOut | null }> {
  const refused = new Set<string>();
  let [record, first]: [UserRecord | null, ExternalError | null] = [null, refusal];
  const groups = refusal === null ? [Object.keys(fields)] : regroup(Object.keys(fields), refusal, refused);
  for (let names = groups.shift(); names !== undefined; names = groups.shift()) {
    try {
      record = await patch(Object.fromEntries(names.map((name) => [name, fields[name] ?? ''])));
    } catch (error) {
      if (!mayLeaveOut(error)) throw error;
      if (first === null || error.code === 'duplicate') first = error;
      groups.unshift(...regroup(names, error, refused));
    }
  }
  return { record, leftOut: first === null || refused.size === 0 ? null : leftOutOf([...refused], first) };
}

/** How to go on with names that were refused together. Notes those that are given up. */
function regroup(names: string[], error: ExternalError, refused: Set<string>): string[][] {
  const named = error instanceof InvalidFields ? names.filter((name) => error.fields.includes(name)) : [];
  const [only, ...more] = names;
  if (only === undefined) return [];
  if (named.length === 0 && more.length > 0) return names.map((name) => [name]);
  for (const name of named.length > 0 ? named : [only]) refused.add(name);
  const left = names.filter((name) => !refused.has(name));
  return left.length > 0 ? [left] : [];
}
