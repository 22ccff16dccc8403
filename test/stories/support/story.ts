import { linkIn, reveal, type Revealed } from '../../integration/support/reveal';
import { eventually } from '../../support/eventually';
import { illnesses } from './illnesses';
import { clock, dueAt, judgeAccess, lateness, seconds, wellFrom, WITHIN_MS, type Absence, type Course } from './judge';
import { busiestMinute, judgeHints, judgeLetters, judgeRate, judgeTrouble } from './judge-records';
import { kindOf, Life } from './lives';
import { planOf, type StoryPlan } from './plan';
import { System } from './system';
import { Witness } from './witness';

const SECOND = 1_000;
/** From the last preparation to the beginning: every deadline that was announced is known by then. */
const LEAD_MS = 6 * SECOND;
const LATER_MS = 7 * SECOND;
/** Second looks, and looks after a step, are over by then. */
const QUIET_MS = 12 * SECOND;

/** What the product says it makes at most, by default. */
const NEXUDUS_PER_MINUTE = 120;
const IRONWIFI_PER_MINUTE = 90;

interface LifeVerdict {
  id: string;
  /** Kind, moment, and how long it took once all was well. */
  what: string;
  faults: string[];
  /** Of a life with faults: what the directory showed and what the member's workflow tells. */
  record: string[];
}

export interface Verdict {
  lives: LifeVerdict[];
  /** What concerns no single life. */
  faults: string[];
}

type Say = (line: string) => void;

/** Tells the story of a seed against the whole product, and judges every life in it, or as many as there is time for. */
export async function tell(seed: number, say: Say, mostLives = Infinity): Promise<Verdict> {
  const whole = planOf(seed);
  const plan = { ...whole, lives: whole.lives.slice(0, mostLives) };
  const system = await System.open();
  try {
    const story = new Story(plan, system, say);
    await story.prepare();
    await story.play();
    await story.settle();
    return await story.judge();
  } finally {
    await system.close();
  }
}

class Story {
  readonly #lives: Life[];
  readonly #witness: Witness;
  readonly #absences: Absence[] = [];
  /** What is wrong with what the page shows, by life. */
  readonly #pages = new Map<Life, string[]>();
  #began = 0;

  constructor(
    private readonly plan: StoryPlan,
    private readonly system: System,
    private readonly say: Say,
  ) {
    const { nexudus, ironwifi } = system.sandbox;
    this.#witness = new Witness(ironwifi);
    this.#lives = plan.lives.map(({ kind }, index) => new Life(nexudus, kind, index + 1));
  }

  /** Everybody who is there from the beginning has what is due, and has been told. */
  async prepare(): Promise<void> {
    for (const life of this.#lives) kindOf(life.kind).before?.(life);
    await this.system.launch();
    this.say(`launched at ${clock(Date.now())}`);
    await eventually('everybody has what is due', () => this.#lives.every((life) => this.#isRight(life)), {
      within: 90_000,
      show: () => this.#lives.filter((life) => !this.#isRight(life)).map(({ id, kind }) => [id, kind]),
    });
    await eventually('everybody has been welcomed', () => this.#lives.every((life) => this.#isWelcomed(life)), {
      within: 60_000,
    });
    for (const life of this.#lives) life.hooks = true;
    this.#began = Date.now() + LEAD_MS;
    this.plan.lives.forEach(({ kind, at }, index) => {
      const life = this.#lives[index];
      if (life !== undefined) kindOf(kind).ahead?.(life, this.#began + at * SECOND);
    });
    const foretold = this.#lives.filter(({ truth }) => truth.some((phase) => phase.foretold));
    for (const life of foretold) {
      await eventually('the deadline is known', async () => {
        const known = await this.system.explain(life.id);
        return this.#isRight(life) && (known?.entitlement?.steps.length ?? 0) > 1;
      });
    }
    await until(this.#began);
  }

  /** Illnesses, deaths and lives, each at its moment. */
  async play(): Promise<void> {
    this.say(`began at ${clock(this.#began)}`);
    const { illnesses: ills, deaths, lives } = this.plan;
    await Promise.all([
      ...ills.map(async ({ side, how, from, until: to }) => {
        const illness = illnesses[side][how];
        if (illness === undefined) throw new Error(`there is no illness ${how} of ${side}`);
        await until(this.#at(from));
        this.say(`${from} s to ${to} s: ${side} ${illness.what}`);
        await this.#without(side, async () => {
          await illness.strike(this.system, this.#at(to));
          await until(this.#at(to));
          await illness.mend(this.system);
        });
        if (side === 'nexudus') await this.#sync();
      }),
      ...deaths.map(async ({ part, at, until: to }) => {
        await until(this.#at(at));
        this.say(`${at} s to ${to} s: ${part} killed`);
        await this.#without(part, async () => {
          await this.system.kill(part);
          await until(this.#at(to));
          await this.system.start(part);
        });
      }),
      ...lives.map(async ({ kind, at }, index) => {
        const life = this.#lives[index];
        if (life === undefined) return;
        await until(this.#at(at));
        kindOf(kind).then?.(life);
        await until(this.#at(at) + LATER_MS);
        kindOf(kind).later?.(life);
      }),
    ]);
    await this.#sync();
  }

  async #sync(): Promise<void> {
    if (!this.plan.syncs) return;
    const ask = (): Promise<unknown> => this.system.api.startSync({ body: {} });
    await eventually('a sync is asked for, once the API is there', () => ask().then(isSo, isNot));
  }

  /** Until all is right and quiet, or the time for it is over. */
  async settle(): Promise<void> {
    const well = wellFrom(Date.now(), [], this.#absences);
    const latest = Math.max(well, ...this.#lives.flatMap(({ truth }) => truth.map((phase) => this.#dueAt(phase))));
    const isDone = (): boolean => this.#lives.every((life) => this.#isRight(life) && this.#isWelcomed(life));
    while (Date.now() < latest + WITHIN_MS && !isDone()) await pause(100);
    this.say(`${isDone() ? 'all right' : 'not all right'} ${seconds(Date.now() - well)} after the last moment`);
    await Promise.all([pause(QUIET_MS), this.#openPages()]);
  }

  async judge(): Promise<Verdict> {
    const { nexudus, ironwifi } = this.system.sandbox;
    const course: Course = { began: this.#began, end: Date.now(), absences: this.#absences };
    const lives = [];
    for (const [index, life] of this.#lives.entries()) lives.push(await this.#judge(life, index, course));
    const [toNexudus, toIronwifi] = [busiestMinute(nexudus.calls), busiestMinute(ironwifi.calls)];
    this.say(`in the busiest minute ${toNexudus} calls to Nexudus, ${toIronwifi} to IronWifi`);
    return {
      lives,
      faults: [
        ...judgeRate('Nexudus', toNexudus, NEXUDUS_PER_MINUTE),
        ...judgeRate('IronWifi', toIronwifi, IRONWIFI_PER_MINUTE),
      ],
    };
  }

  async #judge(life: Life, index: number, course: Course): Promise<LifeVerdict> {
    const { nexudus } = this.system.sandbox;
    const sights = this.#witness.sightsOf(life.id);
    const known = await this.system.explain(life.id);
    const faults = [
      ...judgeAccess(life, sights, course),
      ...judgeLetters(life, this.#lettersTo(life), course),
      ...judgeHints(life, nexudus, known),
      ...judgeTrouble(known),
      ...(this.#pages.get(life) ?? []),
    ];
    const record = [
      ...life.truth.slice(1).map(({ from, level }) => `${clock(from)} due ${level ?? 'no access'}`),
      ...sights.slice(1).map(({ at, level }) => `${clock(at)} shown ${level ?? 'no access'}`),
      ...(known?.timeline.slice(-25) ?? []).map(({ at, what }) => `${clock(at)} told ${what}`),
    ].toSorted();
    const took = lateness(life, sights, course);
    const moment = `${life.kind} at ${this.plan.lives[index]?.at ?? 0} s`;
    return { id: life.id, what: took === null ? moment : `${moment}, right within ${seconds(took)}`, faults, record };
  }

  async #openPages(): Promise<void> {
    for (const life of this.#lives) this.#pages.set(life, await this.#judgePage(life));
  }

  /** Who may log in finds on the page what opens the network. */
  async #judgePage(life: Life): Promise<string[]> {
    const letter = this.#lettersTo(life).findLast(({ text }) => text.includes('/w/'));
    if (!this.#isRight(life) || life.levelAt(Date.now()) === null || letter === undefined) return [];
    let page: Revealed | undefined;
    // the API reads a member at a rate of its own, which is small
    await eventually('the page opens', async () => (page = await reveal(linkIn(letter.text))).state !== undefined, {
      within: 60_000,
      show: () => page,
    });
    const opens = this.system.sandbox.ironwifi.mayLogIn(page?.username ?? '', page?.password ?? '');
    return opens ? [] : [`what the page of the last letter shows (${page?.state}) does not open the network`];
  }

  #isRight = (life: Life): boolean => this.#witness.now(life.id).level === life.levelAt(Date.now());

  #isWelcomed = (life: Life): boolean => life.levelAt(Date.now()) === null || this.#lettersTo(life).length > 0;

  #lettersTo = ({ email }: Life) => this.system.sandbox.mailbox.messages.filter(({ to }) => to.includes(email));

  #dueAt = (phase: Life['truth'][number]): number => dueAt(phase, this.#absences);

  #at = (moment: number): number => this.#began + moment * SECOND;

  async #without(of: Absence['of'], run: () => Promise<void>): Promise<void> {
    const from = Date.now();
    await run();
    this.#absences.push({ of, from, until: Date.now() });
  }
}

const isSo = (): boolean => true;
const isNot = (): boolean => false;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** A story goes by the clock. */
const until = (instant: number): Promise<void> => pause(instant - Date.now());
