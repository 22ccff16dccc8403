import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Change } from '../../contracts/api/events';
import { memberId } from '../../domain/replayed/ids';
import { GatewayError, type Gateways } from '../ports/gateways';
import { Audience, type Listener } from './audience';
import { Followed } from './followed';
import { ShownMembers, type Shift } from './shown-members';

/** How often Temporal is asked: while somebody listens, while nobody does, and after a failure. */
const LISTENED_MS = 1_000;
const UNHEARD_MS = 15_000;
const FOLLOW_MS = 500;
const FAILED_MS = 5_000;
/** How long the first who asks waits for the first answer of Temporal. */
const PATIENCE_MS = 1_500;

interface LiveEventsOptions {
  gateways: Pick<Gateways, 'members' | 'connector'>;
  log: Logger;
  /** Hears of everything that members show anew, and that what is known is known by now. */
  onShown?: (shifts: readonly Shift[], members: ShownMembers) => void;
}

/**
 * What happens, for whoever listens. The API tells what it takes in itself at once. What workers decide and write they tell
 * nobody: Temporal is asked, once for all listeners, which members show something else, whether the connector has gone on, and
 * what becomes of those of whom something was told.
 */
export class LiveEvents {
  readonly members: ShownMembers;
  readonly #audience = new Audience();
  readonly #followed: Followed;
  readonly #shown: Loop;
  readonly #loops: Loop[];
  #askedAt = -Infinity;
  #connectorPulse: string | null | undefined;

  constructor(private readonly options: LiveEventsOptions) {
    const { members, connector } = options.gateways;
    this.members = new ShownMembers(members);
    this.#followed = new Followed(members);
    const isHeard = (): boolean => this.#audience.size > 0;
    this.#shown = new Loop(
      () => this.#readShown(),
      this.#paceOr(() => (isHeard() ? LISTENED_MS : UNHEARD_MS)),
    );
    this.#loops = [
      this.#shown,
      new Loop(
        async () => void (isHeard() && (await this.#lookAt(connector))),
        this.#paceOr(() => LISTENED_MS),
      ),
      new Loop(
        () => this.#follow(),
        this.#paceOr(() => FOLLOW_MS),
      ),
    ];
  }

  /** Begins to know what members show. */
  start(): void {
    for (const loop of this.#loops) loop.start();
  }

  /** Whoever listens is told no more. */
  close(): void {
    for (const loop of this.#loops) loop.stop();
    this.#audience.end();
  }

  /** Returns how to stop. Throws a 503 where there is no room. */
  readonly join = (listener: Listener): (() => void) => {
    const leave = this.#audience.join(listener);
    for (const loop of this.#loops) loop.hurry();
    return leave;
  };

  /**
   * What members show. Who asks gets what is known at once, and has Temporal asked anew where that was a while ago; the next one
   * gets what has been read meanwhile.
   */
  async recentMembers(): Promise<ShownMembers> {
    const { failing, readAt } = this.members.state;
    if (Date.now() - this.#askedAt >= (failing === null ? LISTENED_MS : FAILED_MS)) this.#shown.hurry();
    if (readAt === null && failing === null)
      await Promise.race([this.#shown.untilDone(), sleep(PATIENCE_MS, undefined, { ref: false })]);
    return this.members;
  }

  tell(change: Change): void {
    this.#audience.tell(change);
    if (this.#audience.size > 0) this.#followed.add((change.ids ?? []).map(memberId));
  }

  async #readShown(): Promise<void> {
    this.#askedAt = Date.now();
    const shifts = await this.members.refresh();
    this.options.onShown?.(shifts, this.members);
    if (shifts.length > 0) this.tell({ what: 'changed', ids: shifts.map(({ now: { id } }) => id) });
  }

  async #lookAt(connector: Gateways['connector']): Promise<void> {
    const pulse = await connector.pulse();
    const hasMoved = this.#connectorPulse !== undefined && pulse !== this.#connectorPulse;
    this.#connectorPulse = pulse;
    if (hasMoved) this.#audience.tell({ what: 'space', ids: [] });
  }

  async #follow(): Promise<void> {
    if (this.#followed.size === 0) return;
    const ids = await this.#followed.moved();
    if (ids.length > 0) this.#audience.tell({ what: 'changed', ids });
  }

  #paceOr(pace: () => number): (error: unknown) => number {
    return (error) => {
      if (error === null) return pace();
      // it is so for seconds at the first start; the checks tell of one that stays so
      const isUsual = error instanceof GatewayError && error.code === 'notReady';
      this.options.log[isUsual ? 'debug' : 'warn']({ err: error }, 'what happens cannot be asked of Temporal');
      return FAILED_MS;
    };
  }
}

/** Does its work again and again. */
class Loop {
  #timer: NodeJS.Timeout | null = null;
  #state: 'idle' | 'waits' | 'works' | 'stopped' = 'idle';
  #working: Promise<void> = Promise.resolve();

  constructor(
    private readonly work: () => Promise<void>,
    /** After how long it does so again, ms. */
    private readonly pace: (error: unknown) => number,
  ) {}

  start(): void {
    if (this.#state === 'idle') this.#begin();
  }

  /** Does not wait any longer. */
  hurry(): void {
    if (this.#state === 'works' || this.#state === 'stopped') return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#begin();
  }

  /** What is under way is done, well or not. */
  untilDone(): Promise<void> {
    return this.#working;
  }

  stop(): void {
    this.#state = 'stopped';
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #begin(): void {
    this.#working = this.#run();
  }

  async #run(): Promise<void> {
    this.#state = 'works';
    const error: unknown = await this.work().then(
      () => null,
      (reason: unknown) => reason ?? 'no reason',
    );
    if (this.isStopped) return;
    this.#state = 'waits';
    this.#timer = setTimeout(() => this.#begin(), this.pace(error)).unref();
  }

  private get isStopped(): boolean {
    return this.#state === 'stopped';
  }
}
