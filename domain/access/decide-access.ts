import type { Entitlement, NoticeRules } from '../replayed/entitlement';
import type { Facts } from './facts';
import type { Instant } from '../replayed/ids';
import { judgeClaims } from './judge-claims';
import { keepByPolicy } from './keep-by-policy';
import { allowed, archived, blocked, deleted, suspended, unpaid } from './overruling';
import type { Rules } from '../settings/rules';
import { situationOf, type Situation, type Verdict } from './situation';
import { mergeEqual, toStep, turningPoints } from './timeline';

/** A member's workflow keeps these; it looks again at each of them, so what lies beyond is never missed. */
const MOST_STEPS = 12;
const HOUR = 3_600_000;

/** What counts before any contract or pass does; the first that has something to say decides. */
const overruling: readonly ((situation: Situation) => Verdict | null)[] = [
  blocked,
  deleted,
  archived,
  suspended,
  allowed,
  unpaid,
];

/**
 * Who may connect, now and as time passes. Pure: the same facts, rules and instant give the same entitlement, and what it
 * says of a later instant is what would be said then of the same facts.
 */
export function decideAccess(facts: Facts, rules: Rules, now: Instant): Entitlement {
  const present = situationOf(facts, rules, now);
  const instants = [now, ...turningPoints(present)];
  const moments = instants.map((at) => ({ from: at, ...accessIn({ ...present, at }) }));
  return {
    steps: mergeEqual(moments).map(toStep).slice(0, MOST_STEPS),
    identity: facts.identity,
    mayCreate: rules.autoProvision,
    mayWrite: rules.live,
    retentionMs: rules.retentionMs,
    settingsVersion: rules.version,
    businessId: facts.businessId,
    telling: noticeRulesOf(rules),
  };
}

function noticeRulesOf({ links, mail, portal }: Rules): NoticeRules {
  return {
    linkMs: links.hours * HOUR,
    linkOpenings: links.openings,
    noticeMs: mail.endingSoonDays === 0 ? null : mail.endingSoonDays * 24 * HOUR,
    silent: mail.silent,
    later: mail.later,
    portal: portal !== null,
  };
}

function accessIn(situation: Situation): Verdict {
  for (const rule of overruling) {
    const verdict = rule(situation);
    if (verdict) return keepByPolicy(verdict, situation);
  }
  return keepByPolicy(judgeClaims(situation), situation);
}
