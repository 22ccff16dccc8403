import { Cached } from '../../clients/cached';
import type { Call } from '../../clients/call';
import type { BusinessRow, WebhookRow } from '../../clients/membership-source';
import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import type { InstallationProgress } from '../../contracts/api/webhooks';
import { neededActions } from '../../domain/webhooks/actions';
import { planWebhooks, type WebhookPlan } from '../../domain/webhooks/plan-webhooks';
import type { WebhookAddress } from '../../domain/webhooks/webhook';
import { Problem } from '../http/problem';
import type { ExternalClients } from '../ports/external-clients';
import type { ReadRules } from '../ports/rules';
import { carryOut, fromNexudus, type Installation, sentenceOf } from './install-webhooks';

export interface WebhookRecordsDeps extends Pick<ExternalClients, 'source'> {
  rules: ReadRules;
  /** Where our webhooks lead. */
  address: WebhookAddress;
}

/** What Nexudus had, and what would be done about it. */
export interface ReadRecords {
  /** Epoch ms. */
  at: number;
  locations: BusinessRow[];
  plan: WebhookPlan<WebhookRow>;
}

const call: Call = { priority: 'usual', patient: true };
/** Who is content with what was read last has it read again after this time. */
const READ_AGAIN_MS = 60_000;
const AFTER_FAILURE_MS = 20_000;

/**
 * Our webhook records in Nexudus. At the rate that Nexudus allows, an installation in a large space takes minutes, longer than
 * some callers wait. It goes on without them; whoever asks again meanwhile gets its answer, because two at once would double
 * the records.
 */
export class WebhookRecords {
  readonly #read = new Cached<ReadRecords>({ maxAgeMs: READ_AGAIN_MS });
  #problem: string | null = null;
  /** Epoch ms. */
  #failedAt = 0;
  #installing: Promise<Installation> | null = null;
  #progress: InstallationProgress | null = null;

  constructor(private readonly deps: WebhookRecordsDeps) {}

  /** As Nexudus has them now. */
  fresh(): Promise<ReadRecords> {
    return this.#get(0);
  }

  /** As last read; null: never. Begins to read them where that was long ago, unless an installation changes them. */
  known(): ReadRecords | null {
    const hasJustFailed = Date.now() - this.#failedAt < AFTER_FAILURE_MS;
    if (this.#installing === null && !this.#read.isFresh && !hasJustFailed) this.#get().catch(() => undefined);
    return this.#read.last() ?? null;
  }

  get isReading(): boolean {
    return this.#read.isReading;
  }

  /** Why they could not be read the last time; null: they could. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Of the installation that is under way, or was the last one since the API was started. */
  get progress(): InstallationProgress | null {
    return this.#progress;
  }

  async rehearse(): Promise<Installation> {
    return carryOut((await this.fresh()).plan, this.deps, { dryRun: true });
  }

  install(): Promise<Installation> {
    this.#installing ??= this.#install().finally(() => (this.#installing = null));
    return this.#installing;
  }

  async #install(): Promise<Installation> {
    const startedAt = toIso(Date.now());
    const begun = { startedAt, finishedAt: null, sentence: null, failed: [] };
    const show = (done: number, of: number | null) => (this.#progress = { ...begun, done, of });
    show(0, null);
    try {
      const { plan } = await this.fresh();
      const installation = await carryOut(plan, this.deps, { dryRun: false, onStep: show });
      this.#end({ sentence: sentenceOf(installation, false), failed: installation.failed });
      return installation;
    } catch (error) {
      this.#end({ sentence: error instanceof Problem ? error.message : 'It ended before it was done.', failed: [] });
      throw error;
    } finally {
      this.#read.clear();
    }
  }

  #end(outcome: Pick<InstallationProgress, 'sentence' | 'failed'>): void {
    if (this.#progress !== null)
      this.#progress = { ...this.#progress, ...outcome, finishedAt: toIsoOrNull(Date.now()) };
  }

  async #get(maxAgeMs?: number): Promise<ReadRecords> {
    try {
      const read = await this.#read.get(() => fromNexudus(readRecords(this.deps, call)), { maxAgeMs });
      this.#problem = null;
      return read;
    } catch (error) {
      this.#failedAt = Date.now();
      this.#problem = error instanceof Error ? error.message : String(error);
      throw error;
    }
  }
}

/** @param known the locations, where they have been read */
export async function readRecords(
  { source, rules, address }: WebhookRecordsDeps,
  call: Call,
  known?: BusinessRow[],
): Promise<ReadRecords> {
  const at = Date.now();
  const actions = neededActions(await rules.read());
  const locations = known ?? (await source.businesses(call));
  if (locations.length === 0) throw new Problem(503, 'Nexudus lists no location at all, which cannot be right.');
  const numbers = await source.webhookNumbers(call);
  const existing: WebhookRow[] = [];
  for await (const page of source.webhooks(call)) existing.push(...page);
  const businesses = locations.map(({ id }) => id);
  return { at, locations, plan: planWebhooks({ ...address, existing, businesses, actions, numbers }) };
}
