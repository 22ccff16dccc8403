import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError, type MemberGateway, type MemberRow } from '../ports/gateways';
import type { ReadState } from './read-state';

/** So that a change shows within two seconds where the list is short. */
const LEAST_REST_MS = 1_500;
/** A long list rests for so many times as long as its reading took. */
const REST_SHARE = 4;
const RETRY_MS = 5_000;
/** How long the first question waits for the first reading. */
const PATIENCE_MS = 1_500;

/**
 * What the list of workflows says of every member: kept in memory, and read anew while somebody asks. Who asks gets what is known
 * at once; the next one gets what has been read meanwhile.
 */
export class MemberStates {
  state: ReadState = { readAt: null, failing: null };
  #rows: ReadonlyMap<string, MemberRow> = new Map();
  #reading: Promise<void> | null = null;
  #restsUntil = -Infinity;

  constructor(
    private readonly members: Pick<MemberGateway, 'all'>,
    private readonly now: () => number = Date.now,
  ) {}

  async recent(): Promise<ReadonlyMap<string, MemberRow>> {
    if (this.#reading === null && this.now() >= this.#restsUntil)
      this.#reading = this.#read().finally(() => (this.#reading = null));
    const { readAt, failing } = this.state;
    if (readAt === null && failing === null && this.#reading !== null)
      await Promise.race([this.#reading, sleep(PATIENCE_MS, undefined, { ref: false })]);
    return this.#rows;
  }

  async #read(): Promise<void> {
    const at = this.now();
    try {
      const rows = await this.members.all();
      this.#rows = new Map(rows.map((row) => [row.id, row]));
      this.state = { readAt: at, failing: null };
      this.#restsUntil = this.now() + Math.max(LEAST_REST_MS, REST_SHARE * (this.now() - at));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      this.state = { ...this.state, failing: { since: this.state.failing?.since ?? at, message: error.message } };
      this.#restsUntil = this.now() + RETRY_MS;
    }
  }
}
