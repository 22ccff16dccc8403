import { lasting, type FailureCode } from '../../domain/replayed/failure-codes';

/** How long nothing is heard of a system that fails before it is asked. */
const ASK_AFTER_MS = 10_000;
/** Between two attempts to wake those who wait; doubled while they fail as before. */
const WAKE_EVERY_MS = { first: 15_000, longest: 40_000 };
/** How long a failure among those who are woken waits to be outweighed by an answer to another of them. */
const BENEFIT_OF_DOUBT_MS = 2_000;

/** One of these says that the system is ill. Any other may be about the one request: it takes two members to say so. */
const plain: readonly FailureCode[] = ['unreachable', 'timeout', 'throttled', ...lasting];

interface WatchClock {
  /** ms */
  now(): number;
  pause(ms: number): Promise<void>;
}

export type Verdict = 'well' | 'ill' | 'notAsked';

export interface SystemWatchOptions {
  /** One small read or log-in. */
  ask: () => Promise<Verdict>;
  /** Has everybody who waits for the system try again, one by one as long as `goOn` holds; false: it did not hold. */
  wake: (goOn: () => Promise<boolean>) => Promise<boolean>;
  clock: WatchClock;
  /** Told once when it fails, and once when it is well again. */
  report: (news: 'failing' | 'well') => void;
}

/**
 * Notices when a system is well again. It hears how members' activities end; after a failure, and then while nothing else asks
 * the system, it asks by itself, every ten seconds at most. A good answer lets the first of those who wait try, and the others follow
 * unless that one fails as before: where reads work and writes do not, it is their writes that tell.
 */
export class SystemWatch {
  /** There is something to find out, and it has not been asked about yet. */
  #suspected = false;
  #isNews = false;
  #ill = false;
  #plainFailure = false;
  /** Members whose requests fail, since the last good answer. */
  readonly #failing = new Set<string>();
  #answered = false;
  #heardAt = -Infinity;
  #askedAt = -Infinity;
  #wokeAt = -Infinity;
  #wakeEvery = WAKE_EVERY_MS.first;

  constructor(private readonly options: SystemWatchOptions) {}

  /** A member's activity has failed because of the system. */
  failed(member: string, code: FailureCode): void {
    this.#heardAt = this.options.clock.now();
    if (plain.includes(code)) this.#plainFailure = true;
    else this.#failing.add(member);
    this.suspect();
    if (this.#isFailing) this.#fallIll();
  }

  /** A member's activity has succeeded at the system. */
  answered(): void {
    this.#heardAt = this.options.clock.now();
    this.#answered = true;
    this.#plainFailure = false;
    this.#failing.clear();
  }

  /** Something else has failed, which may be the system's trouble: what it answered before says nothing of now. */
  suspect(): void {
    this.#answered = false;
    if (!this.#suspected) this.#isNews = true;
    this.#suspected = true;
  }

  /** Somebody has waited since before this watch began. */
  assumeIll(): void {
    this.suspect();
    this.#fallIll();
  }

  /** To be called again and again, a second apart. */
  async tick(): Promise<void> {
    const { clock, wake } = this.options;
    if (!this.#suspected || clock.now() < this.#wokeAt + this.#wakeEvery) return;
    if (!this.#answered && !(await this.#asksWell())) return;
    // it was the trouble of one request
    if (!this.#ill) return void (this.#suspected = false);
    this.#wokeAt = clock.now();
    this.#forgetFailures();
    if ((await wake(() => this.#goOn())) && !this.#isFailing) this.#recover();
    else this.#wakeEvery = Math.min(WAKE_EVERY_MS.longest, this.#wakeEvery * 2);
  }

  get #isFailing(): boolean {
    return this.#plainFailure || this.#failing.size > 1;
  }

  #fallIll(): void {
    if (!this.#ill) this.options.report('failing');
    this.#ill = true;
  }

  /** Asks, unless somebody else has lately. */
  async #asksWell(): Promise<boolean> {
    const { clock, ask } = this.options;
    const heardAt = this.#isNews ? this.#askedAt : Math.max(this.#heardAt, this.#askedAt);
    if (clock.now() - heardAt < ASK_AFTER_MS) return false;
    this.#askedAt = clock.now();
    this.#isNews = false;
    const verdict = await ask();
    if (verdict === 'ill') this.#fallIll();
    return verdict === 'well';
  }

  async #goOn(): Promise<boolean> {
    if (this.#isFailing) await this.options.clock.pause(BENEFIT_OF_DOUBT_MS);
    return !this.#isFailing;
  }

  #forgetFailures(): void {
    this.#plainFailure = false;
    this.#failing.clear();
    this.#answered = false;
  }

  #recover(): void {
    this.#suspected = false;
    this.#ill = false;
    this.#wakeEvery = WAKE_EVERY_MS.first;
    this.options.report('well');
  }
}
