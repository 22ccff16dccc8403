import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { sleep } from '@temporalio/activity';
import type { Instant } from '../../domain/replayed/ids';
import { proposedAs } from '../../domain/roster/propose-changes';
import type { Finding } from '../../domain/roster/finding';
import {
  accessChanged,
  connectorHealth,
  connectorWorkflowId,
  memberWorkflowId,
  workflowTypes,
  type Hint,
} from '../../contracts/replayed';
import type { ActivityDeps } from '../deps';
import type { Run } from './run';

const connectorKey = defineSearchAttributeKey('LatchkeyConnector', SearchAttributeType.KEYWORD);
const AT_ONCE = 8;
/** An import of more is told at the pace at which the directory takes it, so that it can be followed, and stopped. */
const FEW = 100;
const MINUTE = 60_000;
const ASK_EVERY_MS = 5_000;

type SignalDeps = Pick<ActivityDeps, 'client' | 'connector' | 'membersQueue' | 'importPerMinute'>;

/**
 * Signals each member that drifted, starting its workflow where none runs: the member then looks for itself. What is
 * taken away goes first; grants and moves follow, paced when they are many.
 */
export async function signalMembers(deps: SignalDeps, told: Finding[], readAt: Instant, run: Run): Promise<void> {
  const paced = told.filter((finding) => proposedAs(finding) === 'changes');
  const isImport = paced.length > FEW;
  const atOnce = told.filter((finding) => !isImport || proposedAs(finding) !== 'changes');
  await signalAll(deps, atOnce, readAt, run);
  if (isImport) await signalPaced(deps, paced, readAt, run);
}

async function signalAll(deps: SignalDeps, told: Finding[], readAt: Instant, run: Run): Promise<void> {
  const waiting = [...told];
  const next = async (): Promise<void> => {
    for (let finding = waiting.shift(); finding !== undefined; finding = waiting.shift()) {
      await signalMember(deps, finding, readAt);
      run.note({ phase: 'telling', done: told.length - waiting.length, of: told.length, endsAt: null });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

async function signalPaced(deps: SignalDeps, told: Finding[], readAt: Instant, run: Run): Promise<void> {
  const every = MINUTE / deps.importPerMinute;
  let [askedAt, done] = [0, 0];
  for (const finding of told) {
    const note = (): void => {
      const endsAt = Date.now() + Math.ceil((told.length - done) * every);
      run.note({ phase: 'telling', done, of: told.length, endsAt });
    };
    if (Date.now() - askedAt >= ASK_EVERY_MS) {
      await whilePaused(deps, note);
      askedAt = Date.now();
    }
    const began = Date.now();
    await signalMember(deps, finding, readAt);
    done += 1;
    note();
    const rest = every - (Date.now() - began);
    if (rest > 0) await sleep(rest);
  }
}

/** An operator may hold an import back for as long as it takes, or a side: who is told then only fails. */
async function whilePaused({ client, connector }: SignalDeps, alive: () => void): Promise<void> {
  const handle = client.workflow.getHandle(connectorWorkflowId(connector));
  for (;;) {
    const { importPaused, nexudus, ironwifi } = await handle.query(connectorHealth);
    alive();
    if (!importPaused && nexudus.maintenance.on === null && ironwifi.maintenance.on === null) return;
    await sleep(ASK_EVERY_MS);
  }
}

async function signalMember(
  { client, connector, membersQueue }: SignalDeps,
  finding: Finding,
  readAt: Instant,
): Promise<void> {
  const { member, account, takes, reason } = finding;
  const hint: Hint = { source: 'sync', directory: { readAt, account }, ...(takes && { cleared: reason }) };
  await client.workflow.signalWithStart(workflowTypes.member, {
    workflowId: memberWorkflowId(connector, member),
    taskQueue: membersQueue,
    args: [{ connector, member }],
    signal: accessChanged,
    signalArgs: [hint],
    typedSearchAttributes: [{ key: connectorKey, value: connector }],
    staticSummary: `WiFi of coworker ${member}`,
  });
}
