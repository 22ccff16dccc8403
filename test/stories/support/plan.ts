import fc from 'fast-check';
import { illnesses, sides, type Side } from './illnesses';
import { kindNames, type KindName } from './lives';
import { parts, type Part } from './system';

/** When an outside system is ill, and how; seconds from the beginning of the story. */
interface PlannedIllness {
  side: Side;
  /** Index into its illnesses. */
  how: number;
  from: number;
  until: number;
}

interface PlannedDeath {
  part: Part;
  at: number;
  until: number;
}

interface PlannedLife {
  kind: KindName;
  at: number;
}

/** A story before it is told: plain data, the same for the same seed. */
export interface StoryPlan {
  illnesses: PlannedIllness[];
  deaths: PlannedDeath[];
  lives: PlannedLife[];
  /** Whether syncs are asked for, as soon as Nexudus is back and at the end. The hints alone must do without them. */
  syncs: boolean;
}

const LATEST_DEATH = 26;
/** Far more than `guard.removals` lets pass, and more than could each be looked at alone within a minute at the rate of Nexudus. */
const WAVE_SIZE = 12;

/** What takes away from many at once is what a sync that sees it first might take for a disaster. */
const waveKinds: KindName[] = ['moves down', 'moves down to a new contract', 'is suspended', 'is cancelled now'];

const place = fc.record({ where: fc.nat(), near: fc.integer({ min: 0, max: 9 }) });
type Place = typeof place extends fc.Arbitrary<infer P> ? P : never;

/** Those that come first are all different; the others differ in how long they ask to wait. */
const FIRST_ILLNESSES = 6;

const illness = fc.record({
  how: fc.oneof(fc.nat({ max: FIRST_ILLNESSES }), fc.nat()),
  gap: fc.integer({ min: -3, max: 2 }),
  lasts: fc.integer({ min: 6, max: 12 }),
});

const death = (part: Part): fc.Arbitrary<PlannedDeath> =>
  fc
    .record({ at: fc.integer({ min: 2, max: LATEST_DEATH }), lasts: fc.integer({ min: 1, max: 6 }) })
    .map(({ at, lasts }) => ({ part, at, until: at + lasts }));

const drawn = fc.record({
  order: fc.shuffledSubarray([...sides], { minLength: sides.length }),
  ills: fc.tuple(illness, illness, illness),
  deaths: fc.tuple(...parts.map(death)),
  lives: fc.array(fc.record({ kind: fc.constantFrom(...kindNames), place }), { minLength: 8, maxLength: 10 }),
  syncs: fc.boolean(),
  isWave: fc.constantFrom(false, false, true),
  wave: fc.record({
    kind: fc.constantFrom(...waveKinds),
    places: fc.array(fc.nat(), { minLength: WAVE_SIZE, maxLength: WAVE_SIZE }),
  }),
});

/**
 * All sides are ill in turn, and each part of the product dies once; lives take their turns while that goes on. In a wave
 * most members lose something while Nexudus is away, and a sync follows.
 */
export function planOf(seed: number): StoryPlan {
  const [story] = fc.sample(drawn, { seed, numRuns: 1 });
  if (story === undefined) throw new Error('no story was drawn');
  const ills = inTurn(story.order, story.ills);
  if (story.isWave) return waveOf(ills, story.deaths, story.wave);
  const end = ills.at(-1)?.until ?? 0;
  const lives = story.lives.map(({ kind, place }) => ({ kind, at: momentOf(place, end, story.deaths) }));
  return { illnesses: ills, deaths: story.deaths, lives, syncs: story.syncs };
}

function inTurn(order: Side[], drawn: { how: number; gap: number; lasts: number }[]): PlannedIllness[] {
  let clock = 1;
  return order.flatMap((side, index) => {
    const { how, gap, lasts } = drawn[index] ?? { how: 0, gap: 0, lasts: 0 };
    const from = Math.max(1, clock + gap);
    clock = from + lasts;
    return { side, how: how % illnesses[side].length, from, until: clock };
  });
}

/** Every third life has its moment just about a death, the others anywhere until all is well. */
function momentOf({ where, near }: Place, end: number, deaths: PlannedDeath[]): number {
  const death = deaths[near];
  return death === undefined ? 1 + (where % (end * 10)) / 10 : death.at + ((where % 20) - 10) / 10;
}

/** The API lives: a hook that fails for ten members is switched off by Nexudus, which no hint survives. */
function waveOf(
  ills: PlannedIllness[],
  deaths: PlannedDeath[],
  { kind, places }: { kind: KindName; places: number[] },
): StoryPlan {
  const { from, until } = ills.find(({ side }) => side === 'nexudus') ?? { from: 1, until: 2 };
  const lives = places.map((where) => ({ kind, at: from + (where % ((until - from) * 10)) / 10 }));
  return { illnesses: ills, deaths: deaths.filter(({ part }) => part !== 'api'), lives, syncs: true };
}
