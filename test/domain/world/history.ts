import fc from 'fast-check';
import { businessId, memberId, type BusinessId, type MemberId } from '../../../domain/replayed/ids';
import { ask, withdraw } from '../../../domain/replayed/guard/review-removal';
import { acceptCounts, approve, keep, tick } from '../../../domain/replayed/guard/holds';
import {
  newGuard,
  openHolds,
  type GuardState,
  type HeldMember,
  type Hold,
} from '../../../domain/replayed/guard/guard-state';
import { rehearseReview } from '../../../domain/replayed/guard/rehearse-review';
import { reviewProposal } from '../../../domain/replayed/guard/review-proposal';
import { dedicatedDesk, HOUR, hotDesk, london, newYork, now, privateOffice, rulesOf } from '../builders';
import { ModelSpace, shownAs, type ModelRun } from './runs';

export const rules = rulesOf();
export const plans = [hotDesk, dedicatedDesk, privateOffice] as const;
const harbour = businessId('3');
export const places = [london, newYork, harbour] as const;
/** Those whose numbers the changes below know; they joined first. */
const KNOWN = 18;

const fates = ['suspend', 'restore', 'cancel', 'changePlan', 'drop', 'remove', 'hide', 'contradict'] as const;
const meddlings = ['disable', 'enable', 'demote', 'delete'] as const;

/** What happens to one member, on one side or on both. */
export const change = fc.record({
  who: fc.nat(KNOWN - 1),
  fate: fc.option(fc.constantFrom(...fates)),
  meddling: fc.option(fc.constantFrom(...meddlings)),
  plan: fc.constantFrom(...plans),
  hooked: fc.boolean(),
});
export type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

export const verdicts = ['none', 'approve', 'approveOne', 'reject'] as const;
export type Verdict = (typeof verdicts)[number];

/** What an operator has said: who may lose access now, who may not, and where there are as few people as it reads. */
export interface Decided {
  approved: MemberId[];
  /** On the ground that was shown. */
  refused: HeldMember[];
  counts: BusinessId[];
}

export const nothingDecided: Decided = { approved: [], refused: [], counts: [] };

/** A space and its guard as the days go by. What `happens` to a member is shown at once, and told by a hook if so said. */
export class History {
  readonly space = new ModelSpace(rules, now);
  readonly guard: GuardState = newGuard();
  #joined = 0;

  /** The first import is done. */
  constructor(people: number) {
    this.join(people);
    for (const id of this.space.source.listed()) this.space.look(id);
    this.real();
    this.guard.importing = false;
  }

  join(people: number): void {
    for (let i = 0; i < people; i++) {
      this.#joined += 1;
      const place = this.#joined % 6 === 2 ? newYork : this.#joined % 6 === 4 ? harbour : london;
      const plan = plans[this.#joined % plans.length] ?? hotDesk;
      this.space.source.join(memberId(String(this.#joined)), place, plan, { start: now - HOUR, former: false });
    }
  }

  /** Answers who keeps what they have because nobody has decided about them in time. */
  pass(hours: number): Decided {
    this.space.now += hours * HOUR;
    const due = openHolds(this.guard).filter(({ expiresAt }) => expiresAt <= this.space.now);
    const refused = due.filter(takes).flatMap(({ members }) => [...members]);
    tick(this.guard, this.space.now);
    return { ...nothingDecided, refused, counts: due.flatMap((hold) => this.#settle(hold)) };
  }

  /** As the connector's workflow does it after each decision. */
  #settle(hold: Hold): BusinessId[] {
    acceptCounts(this.guard, hold);
    return hold.cause === 'sourceShrank' ? this.#placesOf(hold) : [];
  }

  befall({ who, fate, meddling, plan }: Change): void {
    const id = memberId(String(1 + who));
    const { source, now: at } = this.space;
    if (fate === 'hide') source.blind.members.add(id);
    else if (fate === 'contradict') source.blind.contradictory.add(id);
    else if (fate === 'changePlan') source.changePlan(id, plan, at);
    else if (fate === 'cancel' || fate === 'drop') source[fate](id, at);
    else if (fate !== null) source[fate](id);
    if (meddling !== null) this.#meddle(id, meddling);
  }

  dry = (): ModelRun => this.space.run((proposal) => rehearseReview(this.guard, proposal, rules.guard, this.space.now));

  real = (options: { approve?: boolean; again?: boolean } = {}): ModelRun =>
    this.space.run((proposal) => reviewProposal(this.guard, proposal, rules.guard, this.space.now), {
      backwards: true,
      ...options,
    });

  /** A look that a hook brings about, with its second look at once, as the member's workflow does it: is the member let be? */
  isHeldBack(id: MemberId): boolean {
    if (this.space.source.read(id) === null) return true;
    const question = this.space.question(id);
    if (question === null) {
      withdraw(this.guard, id, this.space.now);
      return false;
    }
    return !ask(this.guard, question, rules.guard, this.space.now).pass;
  }

  /** Decides about one of the holds. */
  decide(verdict: Verdict, which: number): Decided {
    const open = openHolds(this.guard);
    const hold: Hold | undefined = open[which % Math.max(1, open.length)];
    if (hold === undefined || verdict === 'none') return { ...nothingDecided };
    const [shown, decision] = [[...hold.members], { by: 'operator', reason: 'seen', at: this.space.now }];
    if (verdict === 'reject') {
      keep(this.guard, hold, 'rejected', decision);
      return { ...nothingDecided, refused: takes(hold) ? shown : [], counts: this.#settle(hold) };
    }
    const ids = shown.map(({ id }) => id);
    const some = verdict === 'approve' ? ids : ids.slice(0, 1);
    approve(this.guard, hold, verdict === 'approve' ? null : some, decision);
    const counts = hold.cause === 'sourceShrank' && hold.state === 'approved' ? this.#placesOf(hold) : [];
    return { ...nothingDecided, approved: takes(hold) ? some : [], counts };
  }

  /** What Nexudus states of the member for sure, and what an open hold shows; null: nothing. */
  waitingFor(id: MemberId): Record<'ground' | 'hold', string | null> {
    const question = this.space.question(id);
    const held = openHolds(this.guard).flatMap((hold) => (takes(hold) ? hold.members : []));
    const shown = held.find((each) => each.id === id);
    return { ground: question?.sure ? shownAs(question) : null, hold: shown ? shownAs(shown) : null };
  }

  /** What a sync would have to ask about. */
  isConcerned(id: MemberId): boolean {
    const isNews = this.space.held.get(id)?.tag !== this.space.tagOf(id);
    return isNews && this.space.question(id) !== null;
  }

  /** A look would take nothing from the member, and there is no doubt about that. */
  isFine = (id: MemberId): boolean => this.space.source.read(id) !== null && this.space.question(id) === null;

  /** Members whose accounts are not as the whole source wants them. */
  wrongAccounts(): MemberId[] {
    const { source, directory } = this.space;
    const all = new Set([...source.people.keys(), ...directory.accounts.keys()]);
    return [...all].filter((id) => !this.space.isRight(id));
  }

  livingAt = (place: BusinessId): MemberId[] =>
    [...this.space.source.people.values()].filter(({ businessId }) => businessId === place).map(({ id }) => id);

  #placesOf = ({ businessId: place }: Hold): BusinessId[] => (place === null ? [...places] : [place]);

  #meddle(id: MemberId, meddling: (typeof meddlings)[number]): void {
    const { accounts } = this.space.directory;
    const account = accounts.get(id);
    if (account === undefined) return;
    if (meddling === 'delete') accounts.delete(id);
    else if (meddling === 'demote') account.orgUnit = 'basic-wifi';
    else account.enabled = meddling === 'enable';
  }
}

const takes = ({ cause }: Hold): boolean => cause !== 'changes';
