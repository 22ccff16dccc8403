import {
  GatewayError,
  type Gateways,
  type MemberHint,
  type MemberRow,
  type ScheduleState,
  type SyncRun,
  type TemporalLook,
  type ShownMember,
} from '../../../api/ports/gateways';
import type { CarriedCounts } from '../../../contracts/carried-cas';
import type {
  ConnectorHealth,
  MemberExplanation,
  MemberPage,
  SettingsDocument,
  ShownHold,
  SyncSummary,
  UpdateSettingsRequest,
} from '../../../contracts/replayed';
import { nothingMaintained } from '../../../domain/replayed/health/maintenance';
import { newCertificateWatch } from '../../../domain/replayed/health/certificates';
import { newMailHealth } from '../../../domain/replayed/health/mail-health';
import { newSystemHealth, type SystemHealth } from '../../../domain/replayed/health/system-health';
import type { PlanId } from '../../../domain/replayed/ids';
import { rulesOf } from '../../domain/builders';

const notFound = () => new GatewayError('notFound', 'There is no such workflow, or it has ended.');

/** Stands in for the workflows: what the HTTP side asked of them can be read, what they answer can be set. */
export class FakeGateways {
  readonly sent: MemberHint[] = [];
  readonly asked: unknown[] = [];
  readonly explanations = new Map<string, MemberExplanation>();
  readonly memberPages = new Map<string, MemberPage>();
  readonly runs = new Map<string, SyncRun>();
  readonly membersByPlan = new Map<PlanId, number>();
  document: SettingsDocument | null = settingsDocument();
  /** How far workflows have come, by member; the connector's by its name. */
  readonly pulses = new Map<string, string>();
  syncs: SyncSummary[] = [];
  holds: ShownHold[] = [];
  certificates: ConnectorHealth['certificates'] = newCertificateWatch();
  renewal: ConnectorHealth['renewal'] = null;
  carried: (cas: readonly string[]) => CarriedCounts = () => ({
    ...{ withAccess: 0, withAny: 0, nothing: 0, unknown: 0, without: 0 },
  });
  live: ConnectorHealth['live'] = { since: 0, by: 'test' };
  side: Partial<SystemHealth> = { consecutiveFailures: 1, lastFailure: { code: 'timeout', at: 0 } };
  pollers = { members: true, directory: true };
  temporal: TemporalLook = { namespace: 'default', hasNamespace: true, version: '1.29.1', missing: [] };
  schedule: ScheduleState = { paused: false, note: null, nextAt: new Date(Date.now() + 600_000) };
  pages = 1;
  /** As the list of workflows has them. */
  members: ShownMember[] = [memberRow('1001')];
  /** When set, everything fails with it. */
  failure: GatewayError | null = null;

  readonly gateways: Gateways = {
    hints: { send: (hint) => this.#answer(() => void this.sent.push(hint)) },
    members: {
      list: (filter) =>
        this.#answer(() => {
          this.asked.push(filter);
          const members = filter.ids?.map((id) => memberRow(id)) ?? this.members;
          return { members: members.map(listed), pages: this.pages };
        }),
      shown: () => this.#answer(() => this.members.filter(({ runs }) => runs)),
      shownSince: (since) => this.#answer(() => this.members.filter(({ changedAt }) => (changedAt ?? 0) > since)),
      pulse: (member) => this.#answer(() => this.pulses.get(member) ?? null),
      countCarried: (cas) => this.#answer(() => this.carried(cas)),
      countByPlan: (plans) =>
        this.#answer(() => new Map(plans.map((plan) => [plan, this.membersByPlan.get(plan) ?? 0]))),
      explain: (member) => this.#member(member, (explanation) => explanation),
      resend: (member, request) => this.#member(member, () => void this.asked.push({ resend: member, ...request })),
      rotate: (member, request) => this.#member(member, () => void this.asked.push({ rotate: member, ...request })),
      erase: (member, request) => this.#member(member, () => void this.asked.push({ erase: member, ...request })),
      rename: (member, request) => this.#member(member, () => void this.asked.push({ rename: member, ...request })),
      retry: (member, request) => this.#member(member, () => void this.asked.push({ retry: member, ...request })),
      adopt: (member, request) => this.#member(member, () => void this.asked.push({ adopt: member, ...request })),
      override: (member, request) => this.#member(member, () => void this.asked.push({ override: member, ...request })),
    },
    pages: {
      page: (member) => this.#page(member, (page) => page),
      open: (member, request) => this.#page(member, () => this.#ask({ open: member, ...request }, { opening: 1 })),
      takeProfile: (member, request) =>
        this.#page(member, () => this.#ask({ take: member, ...request }, { taken: true })),
      renew: (member, request) => this.#page(member, () => this.#ask({ renew: member, ...request }, { done: true })),
      rotate: (member, request) =>
        this.#page(member, () => this.#ask({ rotateByMember: member, ...request }, { done: true })),
    },
    syncs: {
      start: () => this.#answer(() => runId(1)),
      startApproved: () => this.#answer(() => runId(2)),
      startDryRun: (only) => this.#answer(() => this.#ask({ dryRun: only ?? 'all' }, runId(3))),
      startPreview: () => this.#answer(() => runId(4)),
      startWhatIf: (input) => this.#answer(() => this.#ask({ whatIf: input }, runId(5))),
      find: (id) => this.#answer(() => this.runs.get(id) ?? raise(notFound())),
      schedule: () => this.#answer(() => this.schedule),
      running: () => this.#answer(() => [...this.runs.values()].filter(({ state }) => state === 'running')),
    },
    connector: {
      settings: () => this.#answer(() => this.document),
      resolveDraft: ({ settings }) =>
        this.#answer(() => ({ version: this.document?.version ?? 0, rules: settings, warnings: [] })),
      updateSettings: (request) => this.#answer(() => this.#save(request)),
      pulse: () => this.#answer(() => this.pulses.get('main') ?? null),
      health: () => this.#answer(() => this.#health()),
      holds: () => this.#answer(() => this.holds),
      decideHold: (request) =>
        this.#answer(() => this.#ask(request, this.holds.find(({ id }) => id === request.id) ?? raise(notFound()))),
      goLive: (request) => this.#answer(() => this.#ask(request, { version: 4 })),
      switchMaintenance: (request) => this.#answer(() => this.#ask(request, nothingMaintained())),
      pauseImport: (request) => this.#answer(() => this.#ask(request, undefined)),
      askForRenewals: (request) =>
        this.#answer(() => this.#ask(request, { ...request, at: 0, finishedAt: null, asked: null })),
    },
    queues: { pollers: () => this.#answer(() => this.pollers) },
    temporal: { look: () => this.#answer(() => this.temporal) },
  };

  #answer<T>(answer: () => T): Promise<T> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve) => resolve(answer()));
  }

  #member<T>(member: string, answer: (explanation: MemberExplanation) => T): Promise<T> {
    return this.#answer(() => answer(this.explanations.get(member) ?? raise(notFound())));
  }

  #page<T>(member: string, answer: (page: MemberPage) => T): Promise<T> {
    return this.#answer(() => answer(this.memberPages.get(member) ?? raise(notFound())));
  }

  #ask<T>(what: unknown, answer: T): T {
    this.asked.push(what);
    return answer;
  }

  #save({ settings, ifVersion, by }: UpdateSettingsRequest): { version: number; warnings: string[] } {
    const version = this.document?.version ?? 0;
    if (ifVersion !== null && ifVersion !== version) {
      throw new GatewayError('refused', `the settings are at version ${version}`, { failure: 'settingsStale' });
    }
    const resolved = this.document?.resolved ?? null;
    this.document = { version: version + 1, settings, resolved, savedAt: 0, savedBy: by };
    return { version: version + 1, warnings: [] };
  }

  #health(): ConnectorHealth {
    const side = { ...newSystemHealth(), ...this.side };
    return {
      ...{
        settingsVersion: 3,
        syncedVersion: 3,
        nexudus: side,
        ironwifi: side,
        mail: newMailHealth(),
        certificates: this.certificates,
        renewal: this.renewal,
        syncs: this.syncs,
        tenant: null,
      },
      ...{ live: this.live, importPaused: false, openHolds: this.holds.length },
    };
  }
}

function raise(error: Error): never {
  throw error;
}

const listed = ({ id, status, plan, group, reason, attention, until, location }: ShownMember): MemberRow => {
  return { id, status, plan, group, reason, attention, until, location };
};

export const memberRow = (id: string, more: Partial<ShownMember> = {}): ShownMember => ({
  ...{ id, status: 'granted', plan: '11', group: 'basic-wifi', reason: 'contract' },
  ...{ attention: null, until: null, location: null, changedAt: Date.now(), isLive: true, runs: true },
  ...more,
});

export const runId = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;

export function settingsDocument(): SettingsDocument {
  const settings = { spaceName: 'Loft', ssid: 'Loft', locations: {} };
  return { version: 3, settings, resolved: rulesOf(), savedAt: 0, savedBy: 'test' };
}
