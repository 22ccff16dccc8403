import { heartbeat } from '@temporalio/activity';
import type { Call } from '../../clients/call';
import { OutsideError } from '../../clients/outside-error';
import { accountId, type MemberId } from '../../domain/ids';
import { orgUnitsOf } from '../../domain/rules';
import type { RosterSyncInput, SeenInDirectory, SyncReport } from '../../workflows/messages';
import type { RosterActivities } from '../contracts';
import type { ActivityDeps } from '../deps';
import { failing, failure } from '../failures';
import { guard } from './guard';
import { readDirectory, type DirectoryTable } from './read-directory';
import { readSource, type SourceTable } from './read-source';
import { readWorkflows, someAccounts } from './read-workflows';
import { report } from './report';
import { tellMembers } from './tell-members';
import { checkTenant } from './tenant';
import { compare, unmappedPlans } from './verdicts';
import { reactivateWebhooks } from './webhooks';

/** So many contradictory members are the ordinary race between two pages; more are a bad read. */
const mostContradictory = (members: number): number => Math.max(3, members * 0.05);

export function rosterActivities(deps: ActivityDeps): RosterActivities {
  return { syncRoster: (input) => failing(() => syncRoster(deps, input)) };
}

/**
 * Reads both rosters and what the workflows hold, compares, and tells the members that drifted. It writes to no account.
 * Whatever looks incomplete ends the run before anybody is told: unknown never means gone.
 */
async function syncRoster(deps: ActivityDeps, input: RosterSyncInput): Promise<SyncReport> {
  const counting = counted();
  const { nexudus, ironwifi } = counting;
  const rules = await deps.rules({ fresh: true });
  const now = Date.now();
  const dryRun = input.dryRun ?? false;

  const tenant = await checkTenant(deps, ironwifi);
  const orgUnitsMade =
    rules.createOrgUnits && !dryRun ? await deps.directory.ensureOrgUnits(orgUnitsOf(rules), ironwifi) : [];
  const source = await readSource(deps.source, rules, deps.keys.identityKey, now, nexudus);
  deps.snapshot.keep(source, now);
  const directoryReadAt = Date.now();
  const directory = await readDirectory(deps.directory, deps.connector, ironwifi);
  const held = await readWorkflows(deps.client, deps.connector);
  await refuseIncomplete(deps, source, directory, [...held.keys()]);

  const { verdicts, inSync } = compare(source, directory, held, rules, now);
  const guarded = guard(verdicts, {
    isEnabled: (member) => directory.ours.get(member)?.enabled !== false,
    isKnown: (member) => held.has(member),
    approved: input.approve ?? false,
  });
  const seenOf = (member: MemberId): SeenInDirectory => {
    const account = directory.ours.get(member);
    const seen = account && { id: account.id, enabled: account.enabled, orgUnit: account.orgUnit };
    return { readAt: directoryReadAt, account: seen ?? null };
  };
  if (!dryRun) await tellMembers(deps, guarded.told, seenOf);
  const reactivatedWebhooks = dryRun ? 0 : await reactivateWebhooks(deps, nexudus);
  return report({
    ...guarded,
    dryRun,
    verdicts,
    inSync,
    read: source.coworkers.size,
    doubles: directory.doubles.length,
    unmappedPlans: unmappedPlans(source, rules, now),
    reactivatedWebhooks,
    orgUnitsMade,
    tenant,
    calls: counting.calls,
  });
}

/** Two kinds of calls that count themselves and, by a heartbeat each, show that the run is alive. */
function counted(): { nexudus: Call; ironwifi: Call; calls: SyncReport['calls'] } {
  const calls = { nexudus: 0, ironwifi: 0 };
  const counting = (side: keyof typeof calls): Call => ({
    lane: 'bulk',
    onCall: () => {
      calls[side] += 1;
      heartbeat(calls);
    },
  });
  return { nexudus: counting('nexudus'), ironwifi: counting('ironwifi'), calls };
}

async function refuseIncomplete(
  deps: ActivityDeps,
  { coworkers, contradictory }: SourceTable,
  directory: DirectoryTable,
  members: Parameters<typeof someAccounts>[2] & unknown[],
): Promise<void> {
  if (coworkers.size === 0 && (members.length > 0 || directory.ours.size > 0))
    throw new OutsideError('nexudus', 'inconsistent', 'Nexudus lists no coworker at all, though members are known', {
      retryable: false,
    });
  if (contradictory.length > mostContradictory(coworkers.size))
    throw new OutsideError(
      'nexudus',
      'inconsistent',
      `${contradictory.length} coworkers name contracts that the contract list does not show`,
      { retryable: true },
    );
  if (directory.total === 0) await refuseEmptied(deps, members);
}

/** A directory that reads empty is either new or another one: the wrong region answers 200 with nothing in it. */
async function refuseEmptied(deps: ActivityDeps, members: Parameters<typeof someAccounts>[2]): Promise<void> {
  const known = await someAccounts(deps.client, deps.connector, members, 3);
  if (known.length === 0) return;
  const found = await Promise.all(known.map((id) => deps.directory.read(accountId(id), { lane: 'bulk' })));
  const code = found.some((account) => account !== null) ? 'inconsistent' : 'wrongTenant';
  throw failure(code, `the directory lists no account at all, though accounts ${known.join(', ')} were made in it`);
}
