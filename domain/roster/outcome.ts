import type { Access, Reason, Step } from '../replayed/entitlement';
import type { Instant, PlanId } from '../replayed/ids';
import { endAhead, isAllDenied } from '../replayed/notices';
import { validUntil } from '../replayed/page-state';
import type { Judged, SeenRow } from './comparison';
import type { FindingKind, SeenAccount } from './finding';

/** An access level, as the directory has it. */
export interface HadLevel {
  orgUnit: string | null;
  /** As a text to compare; null: whatever the account has. */
  attributes: string | null;
}

/** What a member has once some settings are carried out. */
export interface Outcome {
  /** Null: no access. */
  level: HadLevel | null;
  reason: Reason;
  /** The plan that counts; null: none does. */
  planId: PlanId | null;
  /** When access that holds now ends; null: no end is known, or there is none to end. */
  until: Instant | null;
  /** Equal where now and later nothing else is to come; null: it cannot be compared. */
  course: string | null;
  /** See `Entitlement`. */
  identity: string;
  /** No access is to come, either. */
  over: boolean;
  /** The end of a contract of which the member has to be told by now. */
  announced: Instant | null;
}

/** Without an account there is no access where none may be made, or can be. */
const obstacles: readonly (FindingKind | undefined)[] = ['conflict', 'unnamed'];

export function outcomeOf({ entitlement, account, finding }: Judged, now: Instant): Outcome {
  const [step] = entitlement.steps;
  if (step === undefined) throw new Error('an entitlement has at least one step');
  const { access, reason, hash } = step;
  const hasNone = account === undefined && (!entitlement.mayCreate || obstacles.includes(finding?.what));
  return {
    level: hasNone ? null : levelOf(access, account),
    reason,
    planId: 'planId' in access ? access.planId : null,
    until: validUntil(entitlement.steps),
    course: hash,
    identity: entitlement.identity,
    over: isAllDenied(entitlement.steps),
    announced: announced(entitlement.steps, entitlement.telling.noticeMs, now),
  };
}

function levelOf(access: Access, account: SeenRow | undefined): HadLevel | null {
  switch (access.state) {
    case 'granted':
      return { orgUnit: access.orgUnit, attributes: JSON.stringify(Object.entries(access.attributes ?? {}).sort()) };
    case 'keep':
      return hadLevel(account);
    case 'prepared':
    case 'denied':
      return null;
  }
}

/** What the account gives today. */
export const hadLevel = (account: SeenAccount | null | undefined): HadLevel | null =>
  !account || account.enabled === false ? null : { orgUnit: account.orgUnit, attributes: null };

/** A pass ends too soon after it begins for a word ahead, and when the access of others began is not known here. */
function announced(steps: Step[], noticeMs: number | null, now: Instant): Instant | null {
  const reason = steps[0]?.reason;
  if (noticeMs === null || (reason !== 'contract' && reason !== 'teamContract')) return null;
  const ahead = endAhead(steps, { noticeMs, grantedAt: -Infinity });
  return ahead !== null && ahead.tellAt <= now ? ahead.end : null;
}

export const effects = ['gains', 'loses', 'moves'] as const;
export type Effect = (typeof effects)[number];

/** Null: the member has the same. */
export function effectOf(before: HadLevel | null, after: HadLevel | null): Effect | null {
  if (before === null) return after === null ? null : 'gains';
  if (after === null) return 'loses';
  const isSame = before.attributes === null || after.attributes === null || before.attributes === after.attributes;
  return before.orgUnit === after.orgUnit && isSame ? null : 'moves';
}
