import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { Worker } from '@temporalio/worker';
import type { WorkflowHandle } from '@temporalio/client';
import { decideAccess } from '../../domain/access/decide-access';
import type { Facts } from '../../domain/access/facts';
import { memberId } from '../../domain/replayed/ids';
import { directoryQueue, doorQueue, looksQueue, memberWorkflowId, workflowTypes } from '../../contracts/replayed';
import { checkIn, contract, factsOf, pass, rulesOf } from '../domain/builders';
import { quiet } from '../support/quiet';
import { startTimeSkipping, workflowBundle } from '../support/temporal-servers';
import { denied, entitlement } from './support/entitlements';
import { ScriptedWorld } from './support/scripted-world';

jest.setTimeout(120_000);

type Env = Awaited<ReturnType<typeof startTimeSkipping>>['env'];

let env: Env;
let stop: () => Promise<void>;
beforeAll(async () => {
  quiet();
  ({ env, stop } = await startTimeSkipping());
});
afterAll(() => stop());

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;
const zone = 'Europe/London';

interface Life {
  world: ScriptedWorld;
  member: WorkflowHandle;
  /** Lets time pass until this instant. */
  until: (instant: number) => Promise<void>;
  /** When a write of this kind happened. */
  when: (what: string) => number | undefined;
}

/** Plays a member whose facts do not change, on the server that skips time. */
async function live(
  facts: (now: number) => Facts,
  settings: object,
  script: (life: Life) => Promise<void>,
): Promise<void> {
  const rules = rulesOf(settings);
  const start = await env.currentTimeMs();
  const told = facts(start);
  const world = new ScriptedWorld(entitlement([{ access: denied }]), () => env.currentTimeMs());
  world.before.look = async () => {
    world.entitlement = decideAccess(told, rules, await env.currentTimeMs());
  };
  const taskQueue = `members-${randomUUID()}`;
  const shared = { connection: env.nativeConnection, activities: world.activities };
  const workers = await Promise.all([
    Worker.create({ ...shared, taskQueue, workflowBundle: workflowBundle() }),
    ...[looksQueue, doorQueue, directoryQueue].map((named) =>
      Worker.create({ ...shared, taskQueue: named(taskQueue) }),
    ),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const id = memberId(randomUUID());
  const member = await env.client.workflow.start(workflowTypes.member, {
    workflowId: memberWorkflowId('test', id),
    taskQueue,
    args: [{ connector: 'test', member: id }],
  });
  try {
    await script({
      world,
      member,
      until: async (instant) => env.sleep(Math.max(1, instant - (await env.currentTimeMs()))),
      when: (what) => world.writes.find((write) => write.what.startsWith(what))?.at,
    });
  } finally {
    await member.terminate().catch(() => undefined);
    for (const worker of workers) worker.shutdown();
    await running;
  }
}

const at = (instant: number) => DateTime.fromMillis(instant, { zone });
const nextMidnight = (instant: number): number => at(instant).plus({ days: 1 }).startOf('day').toMillis();

/** The start of the next day in London that is not 24 hours long. */
function nextClockChange(instant: number): DateTime {
  let date = at(instant).plus({ days: 2 }).startOf('day');
  while (date.plus({ days: 1 }).diff(date, 'hours').hours === 24) date = date.plus({ days: 1 });
  return date;
}

function expectWithinASecond(happened: number | undefined, due: number): void {
  expect((happened ?? 0) - due).toBeGreaterThanOrEqual(0);
  expect((happened ?? 0) - due).toBeLessThan(second);
}

describe('a used day pass', () => {
  it('ends with its local day, to the second, and the account is deleted after the retention', async () => {
    // whatever the time is where this runs
    const morning = at(await env.currentTimeMs())
      .plus({ days: 1 })
      .set({ hour: 9 });
    await env.sleep(morning.toMillis() - (await env.currentTimeMs()));
    await live(
      (now) => factsOf({ passes: [pass({ used: true, usedAt: now })] }),
      { retentionDays: 30 },
      async ({ world, member, until, when }) => {
        const midnight = nextMidnight(await env.currentTimeMs());
        await until(midnight - hour);
        expect(world.account).toMatchObject({ enabled: true, orgUnit: 'guest-wifi' });
        await until(midnight + hour);
        expectWithinASecond(when('disable'), midnight);
        await until(midnight + 29 * day);
        expect(world.account?.enabled).toBe(false);
        await until(midnight + 31 * day);
        expect(world.accounts).toEqual([]);
        await member.result();
      },
    );
  });
});

describe('a contract', () => {
  it('that is paused ahead is closed and opened again by the clock alone', async () => {
    let from = 0;
    let until = 0;
    await live(
      (now) => {
        from = now + 40 * day;
        until = now + 70 * day;
        return factsOf({ contracts: [contract({ pauses: [{ from, until }] })] });
      },
      {},
      async (life) => {
        await life.until(from - hour);
        expect(life.world.account?.enabled).toBe(true);
        await life.until(from + hour);
        expectWithinASecond(life.when('disable'), from);
        await life.until(until + hour);
        expectWithinASecond(life.when('change'), until);
        expect(life.world.account?.enabled).toBe(true);
      },
    );
  });

  it('ends at the first instant of its cancellation date, and the grace after it', async () => {
    let cancellation = 0;
    await live(
      (now) => {
        cancellation = at(now).plus({ days: 50 }).startOf('day').toMillis();
        return factsOf({ contracts: [contract({ cancellation })] });
      },
      { graceMinutes: 90 },
      async ({ until, when, world }) => {
        const end = cancellation + 90 * 60 * second;
        await until(end - 60 * second);
        expect(world.account?.enabled).toBe(true);
        await until(end + hour);
        expectWithinASecond(when('disable'), end);
      },
    );
  });
});

describe('a forgotten check-out', () => {
  it('is closed at the cut-off, also in the night in which the clocks change', async () => {
    const change = nextClockChange(await env.currentTimeMs());
    const evening = change.minus({ days: 1 }).set({ hour: 22 }).toMillis();
    const cutOff = change.set({ hour: 3, minute: 30 }).toMillis();
    await env.sleep(evening - (await env.currentTimeMs()));
    await live(
      (now) => factsOf({ contracts: [contract()], checkIn: checkIn({ since: now }) }),
      { cutOff: '03:30', checkInRequired: true },
      async ({ until, when, world }) => {
        await until(cutOff - 60 * second);
        expect(world.account?.enabled).toBe(true);
        await until(cutOff + 60 * second);
        expectWithinASecond(when('disable') ?? when('change'), cutOff);
      },
    );
  });
});
