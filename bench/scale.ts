import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { memberWorkflowId } from '../contracts/replayed';
import type { Sandbox } from '../sandbox';
import { defineBench, wholeNumber, type Row } from './frame/bench';
import { table } from './frame/page';
import { connector } from './rig/environment';
import { Rig } from './rig/rig';
import { untilQuiet } from './rig/writes';

/** Hooks have come by then. */
const UNDER_WAY_MS = 3_000;
/** Second looks and letters are over. */
const QUIET_MS = 16_000;

/** What a member's workflow has kept and asked of Temporal's server, and what was asked of the outside world. */
interface Cost {
  events: number;
  kilobytes: number;
  /** As Temporal Cloud counts: see `actionsOf`. */
  actions: number;
  reads: number;
  writes: number;
}
const costs = ['events', 'kilobytes', 'actions', 'reads', 'writes'] as const satisfies readonly (keyof Cost)[];

type OccasionName = 'join' | 'visit' | 'change' | 'end';

interface Occasion {
  name: OccasionName;
  what: string;
  /** One after the other, each until all is quiet. */
  acts: ((sandbox: Sandbox, member: string) => unknown)[];
}

const occasions: readonly Occasion[] = [
  { name: 'join', what: 'joins: account, letter', acts: [] },
  {
    name: 'visit',
    what: 'a visit: check-in and check-out',
    acts: [
      ({ nexudus }, member) => nexudus.play.checkIn(member),
      ({ nexudus }, member) => nexudus.play.checkOut(member),
    ],
  },
  {
    name: 'change',
    what: 'another plan',
    acts: [({ nexudus }, member) => nexudus.play.changePlan(member, 'Private Office')],
  },
  { name: 'end', what: 'the contract is cancelled', acts: [({ nexudus }, member) => nexudus.play.cancel(member)] },
];

/** How often each comes for a member in a day. */
const aDay: Record<OccasionName, number> = { join: 1 / 365, visit: 0.5, change: 1 / 180, end: 1 / 365 };
/**
 * The calls of a sync (docs/performance.md): what every sync asks Nexudus, then two lists with a row of each member in pages of
 * 500, and accounts in pages of 100.
 */
const SYNC = { nexudus: 10, nexudusAMember: 2 / 500, ironwifiAMember: 1 / 100, anHour: 4 };
const RETENTION_DAYS = 30;
const MINUTES_A_DAY = 24 * 60;
const quotas = { nexudusADay: 120 * MINUTES_A_DAY, ironwifiAnHour: 90 * 60 };
const spaces = [1_000, 10_000, 100_000, 1_000_000];

/** The product without rate limits, so that everybody is read alone: the most that an occasion can cost. */
export const scale = defineBench({
  about: 'what one member costs in events, storage and calls, and what that makes for many',
  options: {
    members: wholeNumber(20, 'who do the same at once, in each run'),
    visits: wholeNumber(4, 'of each member: workflows then begin new runs'),
  },
  measure: async ({ members, visits }, course) => {
    const { runs, report } = course;
    const plans = {
      'Hot Desk': { group: 'basic-wifi', checkInRequired: true },
      'Private Office': { group: 'premium-wifi' },
    };
    const rig = await Rig.open({ plans }, course);
    try {
      const measured: Record<OccasionName, Cost>[] = [];
      for (let run = 0; run < runs; run++) measured.push(await play(rig, { members, visits, run, report }));
      return { rows: rowsOf(measured), details: details(measured), temporalServer: rig.temporalServer };
    } finally {
      await rig.close();
    }
  },
});

interface Play {
  members: number;
  visits: number;
  run: number;
  report: (line: string) => void;
}

/** What each occasion costs one of these members. */
async function play(rig: Rig, { members, visits, run, report }: Play): Promise<Record<OccasionName, Cost>> {
  const { sandbox } = rig;
  const ids = Array.from({ length: members }, (_, n) => {
    const email = `member${n}-${run}@members.example`;
    return sandbox.nexudus.play.join({ fullName: `Member ${n}`, email, plan: 'Hot Desk' });
  });
  await untilOver(sandbox);
  const cost = {} as Record<OccasionName, Cost>;
  let before = nothing();
  for (const { name, what, acts } of occasions) {
    report(what);
    const times = name === 'visit' ? visits : 1;
    for (let time = 0; time < times; time++)
      for (const act of acts) {
        for (const id of ids) act(sandbox, id);
        await untilOver(sandbox);
      }
    const after = await spent(rig, ids);
    cost[name] = perTime(before, after, members * times);
    before = after;
  }
  return cost;
}

async function untilOver(sandbox: Sandbox): Promise<void> {
  await sleep(UNDER_WAY_MS);
  await untilQuiet(sandbox, QUIET_MS);
}

const nothing = (): Cost => ({ events: 0, kilobytes: 0, actions: 0, reads: 0, writes: 0 });

function perTime(before: Cost, after: Cost, times: number): Cost {
  const each = nothing();
  for (const what of costs) each[what] = (after[what] - before[what]) / times;
  return each;
}

/** All that these members have cost since the product was started, with all runs of their workflows. */
async function spent({ client, sandbox }: Rig, members: string[]): Promise<Cost> {
  const sum = nothing();
  sum.reads = sandbox.nexudus.calls.length;
  sum.writes = sandbox.ironwifi.writes().length;
  for (const member of members)
    for await (const { workflowId, runId } of runsOf(client, member)) {
      const handle = client.workflow.getHandle(workflowId, runId);
      const { historyLength, historySize } = await handle.describe();
      const { events } = await handle.fetchHistory();
      sum.events += historyLength;
      sum.kilobytes += (historySize ?? 0) / 1_000;
      for (const event of events ?? []) sum.actions += actionsOf(event);
    }
  return sum;
}

const runsOf = (client: Client, member: string): AsyncIterable<WorkflowExecutionInfo> =>
  client.workflow.list({ query: `WorkflowId = "${memberWorkflowId(connector, member)}"` });

/**
 * What Temporal Cloud bills for an event: starts, signals, updates, timers, search attributes, and each attempt of an activity
 * (docs.temporal.io/cloud/actions). Queries and heartbeats leave no event; those of looks that wait are left out.
 */
function actionsOf(event: temporal.api.history.v1.IHistoryEvent): number {
  if (event.activityTaskStartedEventAttributes) return event.activityTaskStartedEventAttributes.attempt ?? 1;
  const isBilled =
    event.workflowExecutionStartedEventAttributes ??
    event.workflowExecutionSignaledEventAttributes ??
    event.workflowExecutionUpdateAcceptedEventAttributes ??
    event.timerStartedEventAttributes ??
    event.upsertWorkflowSearchAttributesEventAttributes;
  return isBilled ? 1 : 0;
}

const units = { events: 'events', kilobytes: 'kB', actions: 'actions', reads: 'calls', writes: 'calls' } as const;

function rowsOf(measured: Record<OccasionName, Cost>[]): Row[] {
  return occasions.flatMap(({ name, what }) =>
    costs.map((cost): Row => {
      const kind = cost === 'reads' || cost === 'writes' ? cost : units[cost];
      return { what: `${what}: ${kind}`, unit: units[cost], product: measured.map((run) => run[name][cost]) };
    }),
  );
}

/** The last run, for spaces of several sizes. */
function details(measured: Record<OccasionName, Cost>[]): string {
  const each = measured.at(-1);
  if (each === undefined) throw new Error('nothing was measured');
  const daily = nothing();
  for (const { name } of occasions) for (const cost of costs) daily[cost] += each[name][cost] * aDay[name];
  return [
    `A member's day: ${shown(daily.events)} events, ${shown(daily.kilobytes)} kB, ${shown(daily.actions)} actions, ` +
      `${shown(daily.reads)} reads, ${shown(daily.writes)} writes.`,
    '',
    table(
      [
        'members',
        'actions a day',
        'actions/s',
        'histories kept, GB',
        'calls to Nexudus a day, by hooks',
        'by syncs',
        'Nexudus tenants',
        'calls to IronWifi in the busiest hour',
        'IronWifi tenants',
      ],
      spaces.map((members) => forMany(members, daily, each.visit.writes)),
    ),
  ].join('\n');
}

/** Everybody who comes does so within an hour, and half of the writes of a visit are those of coming. */
function forMany(members: number, daily: Cost, writesOfVisit: number): string[] {
  const actions = members * daily.actions;
  const gigabytes = (members * daily.kilobytes * RETENTION_DAYS) / 1_000_000;
  const byHooks = members * daily.reads;
  const bySyncs = 24 * SYNC.anHour * (SYNC.nexudus + members * SYNC.nexudusAMember);
  const busiest = (members * aDay.visit * writesOfVisit) / 2 + members * SYNC.anHour * SYNC.ironwifiAMember;
  return [
    members,
    actions,
    actions / 86_400,
    gigabytes,
    byHooks,
    bySyncs,
    Math.ceil((byHooks + bySyncs) / quotas.nexudusADay),
    busiest,
    Math.ceil(busiest / quotas.ironwifiAnHour),
  ].map(shown);
}

const shown = (value: number): string =>
  value.toLocaleString('en', {
    maximumFractionDigits: value >= 100 || Number.isInteger(value) ? 0 : value >= 1 ? 1 : 3,
  });
