import type { Life, Phase } from './lives';
import { rankOf, type Level } from './levels';
import type { Side } from './illnesses';
import type { Part } from './system';
import type { Sight } from './witness';

/** Something was not there, from an instant to another; epoch ms. */
export interface Absence {
  of: Side | Part;
  from: number;
  until: number;
}

const SECOND = 1_000;
/** The bound of the product: right within this of the return of what was away. */
export const WITHIN_MS = 60 * SECOND;
/** How late an instant that was known before may be served while the directory and the product are there. */
const PUNCTUAL_MS = 5 * SECOND;
/** What was away goes on to be felt: whoever was told to wait waits. */
const AFTER_EFFECT_MS = 20 * SECOND;
/** A look, and the write that follows it, may be this much older than what happens at the same time. */
const FRESH_MS = 10 * SECOND;

/** What a change of access needs; a deadline that is known needs no Nexudus, and no hint. */
const neededForNews: readonly Absence['of'][] = ['nexudus', 'ironwifi', 'workers', 'api', 'temporal'];
const neededForDeadlines: readonly Absence['of'][] = ['ironwifi', 'workers', 'temporal'];

/** When what began at an instant must be so in the directory. */
export function dueAt({ from, foretold }: Phase, absences: readonly Absence[]): number {
  if (!foretold) return wellFrom(from, neededForNews, absences) + WITHIN_MS;
  const inTheWay = absences.some(
    (away) =>
      neededForDeadlines.includes(away.of) && away.from < from + PUNCTUAL_MS && away.until + AFTER_EFFECT_MS > from,
  );
  return inTheWay ? wellFrom(from, neededForDeadlines, absences) + WITHIN_MS : from + PUNCTUAL_MS;
}

/** How long the last change of a life took, from when nothing was in its way any more; null where it never came. */
export function lateness(life: Life, sights: readonly Sight[], { began, absences }: Course): number | null {
  const last = life.truth.findLast(({ from }) => from >= began && from <= Date.now());
  if (last === undefined) return 0;
  const { from, level } = last;
  const rightAt = sights.findLast((sight, index) => sight.level === level && sights[index - 1]?.level !== level)?.at;
  if (rightAt === undefined) return null;
  return Math.max(0, rightAt - wellFrom(from, last.foretold ? neededForDeadlines : neededForNews, absences));
}

/** The instant from which on nothing of these is away for as long as the product may take. */
export function wellFrom(at: number, needed: readonly Absence['of'][], absences: readonly Absence[]): number {
  const inOrder = absences.filter(({ of }) => needed.includes(of)).toSorted((one, other) => one.from - other.from);
  return inOrder.reduce((well, { from, until }) => (from < well + WITHIN_MS && until > well ? until : well), at);
}

/** What happened while a story was told. It began with everybody as is due. */
export interface Course {
  began: number;
  end: number;
  absences: readonly Absence[];
}

/** What is wrong with a member's access over a whole story; nothing, if all is well. */
export function judgeAccess(life: Life, sights: readonly Sight[], course: Course): string[] {
  return [...shutOuts(life, sights), ...newPasswords(sights), ...delays(life, sights, course)];
}

/** Who is entitled and has access never loses it, not for a moment and not in part. */
function shutOuts(life: Life, sights: readonly Sight[]): string[] {
  return pairs(sights).flatMap(([before, after]) => {
    const rank = rankOf(after.level);
    const due = leastEntitled(life, after.at - FRESH_MS, after.at);
    return rank < rankOf(before.level) && rank < rankOf(due)
      ? [
          `wrongly shut out at ${clock(after.at)}: ${word(before.level)} became ${word(after.level)}, due was ${word(due)}`,
        ]
      : [];
  });
}

/** Devices would drop. */
function newPasswords(sights: readonly Sight[]): string[] {
  return pairs(sights).flatMap(([before, after]) =>
    before.password !== '' && after.password !== '' && before.password !== after.password
      ? [`another password at ${clock(after.at)}`]
      : [],
  );
}

/** From the bound of each phase to its end the directory shows what is due, neither more nor less. */
function delays(life: Life, sights: readonly Sight[], { began, end, absences }: Course): string[] {
  return life.truth.flatMap((phase, index) => {
    const due = phase.from < began ? began : dueAt(phase, absences);
    const until = life.truth[index + 1]?.from ?? end;
    const wrong = spans(sights, end).find(
      ({ from, to, level }) => level !== phase.level && Math.max(from, due) < Math.min(to, until),
    );
    if (wrong === undefined) return [];
    const rightAt = sights.find(({ at, level }) => at > due && level === phase.level)?.at;
    const late = rightAt === undefined ? 'never so' : `so only ${seconds(rightAt - due)} later`;
    return [`${word(phase.level)} was due by ${clock(due)}, there was ${word(wrong.level)}; ${late}`];
  });
}

function leastEntitled(life: Life, from: number, to: number): Level {
  const levels = [
    life.levelAt(from),
    ...life.truth.filter((phase) => phase.from > from && phase.from <= to).map((phase) => phase.level),
  ];
  return levels.reduce((least, level) => (rankOf(level) < rankOf(least) ? level : least));
}

const pairs = (sights: readonly Sight[]): [Sight, Sight][] =>
  sights.slice(1).map((sight, index) => [sights[index] ?? sight, sight]);

const spans = (sights: readonly Sight[], end: number): { from: number; to: number; level: Level }[] =>
  sights.map(({ at, level }, index) => ({ from: at, to: sights[index + 1]?.at ?? end, level }));

const word = (level: Level): string => level ?? 'no access';

export const clock = (at: number): string => new Date(at).toISOString().slice(11, 21);

export const seconds = (ms: number): string => `${(ms / SECOND).toFixed(1)} s`;
