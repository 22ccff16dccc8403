import { activityInfo } from '@temporalio/activity';
import { ExternalError } from '../../clients/external-error';
import type { RosterActivities } from '../../contracts/activities';
import {
  connectorHealth,
  type ConnectorHealth,
  connectorWorkflowId,
  proposeChanges,
  type RosterSyncInput,
  type SyncReport,
  systemsSeen,
  wouldHold,
} from '../../contracts/replayed';
import type { ChangeProposal, ProposalReview } from '../../domain/replayed/guard/review-proposal';
import { syncedSystems, type SyncedSystem } from '../../domain/replayed/health/synced-system';
import type { MemberId, PlanId } from '../../domain/replayed/ids';
import type { Compared } from '../../domain/roster/comparison';
import type { Finding } from '../../domain/roster/finding';
import type { Held } from '../../domain/roster/held';
import { Marks } from '../../domain/roster/marks';
import { marksToTell } from '../../domain/roster/marking';
import { type HeldFinding, proposalOf, splitBy } from '../../domain/roster/propose-changes';
import { orgUnitsOf } from '../../domain/settings/rules';
import type { ActivityDeps } from '../runtime/deps';
import { failing } from '../runtime/failures';
import { markMembers } from './mark-members';
import { readRosters, type Rosters } from './read-rosters';
import { previewOf, report } from './report';
import { Run } from './run';
import { signalMembers } from './signal-members';
import { watchWebhooks } from './webhooks';

export function rosterActivities(deps: ActivityDeps): RosterActivities {
  return {
    syncRoster: (input) => failing(() => syncRoster(deps, input).finally(() => reportSystems(deps))),
  };
}

/**
 * Reads both rosters and what the workflows hold, compares them, asks the guard, and signals the members that drifted. It
 * writes to no account. A dry run or a preview signals nobody; until the connector is live, every run is a dry run.
 */
async function syncRoster(deps: ActivityDeps, input: RosterSyncInput): Promise<SyncReport> {
  const rules = await deps.rules({ fresh: true });
  const health = await healthOf(deps);
  const isPreview = input.preview === true;
  const dryRun = isPreview || input.dryRun === true || input.only !== undefined || !rules.live;
  const run = new Run();

  await probeQuarantined(deps, health, run);
  const tenant = await deps.tenant.check(run.ironwifi);
  const orgUnitsMade =
    rules.createOrgUnits && !dryRun ? await deps.directory.ensureOrgUnits(orgUnitsOf(rules), run.ironwifi) : [];
  const marks = isPreview ? new Marks() : null;
  const rosters = await readRosters(deps, rules, run, marks);
  const readMs = sinceScheduled();
  const askedAt = Date.now();
  const outcome = await askGuard(deps, rosters.compared, {
    gonePlans: rosters.gonePlans,
    approve: input.approve ?? false,
    dryRun,
  });
  if (input.only !== undefined) keepOnly(rosters, outcome, input.only);
  const signaled = outcome.allowed.filter((finding) => isWorthASignal(finding, rosters.held));
  if (!dryRun) {
    await signalMembers(deps, signaled, rosters.readAt, run);
    const { findings, tally } = rosters.compared;
    const marks = marksToTell({ findings, held: outcome.held, skipped: tally.skipped }, rosters.held);
    await markMembers(deps, marks, askedAt, run);
  }
  const webhooks = await watchWebhooks(deps, { rules, homes: rosters.homes }, run.nexudus, { dryRun });
  return report({
    ...{ rules, health, rosters, signaled, held: outcome.held, dryRun, tenant, orgUnitsMade, webhooks },
    calls: run.counts,
    readMs,
    durationMs: sinceScheduled(),
    preview: marks === null ? null : previewOf(deps, rules, rosters, marks),
  });
}

/** However the run ended; a connector that cannot be signaled does not fail it. */
async function reportSystems({ client, connector, systems }: ActivityDeps): Promise<void> {
  await client.workflow
    .getHandle(connectorWorkflowId(connector))
    .signal(systemsSeen, systems())
    .catch(() => undefined);
}

/** Includes earlier attempts. */
const sinceScheduled = (): number => Date.now() - activityInfo().scheduledTimestampMs;

const healthOf = ({ client, connector }: ActivityDeps): Promise<ConnectorHealth> =>
  client.workflow.getHandle(connectorWorkflowId(connector)).query(connectorHealth);

/** A dry run about one member reads and compares everything, and reports on that member alone. */
function keepOnly({ compared }: Rosters, outcome: Verdict, member: MemberId): void {
  const isHers = (each: { member: MemberId }): boolean => each.member === member;
  compared.findings = compared.findings.filter(isHers);
  outcome.allowed = outcome.allowed.filter(isHers);
  outcome.held = outcome.held.filter(isHers);
  compared.doubles = compared.doubles.filter(isHers);
  compared.namesakes = compared.namesakes.filter(isHers);
  compared.misnamed = compared.misnamed.filter((id) => id === member);
  compared.joined = compared.joined.filter(isHers);
  compared.duplicates = compared.duplicates.filter((pair) => pair.includes(member));
}

/**
 * A member with an obstacle is signaled once, so that it can say why; a disabled orphan can wait, and whoever is about to look
 * because of a hook needs no signal.
 */
function isWorthASignal({ what, member, takes, awaited }: Finding, held: ReadonlyMap<MemberId, Held>): boolean {
  if (awaited) return false;
  if (what === 'orphan') return takes;
  return (what !== 'conflict' && what !== 'unnamed') || !held.has(member);
}

interface Verdict {
  allowed: Finding[];
  /** They wait for an operator. */
  held: HeldFinding[];
}

/** Asks the connector's guard which changes are allowed; in a dry run, which would be. */
async function askGuard(
  { client, connector }: Pick<ActivityDeps, 'client' | 'connector'>,
  { findings, tally }: Compared,
  { gonePlans, approve, dryRun }: { gonePlans: PlanId[]; approve: boolean; dryRun: boolean },
): Promise<Verdict> {
  const run = activityInfo().workflowExecution?.runId ?? activityInfo().activityId;
  const proposal = proposalOf(findings, tally, { run, gonePlans, approve });
  const { told: allowed, held } = splitBy(await ask(), proposal, findings);
  return { allowed, held };

  function ask(): Promise<ProposalReview> {
    const handle = client.workflow.getHandle(connectorWorkflowId(connector));
    return dryRun
      ? handle.query<ProposalReview, [ChangeProposal]>(wouldHold, proposal)
      : handle.executeUpdate<ProposalReview, [ChangeProposal]>(proposeChanges, { args: [proposal] });
  }
}

/**
 * One small read of each system in quarantine, before the rosters are read. Throws a non-retryable ExternalError: the next
 * run is the next probe.
 */
async function probeQuarantined(
  { source, directory }: Pick<ActivityDeps, 'source' | 'directory'>,
  health: Pick<ConnectorHealth, SyncedSystem>,
  run: Run,
): Promise<void> {
  const probes: Record<SyncedSystem, () => Promise<unknown>> = {
    nexudus: () => source.probe(run.nexudus),
    ironwifi: () => directory.tenant(run.ironwifi),
  };
  for (const system of syncedSystems) if (health[system].quarantine !== null) await once(probes[system]);
}

async function once(probe: () => Promise<unknown>): Promise<void> {
  try {
    await probe();
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    throw new ExternalError(error.system, error.code, error.message, { retryable: false });
  }
}
