import {
  ActivityFailure,
  ApplicationFailure,
  getExternalWorkflowHandle,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { RosterActivities } from '../contracts/activities';
import { failureCodes, type FailureCode } from '../domain/replayed/failure-codes';
import {
  connectorWorkflowId,
  syncFinished,
  type RosterSyncInput,
  type SyncReport,
  type SyncSummary,
} from '../contracts/replayed';
import { ignoreFailure } from './runs/lanes';

/** Reading 100,000 members takes a while at the rate that Nexudus allows. */
const { syncRoster } = proxyActivities<RosterActivities>({
  startToCloseTimeout: '3h',
  heartbeatTimeout: '60s',
  retry: { initialInterval: '5s', maximumInterval: '60s', maximumAttempts: 4 },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: 'compare both rosters',
});

/**
 * Compares the whole roster with the directory and signals the members whose account or entitlement has drifted; their own
 * workflows do the rest. A failed, short or contradictory read changes nobody, and fails the run with the reason as the
 * failure's type.
 */
export async function rosterSyncWorkflow(input: RosterSyncInput): Promise<SyncReport> {
  const startedAt = Date.now();
  const common = (dryRun: boolean): Ending => {
    const { workflowId, runId } = workflowInfo();
    return { workflowId, runId, dryRun, startedAt, finishedAt: Date.now() };
  };
  try {
    const report = await syncRoster(input);
    const { tenant, sentence, settingsVersion, dryRun, readMs } = report;
    const fingerprint = (report.preview ?? report.whatIf)?.fingerprint ?? null;
    const outcome = { state: 'done', reason: null, side: null } as const;
    await reportEnd(input, { ...common(dryRun), ...outcome, tenant, sentence, settingsVersion, fingerprint, readMs });
    return report;
  } catch (error) {
    if (isCancellation(error)) throw error;
    const { code, side, message } = reasonOf(error);
    const outcome = {
      state: 'failed',
      reason: code,
      side,
      tenant: null,
      settingsVersion: null,
      fingerprint: null,
      readMs: null,
    } as const;
    await reportEnd(input, { ...common(writesNothing(input)), ...outcome, sentence: message });
    throw ApplicationFailure.nonRetryable(message, code);
  }
}

const writesNothing = ({ dryRun, preview, only, whatIf }: RosterSyncInput): boolean =>
  dryRun === true || preview === true || only !== undefined || whatIf !== undefined;

type Ending = Pick<SyncSummary, 'workflowId' | 'runId' | 'dryRun' | 'startedAt' | 'finishedAt'>;

interface Reason {
  code: FailureCode;
  side: SyncSummary['side'];
  message: string;
}

function reasonOf(error: unknown): Reason {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure))
    return { code: 'timeout', side: null, message: 'the sync did not finish in the time allowed' };
  const system = (cause.details?.[0] as { system?: string } | undefined)?.system;
  return {
    code: failureCodes.find((code) => code === cause.type) ?? 'malformed',
    side: system === 'nexudus' || system === 'ironwifi' ? system : null,
    message: cause.message,
  };
}

/** The connector remembers every run. That it cannot be told is no reason for a run to fail. */
async function reportEnd({ connector }: RosterSyncInput, summary: SyncSummary): Promise<void> {
  await getExternalWorkflowHandle(connectorWorkflowId(connector)).signal(syncFinished, summary).catch(ignoreFailure);
}
