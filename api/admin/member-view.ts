import type { Step } from '../../domain/replayed/entitlement';
import { explainStep } from '../../domain/access/explain';
import type { MemberAccount, MemberExplanation } from '../../contracts/replayed';
import { toIso, toIsoOrNull } from './instant';

/** The answer of `GET members/:id`, apart from what is read live. */
export function memberView(explanation: MemberExplanation) {
  const { member, entitlement, step, account, attention, delivery, override, timeline } = explanation;
  const steps = entitlement?.steps.slice(step) ?? [];
  const [now, ...later] = steps;
  return {
    id: member,
    access: now ? accessNow(now, later[0], account) : notLookedAt,
    next: later.map((ahead) => ({ at: toIso(ahead.from), ...levelOf(ahead, account), reason: ahead.reason })),
    account,
    /** False: the connector is not live, so this is what would be done. */
    live: entitlement?.mayWrite ?? null,
    hold: explanation.hold && { ...explanation.hold, since: toIso(explanation.hold.since) },
    attention: attention && { ...attention, since: toIso(attention.since) },
    /** Held back by a maintenance. */
    waiting: explanation.waiting && { ...explanation.waiting, since: toIso(explanation.waiting.since) },
    delivery: { ...delivery, at: toIsoOrNull(delivery.at) },
    override: override && { ...override, until: toIsoOrNull(override.until), at: toIso(override.at) },
    timeline: timeline.map(({ at, what }) => ({ at: toIso(at), what })),
    unsettled: explanation.unsettled,
    secondLookAt: toIsoOrNull(explanation.secondLookAt),
    eraseAt: toIsoOrNull(explanation.eraseAt),
    lastLookAt: toIsoOrNull(explanation.lastLookAt),
  };
}

const notLookedAt = {
  state: 'denied',
  group: null,
  until: null,
  reason: null,
  sentence: 'This member has not been looked at yet.',
  evidence: [],
};

function accessNow(step: Step, next: Step | undefined, account: MemberAccount | null) {
  return {
    ...levelOf(step, account),
    until: toIsoOrNull(next?.from),
    reason: step.reason,
    sentence: explainStep(step),
    evidence: step.evidence.map(({ at, ...rest }) => ({ ...rest, ...(at !== undefined && { at: toIso(at) }) })),
  };
}

/**
 * Operators ask whether somebody can connect: a prepared account is there but cannot, and one that is kept as it is can if
 * it is enabled.
 */
function levelOf({ access }: Step, account: MemberAccount | null) {
  switch (access.state) {
    case 'granted':
      return { state: 'granted', group: access.group };
    case 'prepared':
      return { state: 'denied', group: access.group, prepared: true };
    case 'denied':
      return { state: 'denied', group: null };
    case 'keep':
      return account?.enabled
        ? { state: 'granted', group: account.orgUnit, kept: true }
        : { state: 'denied', group: null, kept: true };
  }
}
