import { sleep } from '@temporalio/activity';
import { accessChanged, connectorHealth, connectorWorkflowId, type Hint } from '../../contracts/replayed';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { Finding } from '../../domain/roster/finding';
import type { Held } from '../../domain/roster/held';
import { signalMember } from '../../contracts/signal-member';
import { proposedAs } from '../../domain/roster/propose-changes';
import type { ActivityDeps } from '../runtime/deps';
import type { Run } from './run';

const AT_ONCE = 8;
/** A larger import is signaled at the rate at which the directory takes it, so that it can be watched, and stopped. */
const FEW = 100;
const MINUTE = 60_000;
const ASK_EVERY_MS = 5_000;

type SignalDeps = Pick<ActivityDeps, 'client' | 'connector' | 'membersQueue' | 'importPerMinute'>;

/**
 * Signals each member that drifted, and starts its workflow where none runs: the workflow then reads the member itself.
 * Removals go first; grants and moves follow, at a limited rate when they are many.
 */
export async function signalMembers(deps: SignalDeps, findings: Finding[], readAt: Instant, run: Run): Promise<void> {
  const changes = findings.filter((finding) => proposedAs(finding) === 'changes');
  const isImport = changes.length > FEW;
  const atOnce = findings.filter((finding) => !isImport || proposedAs(finding) !== 'changes');
  await signalAll(deps, atOnce, readAt, run);
  if (isImport) await signalSlowly(deps, changes, readAt, run);
}

/**
 * A member with an obstacle is signaled once, so that it can say why; a disabled orphan can wait, and whoever is about to look
 * because of a hook needs no signal.
 */
export function isWorthASignal({ what, member, takes, awaited }: Finding, held: ReadonlyMap<MemberId, Held>): boolean {
  if (awaited) return false;
  if (what === 'orphan') return takes;
  return (what !== 'conflict' && what !== 'unnamed') || !held.has(member);
}

async function signalAll(deps: SignalDeps, findings: Finding[], readAt: Instant, run: Run): Promise<void> {
  const waiting = [...findings];
  const next = async (): Promise<void> => {
    for (let finding = waiting.shift(); finding !== undefined; finding = waiting.shift()) {
      await signalDrift(deps, finding, readAt);
      run.note({ phase: 'telling', done: findings.length - waiting.length, of: findings.length, endsAt: null });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

async function signalSlowly(deps: SignalDeps, findings: Finding[], readAt: Instant, run: Run): Promise<void> {
  const every = MINUTE / deps.importPerMinute;
  let [askedAt, done] = [0, 0];
  for (const finding of findings) {
    const note = (): void => {
      const endsAt = Date.now() + Math.ceil((findings.length - done) * every);
      run.note({ phase: 'telling', done, of: findings.length, endsAt });
    };
    if (Date.now() - askedAt >= ASK_EVERY_MS) {
      await whilePaused(deps, note);
      askedAt = Date.now();
    }
    const began = Date.now();
    await signalDrift(deps, finding, readAt);
    done += 1;
    note();
    const rest = every - (Date.now() - began);
    if (rest > 0) await sleep(rest);
  }
}

/** An operator may pause an import, or close a system for maintenance: members signaled meanwhile would only fail. */
async function whilePaused({ client, connector }: SignalDeps, alive: () => void): Promise<void> {
  const handle = client.workflow.getHandle(connectorWorkflowId(connector));
  for (;;) {
    const { importPaused, nexudus, ironwifi } = await handle.query(connectorHealth);
    alive();
    if (!importPaused && nexudus.maintenance.on === null && ironwifi.maintenance.on === null) return;
    await sleep(ASK_EVERY_MS);
  }
}

async function signalDrift(deps: SignalDeps, finding: Finding, readAt: Instant): Promise<void> {
  const { member, account, takes, reason } = finding;
  const hint: Hint = { source: 'sync', directory: { readAt, account }, ...(takes && { cleared: reason }) };
  await signalMember(deps, member, accessChanged, hint);
}
