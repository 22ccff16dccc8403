import type { CoworkerRow } from '../../clients/membership-source';
import type { ObserveInput } from '../../contracts/activities';
import type { Facts } from '../../domain/access/facts';
import { MOST_JOINED } from '../../domain/access/joined-profiles';
import { addressOf } from '../../domain/account/person';
import type { MemberId } from '../../domain/replayed/ids';
import type { Rules } from '../../domain/settings/rules';
import type { ActivityDeps } from '../runtime/deps';
import { failure } from '../runtime/failures';
import { readAbsence, readCoworker, readFacts, type Reader } from './read-facts';

/** A member, and the other profiles of the same person. */
export interface Profiles {
  facts: Facts;
  /** Present, not archived, at the same address. */
  others: Facts[];
  /** Known from earlier, and deleted or archived since. */
  gone: Facts[];
}

/** As the last sync has read them; null: all has to be read anew. */
export function rosterProfiles(
  { snapshot }: Pick<ActivityDeps, 'snapshot'>,
  rules: Rules,
  input: ObserveInput,
): Profiles | null {
  const { member, lastLookAt, override, partners = [] } = input;
  const facts = snapshot.facts(member, Date.now(), lastLookAt);
  if (facts === null) return null;
  const own = { ...facts, override };
  if (rules.joinProfiles === 'off') return { facts: own, others: [], gone: [] };
  const others = snapshot.profilesOf(member, Date.now());
  if (others === null || facts.archived) return null;
  const isListed = (id: MemberId): boolean => others.some(({ memberId }) => memberId === id);
  return partners.every(isListed) ? { facts: own, others, gone: [] } : null;
}

/**
 * Reads the member, and where the settings join profiles, those that have its address now or were joined to it before. One
 * that cannot be read is not taken for gone: the look fails. A check-in moves nobody to another address.
 */
export async function readProfiles(reader: Reader, rules: Rules, input: ObserveInput): Promise<Profiles> {
  const { member, partners = [], scope } = input;
  const row = await readCoworker(reader, rules, member);
  const facts = row === null ? await readAbsence(reader, input) : await readFacts(reader, rules, row, input);
  if (rules.joinProfiles === 'off') return { facts, others: [], gone: [] };
  const isSettled = scope === 'checkIn' && row !== null && !row.archived;
  const listed = isSettled ? [] : await othersAt(reader, row);
  if (listed.length >= MOST_JOINED) return { facts, others: [], gone: [] };
  const ids = [...new Set([...partners.filter((id) => id !== member), ...listed])];
  const read = await Promise.all(ids.map((id) => readOther(reader, rules, id)));
  const isGone = ({ facts: { presence, archived } }: Other): boolean => presence === 'absent' || archived;
  const living = read.filter((other) => !isGone(other));
  // who is gone has no address any more: its others are those that still share one
  const address = row === null ? (living[0]?.address ?? null) : addressOf(row);
  const others = living.filter((other) => other.address === address && address !== null);
  return {
    facts,
    others: others.map((other) => other.facts),
    gone: read.filter(isGone).map((other) => other.facts),
  };
}

/** A list that lacks the member itself says nothing about others. */
async function othersAt({ source, call }: Reader, row: CoworkerRow | null): Promise<MemberId[]> {
  if (row === null || row.email === null) return [];
  const rows = await source.coworkersAt(row.email, call);
  if (row.archived || rows.some(({ id }) => id === row.id))
    return rows.filter(({ id, archived }) => id !== row.id && !archived).map(({ id }) => id);
  const text = `coworker ${row.id} is not found by its own e-mail address, so joinProfiles cannot tell who else has it`;
  throw failure('inconsistent', text, true);
}

interface Other {
  facts: Facts;
  address: string | null;
}

async function readOther(reader: Reader, rules: Rules, member: MemberId): Promise<Other> {
  const input = { member, remembered: null, override: null };
  const row = await readCoworker(reader, rules, member);
  if (row === null) return { facts: await readAbsence(reader, input), address: null };
  return { facts: await readFacts(reader, rules, row, input), address: addressOf(row) };
}
