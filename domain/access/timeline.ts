import { createHash } from 'node:crypto';
import { accessKey, sameAccess, type Step } from '../replayed/entitlement';
import type { Instant } from '../replayed/ids';
import type { Attendance, Claim } from './claim';
import { PREPARE_AHEAD_MS } from './claim-rules';
import type { Facts } from './facts';
import type { Verdict } from './situation';

const SECOND_LOOK_MS = 10_000;
/** A member counts as gone once missing twice, a minute apart. */
const GONE_MS = 60_000;

interface Clocked {
  facts: Facts;
  claims: Claim[];
  attendance: Attendance | null;
}

/** Every instant after now at which a verdict may change; it cannot change in between. */
export function turningPoints({ facts, claims, attendance }: Clocked, now: Instant): Instant[] {
  const instants = [
    facts.override?.until,
    attendance?.since,
    attendance?.until,
    ...claims.flatMap(({ since, end, pauses }) => [
      since,
      since === null ? null : since - PREPARE_AHEAD_MS,
      end?.at,
      ...pauses.flatMap(({ from, until }) => [from, until]),
    ]),
  ];
  const ahead = instants.filter((instant) => typeof instant === 'number').filter((instant) => instant > now);
  return [...new Set(ahead)].sort((one, other) => one - other);
}

type Moment = Verdict & { from: Instant };

/** Neighbors that write the same are one step, with the reason of the first: a renewal changes nothing. */
export function mergeEqual(moments: Moment[]): Moment[] {
  return moments.filter((moment, index) => {
    const before = moments[index - 1];
    return !before || !sameAccess(before.access, moment.access);
  });
}

/** A later step was known before, so it is sure; the present one is only if its verdict is. */
export function toStep(moment: Moment, index: number, all: Moment[]): Step {
  const sure = index > 0 || moment.sure;
  const { from, access, reason, evidence } = moment;
  const confirmAfterMs = sure ? 0 : reason === 'deleted' ? GONE_MS : SECOND_LOOK_MS;
  return { from, access, reason, evidence, sure, confirmAfterMs, hash: hashFrom(all.slice(index)) };
}

/** Over what is written and when, not over why, nor when it was decided. */
function hashFrom([current, ...later]: Moment[]): string {
  const content = [current && accessKey(current.access), ...later.map(({ from, access }) => [from, accessKey(access)])];
  return hashOf(JSON.stringify(content));
}

/** Most members of a space have one of a few accesses without an end, and a look-up costs less than a hash. */
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
