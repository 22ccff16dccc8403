import type { SyncRun } from '../../../api/ports/gateways';
import type { MemberExplanation, SyncReport, SyncSummary } from '../../../contracts/replayed';
import type { Entitlement, Level, Step } from '../../../domain/replayed/entitlement';
import { memberId, planId } from '../../../domain/replayed/ids';
import { telling } from '../../domain/builders';
import { runId } from './fake-gateways';

export const noon = Date.UTC(2026, 10, 3, 12);
export const evening = Date.UTC(2026, 10, 3, 18);

export const basicWifi: Level = {
  planId: planId('11'),
  group: 'basic-wifi',
  orgUnit: 'basic-wifi',
  precedence: 1,
  attributes: null,
};

export function step(parts: Partial<Step> = {}): Step {
  return {
    from: noon,
    access: { state: 'granted', ...basicWifi },
    reason: 'contract',
    evidence: [{ kind: 'contract', id: '4411', planName: 'Hot Desk', at: evening, zone: 'Europe/London' }],
    sure: true,
    confirmAfterMs: 0,
    hash: 'h',
    ...parts,
  };
}

export function entitlement(...steps: Step[]): Entitlement {
  return {
    steps,
    identity: 'i',
    mayCreate: true,
    mayWrite: true,
    retentionMs: 0,
    settingsVersion: 3,
    businessId: null,
    telling,
  };
}

export function explanation(parts: Partial<MemberExplanation> = {}): MemberExplanation {
  const ended = step({ from: evening, access: { state: 'denied' }, reason: 'ended' });
  return {
    member: memberId('1001'),
    entitlement: entitlement(step(), ended),
    step: 0,
    account: { id: 'a-1', enabled: true, orgUnit: 'basic-wifi' },
    unsettled: false,
    attention: null,
    waiting: null,
    override: null,
    delivery: { state: 'sent', at: noon, kind: 'welcome' },
    secondLookAt: null,
    hold: null,
    eraseAt: null,
    erasure: null,
    lastLookAt: noon,
    timeline: [{ at: noon, what: 'account created' }],
    ...parts,
  };
}

export function syncRun(parts: Partial<SyncRun> = {}): SyncRun {
  return {
    runId: runId(1),
    kind: 'sync',
    dryRun: false,
    state: 'running',
    reason: null,
    message: null,
    startedAt: new Date(noon),
    finishedAt: null,
    report: null,
    progress: null,
    ...parts,
  };
}

export function syncReport(parts: Partial<SyncReport> = {}): SyncReport {
  return {
    settingsVersion: 3,
    dryRun: false,
    counts: {
      ...{ read: 40, inSync: 38, refreshed: 0, skipped: 0 },
      ...{ granted: 1, moved: 0, revoked: 1, held: 0, awaited: 0, kept: 0, adopted: 0 },
      ...{ orphans: 0, conflicts: 0, foreign: 0, duplicates: 0, unnamed: 0, misnamed: 0, joined: 0 },
      ...{ drifted: 0, byHook: 3, bySync: 2 },
    },
    members: [
      { id: '1001', what: 'grant', reason: 'contract', businessId: '7', hold: null, kept: null, joinedTo: null },
    ],
    unmappedPlans: [{ id: '12', name: 'Mail only', members: 2, gone: false }],
    missedHooks: [{ action: 'CoworkerContractCreate', businessId: '7', members: 1 }],
    skipped: [],
    webhooks: { checked: 20, reactivated: 0, missing: 0, failing: [], problem: null },
    durationMs: 9_000,
    readMs: 8_000,
    preview: null,
    orgUnitsMade: [],
    calls: { nexudus: 6, ironwifi: 1 },
    tenant: { companyId: 'c', region: null },
    sentence: '40 members read, 2 drifted.',
    ...parts,
  };
}

export function syncSummary(parts: Partial<SyncSummary> = {}): SyncSummary {
  return {
    workflowId: 'roster-sync:main-2026',
    runId: runId(9),
    dryRun: false,
    startedAt: noon,
    finishedAt: noon + 1,
    state: 'done',
    reason: null,
    side: null,
    tenant: null,
    sentence: '40 members read, 40 in sync; 7 calls in 2 s',
    settingsVersion: 3,
    fingerprint: null,
    readMs: null,
    ...parts,
  };
}
