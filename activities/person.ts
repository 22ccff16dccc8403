import { createHmac } from 'node:crypto';
import type { Call } from '../clients/call';
import type { CoworkerRow } from '../clients/membership-source';
import type { MemberId } from '../domain/ids';
import { identityOf } from '../domain/identity';
import type { Rules } from '../domain/rules';
import { usernameOf } from '../domain/username';
import type { ActivityDeps } from './deps';
import { failure } from './failures';

const call: Call = { lane: 'interactive' };

/**
 * Who the member is, for the moment of a write or a letter. The row that a sync or a look has just read will do while it
 * has the expected identity; else it is read again. Fails with `notFound`.
 */
export async function personOf(
  { source, keys, snapshot }: Pick<ActivityDeps, 'source' | 'keys' | 'snapshot'>,
  rules: Rules,
  member: MemberId,
  identity: string | null,
): Promise<CoworkerRow> {
  const fits = (row: CoworkerRow | null): row is CoworkerRow =>
    row !== null && identityOf(keys.identityKey, row, rules) === identity;
  const listed = snapshot.coworker(member, Date.now());
  if (fits(listed)) return listed;
  const recent = await source.recentCoworker(member, call);
  if (fits(recent) || (identity === null && recent !== null)) return recent;
  const row = await source.coworker(member, call);
  if (row === null) throw failure('notFound', `coworker ${member} cannot be read from Nexudus`, true);
  return row;
}

/** The user name that the settings give the member today. Fails with `noEmail` or `rejected`. */
export function usernameFor(person: CoworkerRow, rules: Rules, suffix: boolean): string {
  const named = usernameOf(person, rules, { suffix });
  if ('username' in named) return named.username;
  switch (named.problem) {
    case 'noEmail':
      throw failure('noEmail', `coworker ${person.id} has no e-mail address in Nexudus to make a user name of`);
    case 'noCustomField':
      throw failure('rejected', `coworker ${person.id}: the custom field of settings.username is empty in Nexudus`);
    case 'unusable':
      throw failure(
        'rejected',
        `coworker ${person.id}: no RADIUS user name can be made of what settings.username names`,
      );
  }
}

/** A fingerprint by which a user name is recognised without being kept. */
export const usernameTag = (key: Buffer, username: string): string =>
  createHmac('sha256', key).update(`username:${username}`).digest('hex').slice(0, 12);

/** RADIUS directories want two names; what follows the first space is the last one. */
export function splitName(fullName: string): { firstName: string; lastName: string } {
  const [firstName = '', ...rest] = fullName.trim().split(/\s+/);
  return { firstName, lastName: rest.join(' ') };
}
