import type { NexudusEmulator } from '../../../sandbox/nexudus';
import { levelOf, type Level, type Plan } from './levels';

/** What the member is entitled to from an instant on. */
export interface Phase {
  /** Epoch ms. */
  from: number;
  level: Level;
  /** Nexudus has told this instant long before it. */
  foretold: boolean;
}

/** The most letters of each kind that a life gives cause for. */
export interface Letters {
  welcome: number;
  planChanged: number;
  ended: number;
}

const hour = 3_600_000;
/** Nexudus knows no fractions. */
const wholeSecond = (at: number): number => Math.ceil(at / 1_000) * 1_000;

/**
 * One member, as Nexudus tells it: each event also notes what the member is entitled to from then on. This is the whole
 * model that the product is judged by.
 */
export class Life {
  readonly truth: Phase[] = [{ from: 0, level: null, foretold: false }];
  readonly letters: Letters = { welcome: 0, planChanged: 0, ended: 0 };
  readonly email: string;
  id = '';
  /** Before the product starts, nothing is announced. */
  hooks = false;
  #plan: Plan = 'Hot Desk';

  constructor(
    private readonly nexudus: NexudusEmulator,
    readonly kind: KindName,
    number: number,
  ) {
    this.email = `life${number}@members.example`;
  }

  joins(plan?: Plan): void {
    this.id = this.nexudus.play.join({ fullName: `Life ${this.email}`, email: this.email, plan, hooks: this.hooks });
    if (plan === undefined) return;
    this.#plan = plan;
    if (plan === 'Night Owl') return void this.#welcome();
    this.#is(levelOf(plan));
    this.#welcome();
  }

  moves(plan: Plan, shape: 'update' | 'replace'): void {
    this.nexudus.play.changePlan(this.id, plan, { shape, hooks: this.hooks });
    this.#plan = plan;
    this.letters.planChanged++;
    this.#is(levelOf(plan));
  }

  isSuspended(): void {
    this.nexudus.play.suspend(this.id, { hooks: this.hooks });
    this.#is(null);
  }

  isArchived(): void {
    this.nexudus.play.archive(this.id, { hooks: this.hooks });
    this.#is(null);
  }

  isPaused(): void {
    const now = Date.now();
    this.nexudus.play.pause(this.id, { from: now, until: now + 5 * hour, hooks: this.hooks });
    this.#is(null);
  }

  isBack(): void {
    this.nexudus.play.activate(this.id, { hooks: this.hooks });
    this.#is(levelOf(this.#plan));
  }

  isCancelled(): void {
    this.nexudus.play.cancel(this.id, { hooks: this.hooks });
    this.letters.ended++;
    this.#is(null);
  }

  isCancelledAhead(moment: number): void {
    const at = wholeSecond(moment);
    this.nexudus.play.cancel(this.id, { at, hooks: this.hooks });
    this.letters.ended++;
    this.truth.push({ from: at, level: null, foretold: true });
  }

  buysPass(moment = Date.now() + 5 * hour): void {
    const expires = wholeSecond(moment);
    this.nexudus.play.buyPass(this.id, { pass: 'Day Pass', expires, hooks: this.hooks });
    this.#is(levelOf('Day Pass'));
    this.letters.ended++;
    this.#welcome();
    this.truth.push({ from: expires, level: null, foretold: true });
  }

  checksIn(): void {
    this.nexudus.play.checkIn(this.id, { source: byHand, hooks: this.hooks });
    this.#is(levelOf('Night Owl'));
  }

  checksOut(): void {
    this.nexudus.play.checkOut(this.id, { hooks: this.hooks });
    this.#is(null);
  }

  /** What the member is entitled to at an instant. */
  levelAt(at: number): Level {
    return this.truth.findLast(({ from }) => from <= at)?.level ?? null;
  }

  #is(level: Level): void {
    this.truth.push({ from: Date.now(), level, foretold: false });
  }

  #welcome(): void {
    this.letters.welcome = 1;
  }
}

/** eCheckinSource: a check-in by hand, whose check-out counts at once. */
const byHand = 1;

interface Kind {
  /** Before the product starts. */
  before?: (life: Life) => void;
  /** Once all is well, and well ahead of the life's own moment. */
  ahead?: (life: Life, moment: number) => void;
  /** At the life's own moment. */
  then?: (life: Life) => void;
  /** Some seconds after it. */
  later?: (life: Life) => void;
}

const onHotDesk = (life: Life): void => life.joins('Hot Desk');
const inOffice = (life: Life): void => life.joins('Private Office');

const kinds = {
  stays: { before: onHotDesk },
  joins: { then: onHotDesk },
  'joins and is suspended': { then: onHotDesk, later: (life) => life.isSuspended() },
  'moves up': { before: onHotDesk, then: (life) => life.moves('Private Office', 'update') },
  'moves up to a new contract': { before: onHotDesk, then: (life) => life.moves('Dedicated Desk', 'replace') },
  'moves down': { before: inOffice, then: (life) => life.moves('Hot Desk', 'update') },
  'moves down to a new contract': { before: inOffice, then: (life) => life.moves('Hot Desk', 'replace') },
  'moves down and up': {
    before: inOffice,
    then: (life) => life.moves('Hot Desk', 'update'),
    later: (life) => life.moves('Dedicated Desk', 'update'),
  },
  'is suspended': { before: onHotDesk, then: (life) => life.isSuspended() },
  'is suspended and back': {
    before: onHotDesk,
    then: (life) => life.isSuspended(),
    later: (life) => life.isBack(),
  },
  'is archived': { before: onHotDesk, then: (life) => life.isArchived() },
  'is paused': { before: onHotDesk, then: (life) => life.isPaused() },
  'is cancelled now': { before: inOffice, then: (life) => life.isCancelled() },
  'is cancelled ahead': { before: onHotDesk, ahead: (life, moment) => life.isCancelledAhead(moment) },
  'has a pass that ends': { before: (life) => life.joins(), ahead: (life, moment) => life.buysPass(moment) },
  'buys a pass': { before: (life) => life.joins(), then: (life) => life.buysPass() },
  'checks in': { before: (life) => life.joins('Night Owl'), then: (life) => life.checksIn() },
  'checks out': {
    before: (life) => {
      life.joins('Night Owl');
      life.checksIn();
    },
    then: (life) => life.checksOut(),
  },
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as KindName[];
export const kindOf = (name: KindName): Kind => kinds[name];
