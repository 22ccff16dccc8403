import { createHash } from 'node:crypto';
import type { Step } from '../replayed/entitlement';
import { AHEAD_MS } from './judge-claims';
import type { Instant } from '../replayed/ids';
import { accessKey, sameAccess } from '../replayed/access-key';
import type { Situation, Verdict } from './situation';

const SECOND_LOOK_MS = 10_000;
/** A member counts as gone once missing twice, a minute apart. */
const GONE_MS = 60_000;

export type Moment = Verdict & { from: Instant };

/** Every instant after now at which the answer may change; in between it cannot. */
export function turningPoints({ facts, claims, attendance, at }: Situation): Instant[] {
  const instants = [
    facts.override?.until,
    attendance?.since,
    attendance?.until,
    ...claims.flatMap(({ since, end, pauses }) => [
      since,
      since === null ? null : since - AHEAD_MS,
      end?.at,
      ...pauses.flatMap(({ from, until }) => [from, until]),
    ]),
  ];
  const ahead = instants.filter((instant) => typeof instant === 'number').filter((instant) => instant > at);
  return [...new Set(ahead)].sort((one, other) => one - other);
}

/** Adjoining moments that write the same are one step, told by the first: a renewal is no event. */
export function mergeEqual(moments: Moment[]): Moment[] {
  return moments.filter((moment, index) => {
    const before = moments[index - 1];
    return !before || !sameAccess(before.access, moment.access);
  });
}

/** What was known before needs no second look; what is found now does, unless the source states it positively. */
export function toStep(moment: Moment, index: number, all: Moment[]): Step {
  const sure = index > 0 || moment.sure;
  const { from, access, reason, evidence } = moment;
  const confirmAfterMs = sure ? 0 : reason === 'deleted' ? GONE_MS : SECOND_LOOK_MS;
  return { from, access, reason, evidence, sure, confirmAfterMs, hash: hashFrom(all.slice(index)) };
}

/** Of what will be written and when; not of why, nor of when it was decided. */
function hashFrom([current, ...later]: Moment[]): string {
  const content = [current && accessKey(current.access), ...later.map(({ from, access }) => [from, accessKey(access)])];
  return hashOf(JSON.stringify(content));
}

/** Most members of a space are given one of a few things without an end, and a look is cheaper than a hash. */
const MOST_KNOWN = 1_000;
const known = new Map<string, string>();

function hashOf(content: string): string {
  const before = known.get(content);
  if (before !== undefined) return before;
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(content, hash);
  return hash;
}
