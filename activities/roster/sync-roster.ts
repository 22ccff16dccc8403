import { activityInfo } from '@temporalio/activity';
import type { MemberId } from '../../domain/replayed/ids';
import type { Finding } from '../../domain/roster/finding';
import type { Held } from '../../domain/roster/held';
import { Marks } from '../../domain/roster/marks';
import { orgUnitsOf } from '../../domain/settings/rules';
import {
  connectorHealth,
  connectorWorkflowId,
  type ConnectorHealth,
  type RosterSyncInput,
  systemsSeen,
  type SyncReport,
} from '../../contracts/replayed';
import type { RosterActivities } from '../../contracts/activities';
import type { ActivityDeps } from '../deps';
import { failing } from '../failures';
import { guarded, type Guarded } from './guarded';
import { previewOf } from './preview';
import { probeQuarantined } from './probe';
import { readRosters, type Rosters } from './read-rosters';
import { report } from './report';
import { Run } from './run';
import { signalMembers } from './signal-members';
import { watchWebhooks } from './webhooks';

export function rosterActivities(deps: ActivityDeps): RosterActivities {
  return {
    syncRoster: (input) => failing(() => syncRoster(deps, input).finally(() => reportSystems(deps))),
  };
}

/**
 * Reads both rosters and what the workflows hold, compares, asks the guard, and tells the members that drifted. It writes
 * to no account. Before the connector is live, and when a dry run or a preview is asked for, nobody is told.
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
  const outcome = await guarded(deps, rosters.compared, {
    gonePlans: rosters.gonePlans,
    approve: input.approve ?? false,
    dryRun,
  });
  if (input.only !== undefined) keepOnly(rosters, outcome, input.only);
  const told = outcome.told.filter((finding) => isWorthTelling(finding, rosters.held));
  if (!dryRun) await signalMembers(deps, told, rosters.readAt, run);
  const webhooks = await watchWebhooks(deps, rules, run.nexudus, { dryRun });
  return report({
    ...{ rules, health, rosters, told, held: outcome.held, dryRun, tenant, orgUnitsMade, webhooks },
    calls: run.counts,
    readMs,
    durationMs: sinceScheduled(),
    preview: marks === null ? null : previewOf(deps, rules, rosters, marks),
  });
}

/** Whatever became of the run; that nobody listens makes it no worse. */
async function reportSystems({ client, connector, sides }: ActivityDeps): Promise<void> {
  await client.workflow
    .getHandle(connectorWorkflowId(connector))
    .signal(systemsSeen, sides())
    .catch(() => undefined);
}

/** Earlier attempts and all. */
const sinceScheduled = (): number => Date.now() - activityInfo().scheduledTimestampMs;

const healthOf = ({ client, connector }: ActivityDeps): Promise<ConnectorHealth> =>
  client.workflow.getHandle(connectorWorkflowId(connector)).query(connectorHealth);

/** A dry run about one member reads and judges like any other, and says nothing of the rest. */
function keepOnly({ compared }: Rosters, outcome: Guarded, member: MemberId): void {
  const isHers = (each: { member: MemberId }): boolean => each.member === member;
  compared.findings = compared.findings.filter(isHers);
  outcome.told = outcome.told.filter(isHers);
  outcome.held = outcome.held.filter(isHers);
  compared.doubles = compared.doubles.filter(isHers);
  compared.namesakes = compared.namesakes.filter(isHers);
  compared.misnamed = compared.misnamed.filter((id) => id === member);
  compared.duplicates = compared.duplicates.filter((pair) => pair.includes(member));
}

/** A member with an obstacle is told once, so that it can say why; an account that lets nobody in is nobody's hurry. */
function isWorthTelling({ what, member, takes }: Finding, held: ReadonlyMap<MemberId, Held>): boolean {
  if (what === 'orphan') return takes;
  return (what !== 'conflict' && what !== 'unnamed') || !held.has(member);
}
