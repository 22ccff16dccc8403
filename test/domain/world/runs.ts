import { decideAccess } from '../../../domain/access/decide-access';
import { type Entitlement, entitlementTag, type Step } from '../../../domain/replayed/entitlement';
import { groundOf, type Ground } from '../../../domain/replayed/guard/ground';
import type { Facts } from '../../../domain/access/facts';
import type { Instant, MemberId } from '../../../domain/replayed/ids';
import type { Override } from '../../../domain/replayed/override';
import type { Question } from '../../../domain/replayed/guard/review-removal';
import type { ChangeProposal, ProposalReview } from '../../../domain/replayed/guard/review-proposal';
import { proposalOf, splitBy } from '../../../domain/roster/propose-changes';
import { Comparison, type Compared, type Judged } from '../../../domain/roster/comparison';
import type { Finding } from '../../../domain/roster/finding';
import type { Held } from '../../../domain/roster/held';
import { countsOf, listed } from '../../../domain/roster/report';
import type { Rules } from '../../../domain/settings/rules';
import { connector, DirectoryModel } from './directory';
import { SourceModel } from './source';

export interface ModelRun {
  told: Finding[];
  report: { counts: ReturnType<typeof countsOf>; lines: string[] };
}

/** A source, a directory and what the workflows hold, for the code that compares them. */
export const shownAs = ({ reason, stated }: Ground): string => `${reason} ${stated}`;

export class ModelSpace {
  readonly source: SourceModel = new SourceModel();
  readonly directory = new DirectoryModel();
  readonly held = new Map<MemberId, Held>();
  /** What operators have decided, which only the workflows know. */
  readonly overrides = new Map<MemberId, Override>();
  now: Instant;
  readonly #levels = new Map<string | null, number>();
  #runs = 0;

  constructor(
    readonly rules: Rules,
    start: Instant,
  ) {
    this.now = start;
    const byPrecedence = Object.values(rules.plans).sort((a, b) => a.precedence - b.precedence);
    for (const { orgUnit, precedence } of byPrecedence) this.#levels.set(orgUnit, 1 + precedence);
  }

  /** A space that goes on from here under other rules. */
  under(rules: Rules): ModelSpace {
    const other = new ModelSpace(rules, this.now);
    Object.assign(other, { source: this.source, overrides: this.overrides });
    for (const [member, account] of this.directory.accounts) other.directory.accounts.set(member, { ...account });
    for (const [member, held] of this.held) other.held.set(member, held);
    return other;
  }

  /**
   * One run, by what the guard answers. `backwards`: the directory comes in another order.
   * `again`: the last run, which died after it had asked, from its beginning.
   */
  run(
    answer: (proposal: ChangeProposal) => ProposalReview,
    { backwards = false, approve = false, again = false } = {},
  ): ModelRun {
    if (!again) this.#runs += 1;
    const compared = this.#compare(backwards);
    const proposal = proposalOf(compared.findings, compared.tally, {
      run: `run-${this.#runs}`,
      gonePlans: [...this.source.blind.plans],
      approve,
    });
    const split = splitBy(answer(proposal), proposal, compared.findings);
    const outcome = { ...split, compared, byHook: 0 };
    const lines = listed(outcome).map(({ id, what, reason, businessId }) => `${what} ${id} ${reason} ${businessId}`);
    return { told: split.told, report: { counts: countsOf(outcome), lines: lines.sort() } };
  }

  /** The members that were told look, and do what the source says. */
  carryOut(told: readonly Finding[]): void {
    for (const { member } of told) this.look(member);
  }

  /** What the member's workflow would ask before it takes something away; null: it would take nothing. */
  question(member: MemberId): Question | null {
    const seen = this.#decide(member);
    if (seen === null) return null;
    const { step, facts } = seen;
    const [held, account] = [this.held.get(member), this.directory.accounts.get(member)];
    const had = this.levelOf(account);
    const gets = step.access.state === 'granted' ? this.levelOf({ enabled: true, orgUnit: step.access.orgUnit }) : 0;
    if (gets >= had) return null;
    const businessId = facts.businessId ?? held?.businessId ?? null;
    const { reason, sure } = step;
    const move = this.#isMove(held, step);
    return {
      member,
      businessId,
      ...groundOf(step),
      reason,
      sure,
      plan: held?.planId ?? null,
      announced: sure || move,
      announcedAt: this.now,
      move,
      confirmed: true,
    };
  }

  /** The contract names another plan, and the one that it named is still listed. */
  #isMove(held: Held | undefined, { access }: Step): boolean {
    if (held?.reason !== 'contract' || held.planId === null || access.state !== 'granted') return false;
    return held.planId !== access.planId && !this.source.blind.plans.has(held.planId);
  }

  /** The account is as what the source says wants it. */
  isRight(member: MemberId): boolean {
    const seen = this.#decide(member);
    const account = this.directory.accounts.get(member);
    if (seen?.step.access.state !== 'granted') return account?.enabled !== true;
    return account?.enabled === true && account.orgUnit === seen.step.access.orgUnit;
  }

  /** What the member's workflow would hold if it looked now; null: it would conclude nothing. */
  tagOf(member: MemberId): string | null {
    const seen = this.#decide(member);
    return seen === null ? null : entitlementTag(seen.entitlement, seen.step);
  }

  /** 0: nobody is let in. */
  levelOf(account: { enabled: boolean; orgUnit: string | null } | undefined): number {
    if (account?.enabled !== true) return 0;
    return this.#levels.get(account.orgUnit) ?? 1;
  }

  look(member: MemberId): void {
    const seen = this.#decide(member);
    if (seen === null) return;
    const { facts, entitlement, step } = seen;
    const { access, reason } = step;
    const account = this.directory.accounts.get(member);
    if (access.state === 'granted' || access.state === 'prepared') {
      const is = { enabled: access.state === 'granted', orgUnit: access.orgUnit, attributes: access.attributes };
      if (account) Object.assign(account, is.enabled ? is : { enabled: false });
      else if (entitlement.mayCreate && !this.source.nameless.has(member)) this.directory.create(member, is);
    } else if (account && access.state === 'denied') account.enabled = false;
    this.held.set(member, {
      tag: entitlementTag(entitlement, step),
      status: access.state,
      reason,
      planId: 'planId' in access ? access.planId : null,
      businessId: facts.businessId ?? this.held.get(member)?.businessId ?? null,
      ...{ until: null, attention: null, credential: null, news: null, hold: null, awaits: false },
    });
  }

  #decide(member: MemberId): { facts: Facts; entitlement: Entitlement; step: Step } | null {
    const read = this.source.read(member);
    if (read === null) return null;
    const facts = { ...read, override: this.overrides.get(member) ?? null };
    const entitlement = decideAccess(facts, this.rules, this.now);
    const [step] = entitlement.steps;
    return step === undefined ? null : { facts, entitlement, step };
  }

  comparison(onJudged?: (judged: Judged) => void): Comparison {
    const { source, held, rules, now } = this;
    const gonePlans = [...source.blind.plans];
    return new Comparison({ connector, source: source.roster(), held, gonePlans, rules, now, onJudged });
  }

  #compare(backwards: boolean): Compared {
    const comparison = this.comparison();
    const rows = [...this.directory.rows()];
    for (const row of backwards ? rows.reverse() : rows) comparison.take(row);
    return comparison.finish();
  }
}
