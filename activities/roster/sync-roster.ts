import { activityInfo } from '@temporalio/activity';
import type { RosterActivities } from '../../contracts/activities';
import {
  connectorHealth,
  type ConnectorHealth,
  connectorWorkflowId,
  type RosterSyncInput,
  type SyncReport,
  systemsSeen,
} from '../../contracts/replayed';
import type { MemberId } from '../../domain/replayed/ids';
import { Marks } from '../../domain/roster/marks';
import { marksToTell } from '../../domain/roster/marking';
import { orgUnitsOf } from '../../domain/settings/rules';
import type { ActivityDeps } from '../runtime/deps';
import { failing } from '../runtime/failures';
import { askGuard, rehearseGuard, type Verdict } from './ask-guard';
import { markMembers } from './mark-members';
import { probeQuarantined } from './probe';
import { readRosters, type Rosters } from './read-rosters';
import { previewOf, report } from './report';
import { Run } from './run';
import { isWorthASignal, signalMembers } from './signal-members';
import { watchWebhooks } from './webhooks';
import { whatIf } from './what-if';

export function rosterActivities(deps: ActivityDeps): RosterActivities {
  return {
    syncRoster: (input) => failing(() => syncAndReport(deps, input)),
  };
}

async function syncAndReport(deps: ActivityDeps, input: RosterSyncInput): Promise<SyncReport> {
  try {
    return await syncRoster(deps, input);
  } finally {
    await reportSystems(deps);
  }
}

/**
 * Reads both rosters and what the workflows hold, compares them, asks the guard, and signals the members that drifted. It
 * writes to no account. A dry run or a preview signals nobody; until the connector is live, every run is a dry run.
 */
async function syncRoster(deps: ActivityDeps, input: RosterSyncInput): Promise<SyncReport> {
  const rules = await deps.rules({ fresh: true });
  const health = await healthOf(deps);
  if (input.whatIf !== undefined) return whatIf(deps, { today: rules, health, input: input.whatIf });
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
  const { compared, gonePlans } = rosters;
  const outcome: Verdict = dryRun
    ? await rehearseGuard(deps, compared, { gonePlans })
    : await askGuard(deps, compared, { gonePlans, approve: input.approve ?? false });
  if (input.only !== undefined) keepOnly(rosters, outcome, input.only);
  const signaled = outcome.allowed.filter((finding) => isWorthASignal(finding, rosters.held));
  if (!dryRun) {
    await signalMembers(deps, signaled, rosters.readAt, run);
    const { findings, tally } = compared;
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
