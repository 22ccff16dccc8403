import type { Reason, Step } from './entitlement';
import type { Instant } from './ids';

/** What a member's page has to say. */
export type PageState =
  'valid' | 'expired' | 'usedUp' | 'notYet' | 'checkIn' | 'ended' | 'paused' | 'blocked' | 'preparing';

export interface PageFacts {
  /** Null: the link is not, or no longer, one of this member's. */
  link: { expiresAt: Instant; openingsLeft: number } | null;
  /** From the step that holds now; empty before the first look. */
  steps: Step[];
  /** The account is there, enabled, and has the password that the member is to have. */
  ready: boolean;
}

/** A link that is dead says nothing but that; then it counts whether the member may connect now, and why not. */
export function pageStateOf({ link, steps, ready }: PageFacts, now: Instant): PageState {
  if (link === null || link.expiresAt <= now) return 'expired';
  if (link.openingsLeft <= 0) return 'usedUp';
  const step = steps[0];
  if (step === undefined) return 'preparing';
  switch (step.access.state) {
    case 'granted':
      return ready ? 'valid' : 'preparing';
    case 'keep':
      return ready ? 'valid' : 'ended';
    case 'prepared':
    case 'denied':
      return refusal(step.reason);
  }
}

function refusal(reason: Reason): PageState {
  switch (reason) {
    case 'notStarted':
    case 'outsideHours':
      return 'notYet';
    case 'checkInNeeded':
    case 'checkedOut':
    case 'checkInClosed':
      return 'checkIn';
    case 'paused':
      return 'paused';
    case 'blocked':
    case 'suspended':
    case 'unpaid':
      return 'blocked';
    case 'deleted':
    case 'archived':
    case 'none':
    case 'ended':
    case 'passExpired':
    case 'passUsedUp':
    case 'noWifiPlan':
    case 'unmappedPlan':
    case 'contract':
    case 'pass':
    case 'teamContract':
    case 'teamPass':
    case 'checkedIn':
    case 'allowed':
    case 'retiredPlan':
    case 'keptByPolicy':
    case 'joined':
      return 'ended';
    default:
      return reason satisfies never;
  }
}

/**
 * When access that holds now ends, as far as is known; null: no end is known, or there is no access. The hours of a pass
 * end nothing, unless they do not come again.
 */
export function validUntil(steps: Step[]): Instant | null {
  if (!gives(steps[0])) return null;
  const last = steps.findIndex((step) => !gives(step) && step.reason !== 'outsideHours') - 1;
  if (last < 0) return null;
  return steps[steps.findLastIndex((step, index) => index <= last && gives(step)) + 1]?.from ?? null;
}

/** When access begins that does not hold now; null: not known. */
export function beginsAt(steps: Step[]): Instant | null {
  return steps.slice(1).find(({ access }) => access.state === 'granted')?.from ?? null;
}

/** A profile outlives every contract, which may be renewed, but not the pass that it was made for. */
export function removesItselfAt(steps: Step[]): Instant | null {
  const reason = steps[0]?.reason;
  return reason === 'pass' || reason === 'teamPass' ? validUntil(steps) : null;
}

const gives = (step: Step | undefined): boolean => step?.access.state === 'granted' || step?.access.state === 'keep';
