import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { CertificateActivities, ConnectorActivities } from '../../contracts/activities';
import {
  askGuard,
  connectorHealth,
  decideHold,
  holds,
  proposeChanges,
  updateSettings,
  withdrawQuestion,
  workflowTypes,
} from '../../contracts/replayed';
import type { Hold } from '../../domain/replayed/guard/guard-state';
import type { ChangeProposal, ProposalReview } from '../../domain/replayed/guard/review-proposal';
import { businessId, memberId, type MemberId } from '../../domain/replayed/ids';
import type { Finding } from '../../domain/roster/finding';
import { proposalOf } from '../../domain/roster/propose-changes';
import { Tally } from '../../domain/roster/tally';
import { rulesOf } from '../domain/builders';
import { eventually } from '../support/eventually';
import { quiet } from '../support/quiet';
import { sharedServer, workflowBundle } from '../support/temporal-servers';

jest.setTimeout(180_000);

const all = 100_000;
const loft = businessId('7');
const by = 'operator';
const idOf = (number: number): MemberId => memberId(String(1_000_000 + number));

let handle: WorkflowHandle;
let close: () => Promise<void>;

beforeAll(async () => {
  quiet();
  const { address, namespace } = sharedServer();
  const [native, connection] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const taskQueue = `connector-${randomUUID()}`;
  const activities: ConnectorActivities & CertificateActivities = {
    lookAtCertificates: () => Promise.resolve([]),
    prepareSettings: () => Promise.resolve({ rules: { ...rulesOf(), live: true }, warnings: [] }),
    applySchedule: () => Promise.resolve(),
    mailOperator: () => Promise.resolve(),
  };
  const worker = await Worker.create({
    ...{ connection: native, namespace, taskQueue, activities },
    workflowBundle: workflowBundle(),
  });
  const running = worker.run();
  handle = await new Client({ connection, namespace }).workflow.start(workflowTypes.connector, {
    workflowId: `connector:${randomUUID()}`,
    taskQueue,
    args: [{ connector: 'many' }],
  });
  close = async () => {
    await handle.terminate('the test is over').catch(() => undefined);
    worker.shutdown();
    await running;
    await Promise.all([native.close(), connection.close()]);
  };
  await handle.executeUpdate(updateSettings, { args: [{ settings: {}, ifVersion: null, by }] });
});
afterAll(() => close());

/** What a sync proposes that finds these suspended. */
function proposal(run: string, suspended: number): ChangeProposal {
  const tally = new Tally();
  for (let i = 0; i < all; i += 1) tally.member(loft, true);
  const findings = Array.from({ length: suspended }, (_, i): Finding => ({
    ...{ member: idOf(i), what: 'revoke', businessId: loft, reason: 'suspended', stated: '', takes: true },
    ...{ isPlanChange: false, awaited: false, known: false, account: null, to: null, missed: null },
    ...{ mark: null, heldPlan: null },
  }));
  return proposalOf(findings, tally, { run, gonePlans: [], approve: false });
}
const review = (asked: ChangeProposal): Promise<ProposalReview> =>
  handle.executeUpdate(proposeChanges, { args: [asked] });
const openHolds = async (): Promise<Hold[]> => (await handle.query(holds)).filter(({ state }) => state === 'open');

const runId = async (): Promise<string> => (await handle.describe()).runId;

/** Updates that change nothing, until the run hands its state to the next one. @returns the bytes of that state. */
async function rollOver(): Promise<number> {
  const before = await runId();
  await eventually(
    'the next run',
    async () => {
      await Promise.all(
        [1, 2, 3, 4, 5].map(() => handle.executeUpdate(withdrawQuestion, { args: [{ member: memberId('1') }] })),
      ).catch(() => undefined);
      return (await runId()) !== before;
    },
    { within: 60_000 },
  );
  const { events } = await handle.fetchHistory();
  const [input] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  return input?.data?.length ?? 0;
}

const asks = (mark: object, parts: object = {}) =>
  handle.executeUpdate(askGuard, {
    args: [
      {
        ...{ member: idOf(all - 1), businessId: loft, reason: 'suspended', stated: '', sure: true, plan: null },
        ...{ announced: false, announcedAt: null, confirmed: true, mark },
        ...parts,
      } as never,
    ],
  });

it('a connector with 100,000 held members runs on: it rolls over, they are kept when it is told no, and asked about', async () => {
  await review(proposal('first', 0));
  const first = proposal('second', all);
  expect(JSON.stringify(first).length).toBeLessThan(500_000);
  const answer = await review(first);
  const [hold] = await openHolds();
  if (hold === undefined) throw new Error('nothing is held');
  expect(hold.members.length + hold.more).toBe(all);
  expect(answer.more).toMatchObject([{ what: 'removals', standing: { hold: hold.id } }]);
  expect(await rollOver()).toBeLessThan(1_000_000);

  const mark = { id: hold.id, reason: 'suspended', since: hold.openedAt, kept: null };
  expect(await asks(mark)).toMatchObject({ pass: false, hold: hold.id });
  const unlisted = { id: hold.id, verdict: 'approve' as const, members: [idOf(all - 1)], by, reason: '' };
  await expect(handle.executeUpdate(decideHold, { args: [unlisted] })).rejects.toMatchObject({
    cause: { type: 'holdClosed', message: expect.stringContaining('more than it lists') as string },
  });

  const decision = { id: hold.id, verdict: 'reject' as const, members: null, by, reason: 'no' };
  const updateId = randomUUID();
  const decided = await handle.executeUpdate(decideHold, { updateId, args: [decision] });
  const { keptUntil } = decided;
  expect(await rollOver()).toBeLessThan(1_000_000);
  // who has lost the answer with the run before repeats the update, and hears the same
  expect(await handle.executeUpdate(decideHold, { updateId, args: [decision] })).toEqual(decided);
  await expect(handle.executeUpdate(decideHold, { args: [decision] })).rejects.toMatchObject({
    cause: { type: 'holdClosed' },
  });
  expect(await asks(mark)).toMatchObject({ pass: false, hold: null, kept: { by, until: keptUntil } });
  expect(await asks(mark, { reason: 'archived' })).toEqual({ pass: true, remembered: false });
  expect((await review(proposal('third', all))).more).toMatchObject([{ standing: { hold: null, kept: { by } } }]);
  expect(await openHolds()).toEqual([]);
  expect(await rollOver()).toBeLessThan(1_000_000);
  expect((await handle.query(connectorHealth)).openHolds).toBe(0);
});
