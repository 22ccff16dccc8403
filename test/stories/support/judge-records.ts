import type { MemberExplanation } from '../../../contracts/replayed';
import type { Message } from '../../../sandbox/mailbox';
import type { NexudusEmulator } from '../../../sandbox/nexudus';
import { clock, type Absence, type Course } from './judge';
import type { Letters, Life } from './lives';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Who accepts a letter and dies before it is noted will send it again: SMTP delivers at least once. */
const NOTED_WITHIN_MS = 15 * SECOND;

const subjects: Record<keyof Letters, RegExp> = {
  welcome: /^Your WiFi at Testing Space$/,
  planChanged: /has changed with your plan$/,
  ended: /has ended$/,
};
const letterKinds = Object.keys(subjects) as (keyof Letters)[];

/** No letter comes twice, none comes without cause, and who is let in is welcomed. */
export function judgeLetters(life: Life, letters: readonly Message[], { end, absences }: Course): string[] {
  const faults = letterKinds.flatMap((kind) => {
    const ids = new Set(
      letters.filter(({ subject }) => subjects[kind].test(subject)).map(({ messageId }) => messageId),
    );
    return ids.size > life.letters[kind] ? [`${ids.size} letters "${kind}", cause for ${life.letters[kind]}`] : [];
  });
  const strange = letters.filter(({ subject }) => !letterKinds.some((kind) => subjects[kind].test(subject)));
  return [
    ...faults,
    ...strange.map(({ subject }) => `a letter "${subject}" without cause`),
    ...repeated(letters, absences),
    ...(life.levelAt(end) !== null && !letters.some(({ subject }) => subjects.welcome.test(subject))
      ? ['no letter of welcome']
      : []),
  ];
}

function repeated(letters: readonly Message[], absences: readonly Absence[]): string[] {
  return letters.flatMap(({ messageId, subject, receivedAt }, index) => {
    const first = letters.slice(0, index).findLast((letter) => letter.messageId === messageId);
    if (first === undefined || wasLost(Date.parse(first.receivedAt), absences)) return [];
    return [`the letter "${subject}" came again at ${clock(Date.parse(receivedAt))}`];
  });
}

/** Whether the reply to a letter, or the memory of it, may have been lost. */
const wasLost = (at: number, absences: readonly Absence[]): boolean =>
  absences.some(
    ({ of, from, until }) =>
      (of === 'mail' && from <= at && at <= until) ||
      ((of === 'workers' || of === 'temporal') && from >= at - SECOND && from <= at + NOTED_WITHIN_MS),
  );

/** A hint that was acknowledged is followed by a look, whatever dies in between. */
export function judgeHints(life: Life, nexudus: NexudusEmulator, known: MemberExplanation | null): string[] {
  const acknowledged = nexudus.webhookDeliveries.filter(
    ({ status, body }) => status !== null && status < 300 && memberIn(body) === life.id,
  );
  const last = acknowledged.at(-1);
  if (last === undefined || (known?.lastLookAt ?? 0) >= last.at) return [];
  const look = known?.lastLookAt === undefined || known.lastLookAt === null ? 'never' : clock(known.lastLookAt);
  return [`the hint of ${clock(last.at)} was acknowledged with ${last.status} and is lost: the last look was ${look}`];
}

function memberIn(body: string): string | undefined {
  const [record] = JSON.parse(body) as { Id: number; CoworkerId?: number }[];
  return record === undefined ? undefined : String(record.CoworkerId ?? record.Id);
}

/** What is still in the way, once everything should be done. */
export function judgeTrouble(known: MemberExplanation | null): string[] {
  return [
    ...(known?.attention ? [`still in attention: ${known.attention.lane} ${known.attention.message}`] : []),
    ...(known?.hold ? [`still held (${known.hold.id ?? 'refused'}): ${known.hold.reason}`] : []),
    ...(known?.unsettled ? ['a write whose outcome is still unknown'] : []),
  ];
}

/** The most calls within a minute, wherever it begins. */
export function busiestMinute(calls: readonly { at: number }[]): number {
  const instants = calls.map(({ at }) => at);
  const callsFrom = (from: number): number => instants.filter((at) => at >= from && at < from + MINUTE).length;
  return Math.max(0, ...instants.map(callsFrom));
}

/** The busiest minute against the most calls that the product says it makes. */
export function judgeRate(system: string, busiest: number, perMinute: number): string[] {
  return busiest > perMinute ? [`${busiest} calls to ${system} within a minute, where ${perMinute} are the most`] : [];
}
