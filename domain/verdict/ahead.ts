import type { Step } from '../replayed/entitlement';
import type { Instant } from '../replayed/ids';
import { givesAccess, stepsOf, zoneOfStep, type Standing } from './standing';
import { capital, type Teller } from './told';

/** What changes by itself, and when. */
export interface Ahead {
  at: Instant;
  text: string;
}

/** The hours of a pass come again and again. */
const MOST_CHANGES = 4;

/** In the order of time. What does not change what the member can do is left out. */
export function aheadOf(standing: Standing, teller: Teller): Ahead[] {
  const { next } = teller.phrases;
  const steps = stepsOf(standing);
  const { secondLookAt, hold, eraseAt } = standing;
  const told = (at: Instant | null | undefined, tell: (on: string) => string): Ahead[] =>
    at === null || at === undefined ? [] : [{ at, text: tell(teller.time('on', at)) }];
  const changes = steps.slice(1).flatMap((step, index) => {
    const before = steps[index];
    return before === undefined ? [] : changeOf(before, step, teller);
  });
  return [
    ...changes.slice(0, MOST_CHANGES),
    ...told(secondLookAt, next.readAgain),
    ...told(hold?.kept?.until, next.askedAgain),
    ...told(eraseAt, next.deleted),
  ]
    .map(({ at, text }) => ({ at, text: capital(text, teller.phrases) }))
    .sort((one, other) => one.at - other.at);
}

function changeOf(before: Step, step: Step, teller: Teller): Ahead[] {
  const { next } = teller.phrases;
  const on = teller.time('on', step.from, zoneOfStep(step));
  const ahead = (text: string): Ahead[] => [{ at: step.from, text }];
  switch (step.access.state) {
    case 'granted':
      if (!givesAccess(before)) return ahead(next.opens(on));
      return before.access.state === 'granted' && before.access.group === step.access.group
        ? []
        : ahead(next.level(step.access.group, on));
    case 'keep':
      return before.access.state === 'granted' ? ahead(next.stays(on)) : [];
    case 'prepared':
      return ahead(givesAccess(before) ? next.ends(on) : next.readied(on));
    case 'denied':
      return givesAccess(before) ? ahead(next.ends(on)) : [];
    default:
      return step.access satisfies never;
  }
}
