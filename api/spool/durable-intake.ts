import type { HintGateway, HintIntake, MemberHint } from '../ports/gateways';
import type { HintSpool } from './hint-spool';
import { priorityOf } from './waiting-hints';

/** Signals under way at once for one webhook. */
const AT_ONCE = 50;
/** The sender is answered within about two seconds; hints that Temporal does not have by then go to the spool. */
const PATIENCE_MS = 2_000;

/**
 * Hands hints to Temporal, or to the spool while Temporal is away. Those that nobody waits for always go by way of the spool:
 * a webhook with thousands is answered at once, and the workers get them at a pace that leaves room for others.
 */
export class DurableIntake implements HintIntake {
  constructor(
    private readonly gateway: HintGateway,
    private readonly spool: Pick<HintSpool, 'waiting' | 'isMoving' | 'add'>,
  ) {}

  async accept(hints: MemberHint[]): Promise<void> {
    const isAway = this.spool.waiting > 0 && !this.spool.isMoving;
    const canWait = hints.every((hint) => priorityOf(hint) === 'background');
    if (canWait && !isAway) return this.#lineUp(hints);
    const left = isAway ? hints : await this.#send(hints);
    if (left.length > 0) await this.spool.add(left);
  }

  /** Where the disk takes nothing, Temporal may. */
  async #lineUp(hints: MemberHint[]): Promise<void> {
    try {
      await this.spool.add(hints);
    } catch (error) {
      if ((await this.#send(hints)).length > 0) throw error;
    }
  }

  /** Returns those that were not accepted; after the first failure no more are tried. */
  async #send(hints: MemberHint[]): Promise<MemberHint[]> {
    const until = Date.now() + PATIENCE_MS;
    for (let next = 0; next < hints.length; next += AT_ONCE) {
      if (Date.now() > until) return hints.slice(next);
      const batch = hints.slice(next, next + AT_ONCE);
      const outcomes = await Promise.allSettled(batch.map((hint) => this.gateway.send(hint)));
      const failed = batch.filter((_, index) => outcomes[index]?.status === 'rejected');
      if (failed.length > 0) return [...failed, ...hints.slice(next + AT_ONCE)];
    }
    return [];
  }
}
