import type { MemberId } from '../../domain/replayed/ids';
import type { MemberGateway } from '../ports/gateways';

/** From the last thing that happened. */
const FOLLOWED_FOR_MS = 5_000;
const MOST = 20;

interface Follow {
  /** Undefined: not asked yet. */
  pulse: string | null | undefined;
  until: number;
}

/**
 * Members of whom something was told: what their workflows do about it (read, write, mail) shows in the length of their histories, and not in
 * the list of workflows. Each is followed until nothing has happened for a while; of many, the
 * latest.
 */
export class Followed {
  readonly #follows = new Map<MemberId, Follow>();

  constructor(private readonly members: Pick<MemberGateway, 'pulse'>) {}

  get size(): number {
    return this.#follows.size;
  }

  add(ids: Iterable<MemberId>): void {
    for (const id of ids) {
      const pulse = this.#follows.get(id)?.pulse;
      this.#follows.delete(id);
      this.#follows.set(id, { pulse, until: Date.now() + FOLLOWED_FOR_MS });
    }
    for (const oldest of [...this.#follows.keys()].slice(0, -MOST)) this.#follows.delete(oldest);
  }

  /** Those whose workflows have gone on since the last time; the first time, it may be so. */
  async moved(): Promise<MemberId[]> {
    const asked = [...this.#follows];
    const pulses = await Promise.all(asked.map(([id]) => this.members.pulse(id)));
    return asked.flatMap(([id, follow], i) => {
      const pulse = pulses[i] ?? null;
      const hasMoved = pulse !== follow.pulse;
      if (hasMoved) Object.assign(follow, { pulse, until: Date.now() + FOLLOWED_FOR_MS });
      else if (follow.until < Date.now()) this.#follows.delete(id);
      return hasMoved ? [id] : [];
    });
  }
}
