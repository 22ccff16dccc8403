import type { CarriedCounts } from '../../contracts/carried-cas';
import type { MemberStatus } from '../../contracts/api/fields';
import type {
  ConnectorHealth,
  DecideHoldRequest,
  DraftRules,
  EraseRequest,
  GoLiveRequest,
  Hint,
  LinkRequest,
  MaintenanceRequest,
  MemberExplanation,
  MemberPage,
  MemberSignal,
  OperatorRequest,
  OpenLinkRequest,
  OverrideRequest,
  Renewal,
  RenewProfile,
  RunKind,
  RunProgress,
  SettingsDocument,
  ShownHold,
  SyncReport,
  TakeProfileRequest,
  UpdateSettingsRequest,
  WhatIfInput,
} from '../../contracts/replayed';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import type { Hold } from '../../domain/replayed/guard/guard-state';
import type { MaintenanceSwitches } from '../../domain/replayed/health/maintenance';
import type { AccountId, Instant, MemberId, PlanId } from '../../domain/replayed/ids';

/*
 * What the HTTP side needs of the workflows. `temporal/` implements it; every method throws GatewayError and nothing else,
 * and answers within a stated time.
 */

/** A signal for one member's workflow. Ids only: it may lie in a file for hours. */
export interface MemberHint {
  member: MemberId;
  signal: MemberSignal;
  hint: Hint;
}

export interface HintGateway {
  /** Starts the member's workflow if none runs. One attempt, within 2 s. */
  send(hint: MemberHint): Promise<void>;
}

/** A hint could be neither delivered nor written to disk: the only case in which a sender must try again. */
export class SpoolUnwritable extends Error {
  override readonly name = 'SpoolUnwritable';

  constructor(path: string, cause: unknown) {
    super(`The spool ${path} cannot be written.`, { cause });
  }
}

/** Where hints are handed in: once it returns, none can be lost. Throws SpoolUnwritable. */
export interface HintIntake {
  accept(hints: MemberHint[]): Promise<void>;
}

export interface MemberFilter {
  /** Only these, at most a hundred. */
  ids?: readonly MemberId[];
  status?: MemberStatus;
  /** True: only those that need an operator. */
  attention?: boolean;
  /** From 1. */
  page: number;
}

export interface MemberRow {
  id: string;
  status: string | null;
  plan: string | null;
  group: string | null;
  reason: string | null;
  attention: string | null;
  /** ISO, UTC. */
  until: string | null;
  /** Id of the business. */
  location: string | null;
}

/** A member as its workflow shows it. */
export interface ShownMember extends MemberRow {
  /** When what it shows last changed; null: before versions that note it. */
  changedAt: Instant | null;
  /** What is decided is also written and mailed; false before going live. */
  isLive: boolean;
  /** False: the membership is over, and its workflow has ended. */
  runs: boolean;
}

export interface MemberGateway {
  /** Every member whose workflow runs, from a list that lags by seconds; within 30 s. `notReady` before a worker has set it up. */
  shown(): Promise<ShownMember[]>;
  /** Those who show something else since then, also where the workflow has ended. */
  shownSince(since: Instant): Promise<ShownMember[]>;
  /** Differs from the one before when the member's workflow has gone on; null: none runs. */
  pulse(member: MemberId): Promise<string | null>;
  /** A page of the running workflows of this connector, from a list that lags by seconds. */
  list(filter: MemberFilter): Promise<{ members: MemberRow[]; pages: number }>;
  /** Of members with access, by the CAs that their devices have got (short fingerprints); it lags by seconds. */
  countCarried(cas: readonly string[]): Promise<CarriedCounts>;
  /** Members who have access by each plan, or will as soon as they check in; it lags by seconds. */
  countByPlan(plans: readonly PlanId[]): Promise<ReadonlyMap<PlanId, number>>;
  explain(member: MemberId): Promise<MemberExplanation>;
  /** The next seven throw `notFound` when the member's workflow does not run. */
  resend(member: MemberId, request: OperatorRequest): Promise<void>;
  rotate(member: MemberId, request: OperatorRequest): Promise<void>;
  rename(member: MemberId, request: OperatorRequest): Promise<void>;
  retry(member: MemberId, request: OperatorRequest): Promise<void>;
  adopt(member: MemberId, request: OperatorRequest & { account: AccountId }): Promise<void>;
  override(member: MemberId, request: OverrideRequest): Promise<void>;
  erase(member: MemberId, request: EraseRequest): Promise<void>;
}

/** What the holder of a member's link may see and do. All throw `notFound` when the member's workflow does not run. */
export interface PageGateway {
  page(member: MemberId): Promise<MemberPage>;
  open(member: MemberId, request: OpenLinkRequest): Promise<{ opening: number | null }>;
  takeProfile(member: MemberId, request: TakeProfileRequest): Promise<{ taken: boolean }>;
  renew(member: MemberId, request: LinkRequest): Promise<{ done: boolean }>;
  rotate(member: MemberId, request: LinkRequest): Promise<{ done: boolean }>;
}

/** A run of the roster sync; its report is there once it is done. */
export interface SyncRun {
  runId: string;
  kind: RunKind;
  dryRun: boolean;
  state: 'running' | 'done' | 'failed';
  /** The failure's type. */
  reason: string | null;
  /** Why it failed, in a sentence. */
  message: string | null;
  startedAt: Date;
  finishedAt: Date | null;
  report: SyncReport | null;
  /** How far a running one has come; null where that is not known. */
  progress: RunProgress | null;
}

/** The Schedule of the roster sync. */
export interface ScheduleState {
  paused: boolean;
  /** Why, where somebody has said so. */
  note: string | null;
  nextAt: Date | null;
}

export interface SyncGateway {
  /** The run that now syncs: the one that was under way, or a new one. */
  start(): Promise<string>;
  /** As `start`, and lets every removal through. */
  startApproved(): Promise<string>;
  /** Writes nothing; may run beside others. `only`: about this member. */
  startDryRun(only?: MemberId): Promise<string>;
  /** Writes nothing, and reports what going live would do. */
  startPreview(): Promise<string>;
  /** Writes nothing, and reports what a draft of settings would do. One runs at a time: another one is `refused`. */
  startWhatIf(input: WhatIfInput): Promise<string>;
  find(runId: string): Promise<SyncRun>;
  running(): Promise<SyncRun[]>;
  schedule(): Promise<ScheduleState>;
}

export interface ConnectorGateway {
  /** Null: none saved yet. */
  settings(): Promise<SettingsDocument | null>;
  updateSettings(request: UpdateSettingsRequest): Promise<{ version: number; warnings: string[] }>;
  /** Settings as they would be if they were saved; `refused` as those would be. */
  resolveDraft(draft: Pick<UpdateSettingsRequest, 'settings' | 'acceptsCutOff'>): Promise<DraftRules>;
  health(): Promise<ConnectorHealth>;
  /** Differs from the one before when the connector has gone on; null: none runs. */
  pulse(): Promise<string | null>;
  /** Open holds, and the last that were closed; newest first. */
  holds(): Promise<ShownHold[]>;
  decideHold(request: DecideHoldRequest): Promise<Hold>;
  goLive(request: GoLiveRequest): Promise<{ version: number }>;
  pauseImport(request: OperatorRequest & { paused: boolean }): Promise<void>;
  askForRenewals(request: OperatorRequest & RenewProfile): Promise<Renewal>;
  switchMaintenance(request: MaintenanceRequest): Promise<MaintenanceSwitches>;
}

/** Which of the two task queues has a worker. */
interface Pollers {
  members: boolean;
  directory: boolean;
}

/** Temporal itself, as this process sees it. */
export interface TemporalLook {
  namespace: string;
  hasNamespace: boolean;
  version: string;
  /** Search attributes that the namespace lacks; null: it does not say which it has. */
  missing: string[] | null;
}

export interface TemporalGateway {
  look(): Promise<TemporalLook>;
}

export interface PollerGateway {
  pollers(): Promise<Pollers>;
}

export interface Gateways {
  hints: HintGateway;
  members: MemberGateway;
  pages: PageGateway;
  syncs: SyncGateway;
  connector: ConnectorGateway;
  queues: PollerGateway;
  temporal: TemporalGateway;
}

/** A mistake in one place of what was sent. */
export interface FieldError {
  /** Where: keys joined by dots. */
  path: string;
  message: string;
}

/**
 * Why a workflow could not be signaled or asked:
 * - `away`: Temporal does not answer.
 * - `silent`: Temporal answers, but no worker does in time.
 * - `busy`: Temporal answers that too much is under way; it lets one workflow have ten updates at a time.
 * - `notFound`: there is no such workflow, or it has ended.
 * - `notReady`: the connector workflow or the Schedule has not been set up yet.
 * - `refused`: the workflow turned it down; `failure` says why.
 */
export type GatewayCode = 'away' | 'silent' | 'busy' | 'notFound' | 'notReady' | 'refused';

interface GatewayErrorOptions {
  cause?: unknown;
  failure?: FailureCode;
  /** With `settingsInvalid`: each bad value. */
  errors?: FieldError[];
}

/** The only error that the ports throw. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly failure: FailureCode | undefined;
  readonly errors: FieldError[] | undefined;

  constructor(
    readonly code: GatewayCode,
    message: string,
    { cause, failure, errors }: GatewayErrorOptions = {},
  ) {
    super(message, { cause });
    this.failure = failure;
    this.errors = errors;
  }
}
