import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { memberWorkflowId } from '../contracts/replayed';
import type { Sandbox } from '../sandbox';
import { Floor } from './floor/floor';
import { alternate, percentile } from './frame/alternate';
import { defineBench, wholeNumber, type Row } from './frame/bench';
import { stagesOf, stagesTable, type HookAndWrite, type Stages } from './rig/course-of-a-hook';
import { connector } from './rig/environment';
import { post, signedHook, type SignedHook } from './rig/hooks';
import { desks, untilSettled } from './rig/members';
import { Rig } from './rig/rig';
import { accountsOfMembers, untilQuiet } from './rig/writes';

/** Hooks of one member share a look for five seconds; a look that finds nothing new is followed by another one. */
const QUIET_MS = 12_000;
const LIMIT_MS = 60_000;
/** Enough for connections to be open and code to be compiled. */
const FEW = 5;

interface Taken {
  /** From each hook to its write, ms. */
  ms: number[];
  /** What each spent it with. */
  stages: Stages[];
}

interface Half {
  arrivals: Taken;
  departures: Taken;
}

/** Members come and go one after the other. The floor: a door that signals a bare workflow, which has two activities. */
export const latency = defineBench({
  about: 'how long it takes from a webhook until the account is written, one after the other',
  options: {
    members: wholeNumber(40, 'who come and go, in each half of a run'),
    gap: wholeNumber(0, 'ms between a write and the next hook', 0),
  },
  measure: async ({ members, gap }, course) => {
    const ids: string[] = [];
    const plans = { 'Hot Desk': { group: 'basic-wifi', checkInRequired: true } };
    const rig = await Rig.open({ plans, populate: (sandbox) => ids.push(...desks(sandbox, members)) }, course);
    const floor = await Floor.open(rig);
    try {
      const [door, accounts] = [await floor.openDoor(), ids.map(() => floor.account(false))];
      await untilSettled(rig.sandbox, members);
      await turn(rig, floor, door, accounts, 0);
      await comeAndGo(rig, ids.slice(0, FEW), 0);
      const measured = await alternate(course, {
        floor: () => turn(rig, floor, door, accounts, gap),
        product: () => comeAndGo(rig, ids, gap),
      });
      return { rows: rowsOf(measured), details: detailsOf(measured), temporalServer: rig.temporalServer };
    } finally {
      await floor.close();
      await rig.close();
    }
  },
});

async function turn({ client }: Rig, floor: Floor, door: string, accounts: string[], gap: number): Promise<Half> {
  const turned = (enabled: boolean): Promise<Taken> =>
    each(client, accounts, gap, async (account) => {
      const hook = signedHook(door, 'CheckinCreated', { Id: '1', Account: account });
      return {
        workflowId: floor.hintedWorkflowId(account),
        ...(await untilWritten(floor.sandbox, account, enabled, hook)),
      };
    });
  return { arrivals: await turned(true), departures: await turned(false) };
}

/** The second half begins when what the first one was followed by is over. */
async function comeAndGo(rig: Rig, members: readonly string[], gap: number): Promise<Half> {
  const { client, door, sandbox } = rig;
  const { play } = sandbox.nexudus;
  const accounts = accountsOfMembers(sandbox);
  const told = async (member: string, enabled: boolean, hook: SignedHook): Promise<HookAndWrite> => ({
    workflowId: memberWorkflowId(connector, member),
    ...(await untilWritten(sandbox, accounts.get(member) ?? '', enabled, hook)),
  });
  const arrivals = await each(client, members, gap, (member) => {
    const Id = play.checkIn(member, { hooks: false });
    return told(member, true, signedHook(door, 'CheckinCreated', { Id, CoworkerId: member }));
  });
  await untilQuiet(sandbox, QUIET_MS);
  const departures = await each(client, members, gap, (member) => {
    play.checkOut(member, { hooks: false });
    const ToTime = new Date().toISOString();
    return told(member, false, signedHook(door, 'CheckinUpdated', { Id: '1', CoworkerId: member, ToTime }));
  });
  await untilQuiet(sandbox, QUIET_MS);
  return { arrivals, departures };
}

async function each(
  client: Client,
  ids: readonly string[],
  gap: number,
  measure: (id: string) => Promise<HookAndWrite>,
): Promise<Taken> {
  const hooks: HookAndWrite[] = [];
  for (const id of ids) {
    hooks.push(await measure(id));
    await sleep(gap);
  }
  return {
    ms: hooks.map(({ postedAt, writtenAt }) => writtenAt - postedAt),
    stages: await stagesOf(client, hooks),
  };
}

const now = (): number => performance.timeOrigin + performance.now();

/** @throws Error where the hook is refused, or nothing is written in time. */
async function untilWritten(
  { ironwifi }: Sandbox,
  account: string,
  enabled: boolean,
  hook: SignedHook,
): Promise<{ postedAt: number; writtenAt: number }> {
  const isSo = (): boolean => ironwifi.accounts().some((each) => each.id === account && each.enabled === enabled);
  const postedAt = now();
  const written = new Promise<number>((resolve, reject) => {
    const tooLong = setTimeout(() => reject(new Error(`Account ${account} is not written`)), LIMIT_MS);
    const forget = ironwifi.onChange(() => {
      if (!isSo()) return;
      forget();
      clearTimeout(tooLong);
      resolve(now());
    });
  });
  const [writtenAt] = await Promise.all([written, post(hook)]);
  return { postedAt, writtenAt };
}

function rowsOf({ floor, product }: { floor: Half[]; product: Half[] }): Row[] {
  const of = (part: keyof Half, percent: number) => ({
    floor: floor.map((half) => percentile(half[part].ms, percent)),
    product: product.map((half) => percentile(half[part].ms, percent)),
    goal: { atMost: 1.3 },
  });
  return [
    { what: 'check-in → account enabled, half of them within', unit: 'ms', ...of('arrivals', 50) },
    { what: 'check-in → account enabled, 99 of 100 within', unit: 'ms', ...of('arrivals', 99) },
    { what: 'check-out → account disabled, half of them within', unit: 'ms', ...of('departures', 50) },
    { what: 'check-out → account disabled, 99 of 100 within', unit: 'ms', ...of('departures', 99) },
  ];
}

function detailsOf({ floor, product }: { floor: Half[]; product: Half[] }): string {
  const stages = (halves: Half[], part: keyof Half): Stages[] => halves.flatMap((half) => half[part].stages);
  return stagesTable('ms, half of them at most', {
    'check-in, floor': stages(floor, 'arrivals'),
    'check-in, product': stages(product, 'arrivals'),
    'check-out, floor': stages(floor, 'departures'),
    'check-out, product': stages(product, 'departures'),
  });
}
