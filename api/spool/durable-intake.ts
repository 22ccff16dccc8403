import type { HintGateway, HintIntake, MemberHint } from '../ports/gateways';
import type { HintSpool } from './hint-spool';

/** Signals under way at once for one hook: a team can have hundreds of members. */
const AT_ONCE = 50;
/** The sender is answered within about two seconds; what is not with Temporal by then goes to the spool. */
const PATIENCE_MS = 2_000;

/** Hands hints to Temporal, or to the spool while it is away or others wait there. */
export class DurableIntake implements HintIntake {
  constructor(
    private readonly gateway: HintGateway,
    private readonly spool: Pick<HintSpool, 'waiting' | 'add'>,
  ) {}

  async accept(hints: MemberHint[]): Promise<void> {
    const left = this.spool.waiting > 0 ? hints : await this.#send(hints);
    if (left.length > 0) await this.spool.add(left);
  }

  /** Returns those that were not taken; after the first failure no more are tried. */
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
