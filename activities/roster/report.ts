import type { SyncCounts, SyncReport } from '../../workflows/messages';
import type { Guarded } from './guard';
import type { Verdict } from './verdicts';

/** A result is kept in the history: counts, and ids enough to start looking. */
const mostIds = 200;

interface Findings extends Guarded, Omit<SyncReport, 'counts' | 'members' | 'sentence'> {
  dryRun: boolean;
  verdicts: Verdict[];
  inSync: number;
  read: number;
  doubles: number;
}

export function report(findings: Findings): SyncReport {
  const counts = count(findings);
  const held = new Set(findings.held);
  const members = findings.verdicts
    .slice(0, mostIds)
    .map((verdict) => ({ id: verdict.member, what: held.has(verdict) ? ('held' as const) : verdict.what }));
  const { unmappedPlans, reactivatedWebhooks, orgUnitsMade, tenant, calls } = findings;
  const sentence = sentenceOf(counts, findings);
  return { counts, members, unmappedPlans, reactivatedWebhooks, orgUnitsMade, tenant, calls, sentence };
}

function count({ told, held, verdicts, inSync, read, doubles }: Findings): SyncCounts {
  const of = (list: Verdict[], ...what: Verdict['what'][]): number => list.filter((v) => what.includes(v.what)).length;
  return {
    read,
    inSync,
    granted: of(told, 'grant'),
    moved: of(told, 'move'),
    revoked: of(told, 'revoke'),
    refreshed: of(told, 'refresh'),
    held: held.length,
    orphans: of(verdicts, 'orphan') + doubles,
    conflicts: of(verdicts, 'conflict'),
    unnamed: of(verdicts, 'unnamed'),
    misnamed: of(verdicts, 'misnamed'),
  };
}

function sentenceOf(counts: SyncCounts, { dryRun, unmappedPlans, reactivatedWebhooks }: Findings): string {
  const { read, inSync, granted, moved, revoked, refreshed, held, orphans, conflicts, unnamed, misnamed } = counts;
  const parts = [
    some(granted, 'to grant'),
    some(moved, 'to move'),
    some(revoked, 'to revoke'),
    some(refreshed, 'to look at again'),
    some(held, 'removals held back until an operator approves'),
    some(orphans, 'accounts without a member'),
    some(conflicts, 'user names taken by accounts that are not ours'),
    some(unnamed, 'members without a user name (no e-mail address)'),
    some(misnamed, 'accounts with a user name that the settings no longer make'),
    some(unmappedPlans.length, 'plans without a mapping'),
    some(reactivatedWebhooks, 'webhooks switched on again'),
  ].filter((part) => part !== null);
  const found = parts.length === 0 ? 'nothing to do' : parts.join(', ');
  return `${dryRun ? 'Dry run: ' : ''}${read} members read, ${inSync} in step; ${found}.`;
}

const some = (number: number, what: string): string | null => (number === 0 ? null : `${number} ${what}`);
