import type { RehearsedHold } from '../replayed/guard/rehearse-review';
import type { LetterKind } from '../replayed/letter-kinds';
import type { BusinessId, Instant, MemberId, PlanId } from '../replayed/ids';
import type { Rules } from '../settings/rules';
import type { Compared, Judged } from './comparison';
import { costOfAdded, lettersOf } from './consequences';
import type { Cost, Rates } from './cost';
import { EffectTally, type EffectCounts } from './effect-tally';
import type { Finding, SeenAccount } from './finding';
import { isOverruled, type Held } from './held';
import { Marks } from './marks';
import { eachSide, sides, type Weighed, type Pair, type Side, type Sides } from './sides';
import { effectOf, hadLevel, outcomeOf, type Effect, type Outcome } from './outcome';

/** What a draft does to a member who has something else by it. */
export interface Affected {
  id: MemberId;
  what: Effect;
  businessId: BusinessId | null;
  planId: PlanId | null;
  /** What it rests on, by the draft. */
  reason: string;
  /** Org units; null: no access. */
  from: string | null;
  to: string | null;
  /** It would wait for an operator. */
  held: boolean;
}

/** Somebody who has the same now, but something else is to come. Null: no end is known. */
export interface Rescheduled {
  id: MemberId;
  businessId: BusinessId | null;
  planId: PlanId | null;
  until: Sides<Instant | null>;
}

/** A hold as it would be after the sync that follows. */
interface DraftHold {
  /** Null: it would be opened. */
  hold: string | null;
  cause: RehearsedHold['cause'];
  businessId: BusinessId | null;
  /** How many members would be in it, by today's settings and by the draft. */
  members: Sides<number>;
  ids: MemberId[];
}

export interface Effects {
  counts: EffectCounts & { held: number; rescheduled: number; overruled: number };
  byPlan: (EffectCounts & { id: PlanId | null })[];
  byLocation: (EffectCounts & { id: BusinessId | null })[];
  affected: Affected[];
  rescheduled: Rescheduled[];
  unknown: MemberId[];
  holds: DraftHold[];
  cost: Cost;
  letters: { kind: LetterKind; members: number }[];
  /** Binds what was shown, see `Marks`. */
  marks: Marks;
}

/** What a comparison has found, and what the guard would say to it. */
export interface Rehearsed {
  compared: Compared;
  held: readonly Finding[];
  holds: readonly RehearsedHold[];
}

interface WhatIfInput {
  rules: Sides<Rules>;
  workflows: ReadonlyMap<MemberId, Held>;
  businessOf: (member: MemberId) => BusinessId | null;
  now: Instant;
}

/**
 * Compares, member by member, what today's settings and a draft of others come to. It hears both comparisons of the same
 * rosters, whichever is first about a member, and keeps those only to whom something is done. Pure.
 */
export class WhatIf {
  readonly #half = new Map<MemberId, { side: Side; outcome: Outcome; finding: Finding | null }>();
  readonly #pairs: Pair[] = [];
  readonly #unclear: MemberId[] = [];
  readonly #tally = new EffectTally();
  #overruled = 0;

  constructor(private readonly input: WhatIfInput) {}

  note(side: Side, judged: Judged): void {
    const { member, account, finding } = judged;
    const outcome = outcomeOf(judged, this.input.now);
    const other = this.#half.get(member);
    if (other === undefined) {
      this.#half.set(member, { side, outcome, finding });
      return;
    }
    this.#half.delete(member);
    const isToday = side === 'today';
    this.#pair({
      member,
      outcomes: isToday ? { today: outcome, draft: other.outcome } : { today: other.outcome, draft: outcome },
      findings: isToday ? { today: finding, draft: other.finding } : { today: other.finding, draft: finding },
      account: account === undefined ? null : { id: account.id, enabled: account.enabled, orgUnit: account.orgUnit },
    });
  }

  #pair(pair: Pair): void {
    const { member, outcomes, findings } = pair;
    const { today, draft } = outcomes;
    const isQuiet = findings.today === null && findings.draft === null;
    const [held, businessId] = [this.input.workflows.get(member), this.input.businessOf(member)];
    if (held && isOverruled(held)) {
      this.#overruled += 1;
      // only the workflow knows what an override comes to that is not carried out yet
      if (isQuiet) this.#tally.add('unchanged', draft.planId ?? today.planId, businessId);
      else this.#unclear.push(member);
    } else if (isQuiet && isSameCourse(outcomes) && effectOf(today.level, draft.level) === null)
      this.#tally.add('unchanged', draft.planId, businessId);
    else this.#pairs.push(pair);
  }

  finish(rehearsed: Sides<Rehearsed>, rates: Rates): Effects {
    const { rules, businessOf } = this.input;
    const held = eachSide((side) => new Set(rehearsed[side].held.map(({ member }) => member)));
    const all = [...this.#pairs, ...orphansOf(rehearsed, rules)].sort((one, other) => byId(one.member, other.member));
    const weighed = all.map((pair) => weigh(pair, held));
    const shown = this.#shownOf(weighed);
    const unknown = this.#unknown(rehearsed);
    for (const member of unknown) this.#tally.add('unknown', null, businessOf(member));
    const carriedOut = rules.draft.live ? weighed.filter(({ waits }) => !waits) : [];
    return {
      ...{ ...shown, unknown },
      counts: {
        ...this.#tally.counts,
        held: shown.affected.filter((each) => each.held).length,
        rescheduled: shown.rescheduled.length,
        overruled: this.#overruled,
      },
      byPlan: this.#tally.byPlan(),
      byLocation: this.#tally.byLocation(),
      holds: changedHolds(rehearsed),
      cost: costOfAdded(carriedOut, rates),
      letters: lettersOf(carriedOut, rules.draft),
    };
  }

  #shownOf(weighed: readonly Weighed[]): Pick<Effects, 'affected' | 'rescheduled' | 'marks'> {
    const [affected, rescheduled, marks]: [Affected[], Rescheduled[], Marks] = [[], [], new Marks()];
    for (const { member, outcomes, findings, levels, what, waits } of weighed) {
      const businessId = findings.draft?.businessId ?? this.input.businessOf(member);
      const who = { id: member, businessId, planId: planOf(what, outcomes) };
      const { reason, course, announced } = outcomes.draft;
      if (what !== null) {
        const [from, to] = [levels.today?.orgUnit ?? null, levels.draft?.orgUnit ?? null];
        affected.push({ ...who, what, reason, from, to, held: waits });
        marks.put(member, [what, levels, reason, waits]);
      } else if (!waits && outcomes.today.course !== course) {
        const until = eachSide((side) => outcomes[side].until);
        rescheduled.push({ ...who, until });
        marks.put(member, [until, course]);
      } else if (!waits && outcomes.today.announced !== announced) marks.put(member, ['told', announced]);
      // an account that nobody in Nexudus has belongs to no member
      if (what !== null || findings.draft?.what !== 'orphan')
        this.#tally.add(what ?? 'unchanged', who.planId, businessId);
    }
    return { affected, rescheduled, marks };
  }

  /** Those about whom one of the two comparisons has concluded nothing, or can conclude nothing. */
  #unknown(rehearsed: Sides<Rehearsed>): MemberId[] {
    const skipped = sides.flatMap((side) => rehearsed[side].compared.tally.skipped);
    return [...new Set([...this.#half.keys(), ...skipped, ...this.#unclear])].sort(byId);
  }
}

/** Ids count up. */
const byId = (one: string, other: string): number => one.length - other.length || (one < other ? -1 : 1);

/** Accounts whose member is gone: they are closed, unless nothing is to be taken away. */
function orphansOf(rehearsed: Sides<Rehearsed>, rules: Sides<Rules>): Pair[] {
  const orphans = eachSide(
    (side) =>
      new Map(
        rehearsed[side].compared.findings.flatMap((each) => (each.what === 'orphan' ? [[each.member, each]] : [])),
      ),
  );
  const gone = (account: SeenAccount | null, { autoDeprovision }: Rules): Outcome => ({
    level: autoDeprovision ? null : hadLevel(account),
    ...{ reason: autoDeprovision ? 'deleted' : 'keptByPolicy', planId: null, until: null, course: null },
    ...{ identity: '', over: autoDeprovision, announced: null },
  });
  return [...orphans.draft.values()].map((draft) => ({
    member: draft.member,
    outcomes: eachSide((side) => gone(draft.account, rules[side])),
    findings: { today: orphans.today.get(draft.member) ?? null, draft },
    account: draft.account,
  }));
}

/** Whom the guard holds by today's settings already keeps what the account gives, for as long as the draft holds it, too. */
function weigh(pair: Pair, held: Sides<ReadonlySet<MemberId>>): Weighed {
  const { member, outcomes, account } = pair;
  const isHeld = eachSide((side) => held[side].has(member));
  const levels = {
    today: isHeld.today ? hadLevel(account) : outcomes.today.level,
    draft: isHeld.today && isHeld.draft ? hadLevel(account) : outcomes.draft.level,
  };
  return { ...pair, levels, what: effectOf(levels.today, levels.draft), waits: isHeld.draft, waited: isHeld.today };
}

const planOf = (what: Effect | null, { today, draft }: Sides<Outcome>): PlanId | null =>
  what === 'loses' ? today.planId : (draft.planId ?? today.planId);

/** Nothing else happens, and no other word of it is due. */
const isSameCourse = ({ today, draft }: Sides<Outcome>): boolean =>
  today.course === draft.course && today.announced === draft.announced;

/** The holds that would not be as by today's settings. */
function changedHolds({ today, draft }: Sides<Rehearsed>): DraftHold[] {
  return draft.holds.flatMap(({ id, isNew, cause, businessId, members, more }) => {
    const same = today.holds.find((each) => each.cause === cause && each.businessId === businessId);
    const before = new Set(same?.members.map((each) => each.id));
    const isSame = same?.more === more && same.members.length === members.length;
    if (isSame && members.every((each) => before.has(each.id))) return [];
    const counts = { today: same ? same.members.length + same.more : 0, draft: members.length + more };
    return [{ hold: isNew ? null : id, cause, businessId, members: counts, ids: members.map((each) => each.id) }];
  });
}
