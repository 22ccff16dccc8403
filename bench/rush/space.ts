import type { Sandbox } from '../../sandbox';
import type { Course } from '../frame/bench';
import { desks, untilAccounts } from '../rig/members';
import { Rig } from '../rig/rig';
import { accountsIn, untilQuiet, whenWritten } from '../rig/writes';

/** Hints have long been looked at, also for the second time. */
export const QUIET_MS = 13_000;
const SETTLE_LIMIT_MS = 300_000;

/** Of the middle of a rush there are as many as tell a percentile, and cost the others few writes. */
const [LEAVERS, BLOCKED, LATE] = [3, 3, 20];

/** The people of one run. */
export interface Wave {
  /** Come when the doors open. */
  members: string[];
  /** Come one after the other while the others wait. */
  late: string[];
  /** Are in when the doors open, and leave while the others wait. */
  leavers: string[];
  /** Are in, and are blocked by an operator while the others wait. */
  blocked: string[];
}

const areIn = ({ leavers, blocked }: Wave): string[] => [...leavers, ...blocked];

/** A space whose people all have accounts: those who leave or are blocked later are in, the others are not. */
export async function openSpace(members: number, course: Course) {
  const { runs } = course;
  const waves: Wave[] = [];
  const populate = (sandbox: Sandbox): void => {
    for (let run = 0; run < runs; run++)
      waves.push({
        members: desks(sandbox, members, `member-${run}-`),
        late: desks(sandbox, LATE, `late-${run}-`),
        leavers: desks(sandbox, LEAVERS, `leaver-${run}-`),
        blocked: desks(sandbox, BLOCKED, `blocked-${run}-`),
      });
    for (const id of waves.flatMap(areIn)) sandbox.nexudus.play.checkIn(id, { hooks: false });
  };
  const plans = { 'Hot Desk': { group: 'basic-wifi', checkInRequired: true } };
  const rig = await Rig.open({ plans, populate }, course);
  const { sandbox } = rig;
  const accounts = await untilAccounts(sandbox, runs * (members + LATE + LEAVERS + BLOCKED));
  await whenWritten(sandbox, accountsIn(accounts, waves.flatMap(areIn)), true, SETTLE_LIMIT_MS);
  await untilQuiet(sandbox, QUIET_MS);
  const of = (run: number): Wave => waves[run] ?? { members: [], late: [], leavers: [], blocked: [] };
  return { rig, of };
}
