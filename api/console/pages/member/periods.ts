import type { MemberView } from '../../../../contracts/api/member';

/** From when to when somebody could connect, or not, and why; in ms. Ahead: as far as it is known now. */
export interface Period {
  from: number;
  to: number;
  state: 'granted' | 'prepared' | 'denied' | 'keep';
  text: string;
  isAhead: boolean;
}

/** Something at an instant: the member came or went, or something is due. */
export interface Mark {
  at: number;
  what: 'checkIn' | 'checkOut' | 'due';
  text: string;
}

export interface Span {
  from: number;
  to: number;
  now: number;
  periods: Period[];
  marks: Mark[];
}

const DAY = 86_400_000;
const BACK = 14 * DAY;
const LEAST_AHEAD = 3 * DAY;
const MOST_AHEAD = 14 * DAY;

/** What is known of two weeks back and of what lies ahead. Before the first decision that the timeline has nothing is known. */
export function spanOf(member: MemberView, now: number): Span {
  const from = now - BACK;
  const known = member.next.map(({ at }) => Date.parse(at));
  const last = known.filter((at) => at <= now + MOST_AHEAD).at(-1) ?? now;
  const to = Math.max(now + LEAST_AHEAD, Math.min(last + DAY, now + MOST_AHEAD));
  const periods = [...before(member, now), ...ahead(member, now, to)];
  return {
    ...{ from, to, now },
    periods: periods
      .filter((period) => period.to > from && period.from < to && period.to > period.from)
      .map((period) => ({ ...period, from: Math.max(period.from, from), to: Math.min(period.to, to) })),
    marks: marksOf(member, now).filter(({ at }) => at >= from && at <= to),
  };
}

function before({ timeline }: MemberView, now: number): Period[] {
  const decisions = timeline.flatMap(({ at, access, text }) =>
    access === null ? [] : [{ from: Date.parse(at), state: access, text }],
  );
  return decisions.map((decision, index) => ({
    ...decision,
    to: Math.min(decisions[index + 1]?.from ?? now, now),
    isAhead: false,
  }));
}

/** The state of now goes on until the next step. */
function ahead({ access, next, verdict }: MemberView, now: number, to: number): Period[] {
  if (access.reason === null) return [];
  const steps = [
    { from: now, state: stateOf(access), text: verdict.sentence },
    ...next.map((step) => ({
      from: Date.parse(step.at),
      state: stateOf(step),
      text: verdict.next.find(({ at }) => at === step.at)?.text ?? step.group ?? '',
    })),
  ];
  return steps.map((step, index) => ({ ...step, to: steps[index + 1]?.from ?? to, isAhead: true }));
}

function stateOf({ state, prepared, kept }: { state: 'granted' | 'denied'; prepared?: boolean; kept?: boolean }) {
  if (kept === true) return 'keep' as const;
  return prepared === true ? ('prepared' as const) : state;
}

const comes = /\b(?:CoworkerCheckin|CheckinCreated)\b/;
const goes = /\bCoworkerCheckout\b/;

function marksOf({ timeline, verdict }: MemberView, now: number): Mark[] {
  const visits = timeline.flatMap(({ at, kind, what, text }): Mark[] => {
    if (kind !== 'hook') return [];
    if (comes.test(what)) return [{ at: Date.parse(at), what: 'checkIn', text }];
    return goes.test(what) ? [{ at: Date.parse(at), what: 'checkOut', text }] : [];
  });
  const due = verdict.next.map(({ at, text }): Mark => ({ at: Date.parse(at), what: 'due', text }));
  return [...visits, ...due.filter(({ at }) => at > now)];
}
