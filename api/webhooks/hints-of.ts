import type { Action } from '../../domain/webhooks/actions';
import type { MemberHint } from '../ports';
import { Problem } from '../problem';
import { ruleFor } from './hint-rules';
import type { NexudusRecord } from './read-records';
import { idOf, membersOf } from './record-ids';

const WANTED_ID = {
  coworker: 'Id (or CoworkerId)',
  owned: 'CoworkerId',
  team: 'TeamMembers, PayingMemberId or Id',
} as const;

/**
 * Whom a hook tells what: one hint per member and signal, none for an action that changes nobody's access.
 * A list in which no record can be used is refused with 400; one among usable ones is passed over.
 */
export function hintsOf(action: Action, records: NexudusRecord[]): MemberHint[] {
  const rule = ruleFor(action.name);
  if (!rule) return [];
  const hints = new Map<string, MemberHint>();
  let usable = 0;
  for (const record of records) {
    const members = membersOf(record, rule.kind);
    if (!members) continue;
    usable++;
    const signal = rule.signal(record);
    for (const member of members) merge(hints, { member, signal, hint: about(action, record) });
  }
  if (records.length > 0 && usable === 0) {
    throw new Problem(400, `No usable id: a record of ${action.name} must carry ${WANTED_ID[rule.kind]}.`);
  }
  return [...hints.values()];
}

function about(action: Action, record: NexudusRecord): MemberHint['hint'] {
  const id = idOf(record.Id);
  return { source: 'hook', action: action.name, evidence: id === undefined ? [] : [id] };
}

function merge(hints: Map<string, MemberHint>, next: MemberHint): void {
  const key = `${next.member} ${next.signal}`;
  const known = hints.get(key);
  if (known) known.hint.evidence = [...new Set([...(known.hint.evidence ?? []), ...(next.hint.evidence ?? [])])];
  else hints.set(key, next);
}
