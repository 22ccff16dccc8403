import type { BusinessId, Instant, MemberId } from '../../../domain/replayed/ids';
import type { Held } from '../../../domain/roster/held';
import { DAY, MINUTE } from '../builders';
import { places, type Decided, type History } from './history';
import { shownAs } from './runs';

interface Loss {
  member: MemberId;
  place: BusinessId;
  at: Instant;
  by: 'sync' | 'hook';
}

/** How things were before something was done. */
export interface Before {
  levels: ReadonlyMap<MemberId, number>;
  held: ReadonlyMap<MemberId, Held>;
  /** Why members would lose something if they looked. */
  grounds: ReadonlyMap<MemberId, string | null>;
  /** Who would lose a level only, because the contract names another plan. */
  moves: ReadonlySet<MemberId>;
}

/**
 * Sees who loses what, and holds it against what the guard promises. It knows nothing of how the guard does it: it counts
 * what has been done to the accounts, and remembers what the operator said, and to what. Its numbers are those of the issue: a tenth of
 * a location, five at least, in a day; a fifth of a source; a fiftieth by hooks in ten minutes.
 */
export class Witness {
  readonly losses: Loss[] = [];
  /** Whom an operator has let go, and nobody has found entitled since. */
  readonly #approved = new Set<MemberId>();
  /** Whom an operator has refused to let go, or about whom nobody has decided in time, and on which ground. */
  readonly #refused = new Map<MemberId, string>();
  readonly #places = new Map<MemberId, BusinessId>();
  /** How many people of each location the last good run saw: one that saw no location shrink. */
  readonly #good = new Map<BusinessId, number>();

  constructor(private readonly history: History) {}

  decided({ approved, refused, counts }: Decided): void {
    for (const id of [...approved, ...refused.map((each) => each.id)]) this.#settle(id);
    for (const id of approved) this.#approved.add(id);
    for (const each of refused) this.#refused.set(each.id, shownAs(each));
    for (const place of counts) this.#good.set(place, this.#listedAt(place));
  }

  before(): Before {
    const { source, held } = this.history.space;
    for (const { id, businessId } of source.people.values()) this.#places.set(id, businessId);
    const levels = this.#levels();
    const questions = [...levels.keys()].map((id) => [id, this.history.space.question(id)] as const);
    const grounds = new Map(questions.map(([id, question]) => [id, question && shownAs(question)]));
    const moves = new Set(questions.flatMap(([id, question]) => (question?.move === true ? [id] : [])));
    return { levels, held: new Map(held), grounds, moves };
  }

  /** Throws when a promise is broken. `whole`: the run has been carried out to its end. */
  afterSync(before: Before, whole: boolean): void {
    const { source, now } = this.history.space;
    const lost = this.#unexcused(before);
    for (const id of lost) {
      const plan = before.held.get(id)?.planId ?? null;
      this.#demand(plan === null || !source.blind.plans.has(plan), `${id}: its plan ${plan} is not listed`);
      this.losses.push({ member: id, place: this.#placeOf(id), at: now, by: 'sync' });
    }
    for (const place of places) {
      const here = lost.filter((id) => this.#placeOf(id) === place);
      if (here.length === 0) continue;
      const inADay = this.#recent('sync', place, DAY);
      const limit = Math.max(5, this.#accountsAt(place, before) / 10);
      this.#demand(inADay <= limit, `location ${place}: syncs took from ${inADay} in a day, and may from ${limit}`);
      const [was, is] = [this.#good.get(place) ?? 0, this.#listedAt(place)];
      this.#demand(!this.#hasShrunk(place), `location ${place}: ${is} of ${was} are listed, ${here.join()} lost`);
    }
    if (whole) this.#remember();
  }

  /**
   * `explained`: Nexudus says that something has ended. `waiting`: what it states for sure, and what an open hold shows of
   * the member; null: nothing.
   */
  afterHook(
    before: Before,
    member: MemberId,
    explained: boolean,
    waiting: Record<'ground' | 'hold', string | null>,
  ): void {
    const lost = this.#unexcused(before);
    this.#demand(
      lost.every((id) => id === member),
      `${lost.join()}: lost by the hook of ${member}`,
    );
    const { ground, hold } = waiting;
    if (ground !== null && hold !== ground && this.#refused.get(member) !== ground)
      this.#demand(
        this.history.space.isRight(member),
        `${member}: ${ground} was announced and stated, and nothing happened`,
      );
    if (this.history.isFine(member)) this.#settle(member);
    if (explained || lost.length === 0) return;
    const place = this.#placeOf(member);
    this.losses.push({ member, place, at: this.history.space.now, by: 'hook' });
    const sudden = this.#recent('hook', place, 10 * MINUTE);
    const limit = Math.max(5, this.#accountsAt(place, before) / 50);
    this.#demand(sudden <= limit, `location ${place}: hooks took from ${sudden} in ten minutes, and may from ${limit}`);
  }

  /** Who has less than before and was not moved, though the workflow gave more and no operator has let them go. */
  #unexcused(before: Before): MemberId[] {
    const { levels, held } = before;
    const { space } = this.history;
    const after = this.#levels();
    const lost = [...levels].filter(([id, level]) => (after.get(id) ?? 0) < level).map(([id]) => id);
    const isMoved = (id: MemberId): boolean => before.moves.has(id) && (after.get(id) ?? 0) > 0;
    const rest = lost.filter(
      (id) => !this.#approved.delete(id) && held.get(id)?.tag !== space.tagOf(id) && !isMoved(id),
    );
    for (const id of rest) {
      this.#demand(space.source.read(id) !== null, `${id}: reads of it contradict each other`);
      const ground = before.grounds.get(id);
      this.#demand(this.#refused.get(id) !== ground, `${id}: an operator has said no to ${ground}`);
    }
    return rest;
  }

  #remember(): void {
    const { directory } = this.history.space;
    for (const id of [...this.#approved, ...this.#refused.keys()])
      if (this.history.isFine(id) || directory.accounts.get(id)?.enabled !== true) this.#settle(id);
    for (const place of places) {
      // a location that shrank is believed where nobody is to lose an account by it
      const isDoubted = this.#hasShrunk(place) && this.#accountsOf(place).some((id) => this.history.isConcerned(id));
      if (!isDoubted) this.#good.set(place, this.#listedAt(place));
    }
  }

  #hasShrunk(place: BusinessId): boolean {
    const [was, is] = [this.#good.get(place) ?? 0, this.#listedAt(place)];
    return was - is > 5 && is < was * 0.8;
  }

  #settle(member: MemberId): void {
    this.#approved.delete(member);
    this.#refused.delete(member);
  }

  #levels(): Map<MemberId, number> {
    const { space } = this.history;
    return new Map([...space.directory.accounts].map(([id, account]) => [id, space.levelOf(account)]));
  }

  #placeOf(member: MemberId): BusinessId {
    const place = this.#places.get(member);
    if (place === undefined) throw new Error(`nobody has seen ${member}`);
    return place;
  }

  #recent(by: Loss['by'], place: BusinessId, ms: number): number {
    const since = this.history.space.now - ms;
    return this.losses.filter((loss) => loss.by === by && loss.place === place && loss.at > since).length;
  }

  #accountsOf = (place: BusinessId): MemberId[] =>
    [...this.#levels().keys()].filter((id) => this.#placeOf(id) === place);

  #accountsAt = (place: BusinessId, { levels }: Before): number =>
    [...levels.keys()].filter((id) => this.#placeOf(id) === place).length;

  #listedAt = (place: BusinessId): number =>
    this.history.space.source.listed().filter((id) => this.#placeOf(id) === place).length;

  #demand(kept: boolean, what: string): void {
    if (!kept) throw new Error(what);
  }
}
