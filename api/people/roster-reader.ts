import type { Logger } from 'pino';
import type { Call, OddRow } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import type { ContractRow } from '../../clients/membership-source';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { ExternalClients } from '../ports/external-clients';
import type { MemberHint } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';
import type { NamingRule, PeopleIndex } from './people-index';

export interface RosterReaderOptions {
  source: ExternalClients['source'];
  rules: Pick<ReadRules, 'read'>;
  log: Logger;
  /** Epoch ms. */
  now?: () => number;
}

const MINUTE = 60_000;
/** As often as a roster sync. */
const PACE_MS = 15 * MINUTE;
/** What no date of change tells, such as an end that comes by itself, is seen by then. */
const WHOLE_EVERY_MS = 6 * 60 * MINUTE;
/** A list that fits into one page costs no more than what has changed in it. */
const ONE_PAGE = 500;
/** Clocks differ, and dates of change have minutes only. */
const OVERLAP_MS = 10 * MINUTE;
/** Hooks come in company: who is named is read once. */
const GATHER_MS = 2_000;
const BETWEEN_NAMED_MS = 30_000;
/** For more, what has changed is fewer calls: read once the hooks have stopped coming for a while, or after the longest. */
const MOST_READ_ALONE = 5;
const LULL_MS = 10_000;
const LONGEST_EDIT_MS = 2 * MINUTE;
const FIRST_RETRY_MS = MINUTE;
/** A list that has lost a fifth of its rows is believed once it has been so short for this long. */
const SHORT = { share: 0.8, few: 3, believedAfterMs: 10 * MINUTE };

/**
 * Keeps the index in step with Nexudus: whole at first and every few hours, in between by date of change, and who is named by a
 * webhook soon. Every call is in the background, so that it makes way for what operators ask for. What fails leaves what was
 * known, and the index says since when.
 */
export class RosterReader {
  readonly #stopped = new AbortController();
  readonly #now: () => number;
  readonly #named = new Set<MemberId>();
  #running: Promise<void> | null = null;
  #wake: () => void = () => undefined;
  #nextAt = -Infinity;
  #namedAt = -Infinity;
  #lastNamedAt = -Infinity;
  #wholeAt: Instant | null = null;
  #retryMs = FIRST_RETRY_MS;
  #shortSince: Instant | null = null;
  #rule: NamingRule = null;

  constructor(
    private readonly index: PeopleIndex,
    private readonly options: RosterReaderOptions,
  ) {
    this.#now = options.now ?? Date.now;
  }

  /** Reads from now on, until it is stopped. */
  begin(): void {
    this.#running ??= this.#run();
  }

  /** Genuine webhooks have named these members. */
  note(hints: readonly MemberHint[]): void {
    if (this.#running === null) return;
    const named = hints.filter(({ hint }) => changesWhatIsKnown(hint.action));
    if (named.length === 0) return;
    if (this.#named.size === 0) this.#namedAt = Math.max(this.#now(), this.#namedAt + BETWEEN_NAMED_MS - GATHER_MS);
    for (const { member } of named) this.#named.add(member);
    this.#lastNamedAt = this.#now();
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      if (this.#now() >= this.#nextAt) await this.#refresh();
      else if (this.#now() >= this.#namedDueAt()) await this.#readNamed();
      await this.#rest();
    }
  }

  /** When those who are named are to be read; Infinity: nobody is. */
  #namedDueAt(): number {
    if (this.#named.size === 0) return Infinity;
    const soonest = this.#namedAt + GATHER_MS;
    if (this.#named.size <= MOST_READ_ALONE) return soonest;
    return Math.max(soonest, Math.min(this.#lastNamedAt + LULL_MS, this.#namedAt + LONGEST_EDIT_MS));
  }

  #rest(): Promise<void> {
    const until = Math.min(this.#nextAt, this.#namedDueAt());
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake(), Math.max(0, until - this.#now()));
      timer.unref();
      this.#wake = () => (clearTimeout(timer), resolve());
      if (this.#stopped.signal.aborted) this.#wake();
    });
  }

  async #refresh(): Promise<void> {
    const { log } = this.options;
    const at = this.#now();
    try {
      await this.#read(at);
      this.index.state = { readAt: at, failing: null };
      this.#nextAt = at + PACE_MS;
      this.#retryMs = FIRST_RETRY_MS;
    } catch (error) {
      if (this.#stopped.signal.aborted) return;
      const since = this.index.state.failing?.since ?? at;
      this.index.state = { ...this.index.state, failing: { since, message: reasonOf(error) } };
      this.#nextAt = this.#now() + Math.max(this.#retryMs, waitOf(error));
      this.#retryMs = Math.min(this.#retryMs * 2, PACE_MS);
      log.warn({ err: error }, 'the roster cannot be read for the index: what was known stays');
    }
  }

  async #read(at: Instant): Promise<void> {
    const isNewRule = await this.#readRule();
    const { readAt } = this.index.state;
    const isWholeDue = this.#wholeAt === null || at - this.#wholeAt >= WHOLE_EVERY_MS;
    if (readAt === null || isWholeDue || isNewRule || this.index.size <= ONE_PAGE) {
      await this.#readWhole();
      this.#wholeAt = at;
    } else await this.#readChanges(readAt - OVERLAP_MS);
    this.index.takeLocations(await this.options.source.businesses(this.#call()));
  }

  /** True: user names are made in another way than before. */
  async #readRule(): Promise<boolean> {
    const rule = await this.options.rules.read().catch(() => this.#rule);
    const isNew = rule?.username !== this.#rule?.username;
    this.#rule = rule === null ? null : { username: rule.username };
    return isNew;
  }

  async #readWhole(): Promise<void> {
    const { source } = this.options;
    const seen = new Set<string>();
    // a row that cannot be read says that its member is there
    const onOdd = (row: OddRow): void => void seen.add(row.id);
    for await (const rows of source.allCoworkers(this.#call(onOdd))) {
      for (const { id } of rows) seen.add(id);
      this.index.takePeople(rows, this.#rule);
    }
    const contracts: ContractRow[] = [];
    for await (const rows of source.activeContracts(this.#call())) contracts.push(...rows);
    this.index.takeAllContracts(contracts);
    this.#refuseShort(seen.size);
    this.index.keepOnly(seen);
  }

  /** Unknown never means gone: a list that has lost many rows at once is not believed at once. */
  #refuseShort(rows: number): void {
    const known = this.index.size;
    if (rows >= known * SHORT.share - SHORT.few) return void (this.#shortSince = null);
    this.#shortSince ??= this.#now();
    if (this.#now() - this.#shortSince < SHORT.believedAfterMs) throw new ShortList(rows, known);
    this.#shortSince = null;
  }

  async #readChanges(since: Instant): Promise<void> {
    const { source } = this.options;
    for await (const rows of source.changedCoworkers(since, this.#call())) this.index.takePeople(rows, this.#rule);
    for await (const rows of source.changedContracts(since, this.#call())) this.index.takeContracts(rows);
  }

  async #readNamed(): Promise<void> {
    const ids = [...this.#named];
    this.#named.clear();
    this.#namedAt = this.#now();
    if (ids.length > MOST_READ_ALONE) return void (this.#nextAt = this.#now());
    await Promise.all(ids.map((id) => this.#readOne(id)));
  }

  /** Who cannot be read stays as it was: the next reading of all is near. */
  async #readOne(id: MemberId): Promise<void> {
    const { source, log } = this.options;
    const whole = this.#rule?.username.startsWith('customField:');
    try {
      const coworker = await source.coworker(id, this.#call(), { whole });
      if (coworker === null) return;
      this.index.takePeople([coworker], this.#rule);
      this.index.takeContractsOf(id, await source.contracts(id, this.#call()));
    } catch (error) {
      if (!this.#stopped.signal.aborted) log.debug({ err: error, member: id }, 'a member cannot be read for the index');
    }
  }

  #call(onOdd: Call['onOdd'] = () => undefined): Call {
    return { priority: 'background', patient: true, signal: this.#stopped.signal, onOdd };
  }
}

/** Check-ins, invoices and teams do not; `AccessControlUpdate` comes beside those that do (nexudus.md §5). */
const changesWhatIsKnown = (action: string | undefined): boolean =>
  action !== undefined && /^Coworker(Update|Create|Delete|Contract.*)$/.test(action);

class ShortList extends Error {
  constructor(rows: number, known: number) {
    super(`Nexudus suddenly lists ${rows} members of ${known}; those who are missing are kept for now.`);
  }
}

/** Our own errors and those of the clients name ids, statuses and settings only. */
const reasonOf = (error: unknown): string =>
  error instanceof ExternalError || error instanceof ShortList
    ? error.message
    : 'The roster cannot be read here; the log says why.';

const waitOf = (error: unknown): number => (error instanceof ExternalError ? (error.options.retryAfterMs ?? 0) : 0);
