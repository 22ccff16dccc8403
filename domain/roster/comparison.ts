import { decideAccess } from '../access/decide-access';
import type { Facts } from '../access/facts';
import { isAdopted, parseMark } from '../account/ownership';
import type { UsernameResult } from '../account/person';
import { credentialTag } from '../replayed/account';
import { type Entitlement, entitlementTag, type Step } from '../replayed/entitlement';
import { groundOf } from '../replayed/guard/ground';
import type { BusinessId, Instant, MemberId, PlanId } from '../replayed/ids';
import type { Rules } from '../settings/rules';
import { announcedBy } from '../webhooks/expected-action';
import { isBeingErased, isTombstone, erasedDrift } from './erased';
import { type Drift, driftOf, type Finding, Levels, type SeenAccount } from './finding';
import { isOverruled, type Held } from './held';
import { joinedFacts, type JoinedProfile, type SeenProfile } from './joined';
import { namesOf, type Names } from './names';
import { Tally } from './tally';

/** All members of Nexudus. */
export interface SourceRoster {
  members(): Iterable<MemberId>;
  has(member: MemberId): boolean;
  /** Null: reads of this member contradict each other or cannot be read, so nothing is concluded. */
  facts(member: MemberId): Facts | null;
  /** Other profiles of the same person that are joined with it. */
  profilesOf(member: MemberId): readonly MemberId[];
  businessOf(member: MemberId): BusinessId | null;
  /** The user name that a new account of the member would get. */
  username(member: MemberId, options: { suffix: boolean }): UsernameResult;
}

/** A row of the directory. */
export interface SeenRow extends SeenAccount {
  username: string;
  notes: string;
}

export interface ComparisonInput {
  connector: string;
  source: SourceRoster;
  held: ReadonlyMap<MemberId, Held>;
  /** Mapped plans that Nexudus does not list. */
  gonePlans: readonly PlanId[];
  rules: Rules;
  now: Instant;
  /** Called with every member about whom something is concluded. */
  onJudged?: (judged: Judged) => void;
}

/** What is decided about a member, the existing account, and what is to be done; null: nothing. */
export interface Judged {
  member: MemberId;
  entitlement: Entitlement;
  account: SeenRow | undefined;
  finding: Finding | null;
}

/** A second account with the mark of a member that has one. */
export interface Double {
  member: MemberId;
  account: SeenAccount['id'];
}

/** An account that we did not make, with the user name that a member's account would get. */
export interface Namesake extends Double {
  /** It has the mark of another connector, so it is not ours to take. */
  marked: boolean;
  enabled: boolean | null;
}

export interface Compared {
  findings: Finding[];
  /** The settings would give the account another user name. It keeps its own until an operator renames it. */
  misnamed: MemberId[];
  doubles: Double[];
  namesakes: Namesake[];
  /** Profiles without an account of their own, since their person has it by another profile. */
  joined: JoinedProfile[];
  /** Pairs of members with WiFi and the same user name: the second one's contains the member id. */
  duplicates: [MemberId, MemberId][];
  tally: Tally;
}

/**
 * Compares the directory, account by account, with Nexudus and with what the workflows hold. Every member is judged once:
 * when its account comes, or at the end. Pure. The order of the accounts only decides which of two with the same mark is
 * the double.
 */
export class Comparison {
  readonly tally = new Tally();
  readonly #seen = new Set<MemberId>();
  /** The accounts of persons with several profiles, who are judged together. */
  readonly #shared = new Map<MemberId, SeenRow>();
  readonly #joined: JoinedProfile[] = [];
  readonly #findings: Finding[] = [];
  readonly #misnamed: MemberId[] = [];
  readonly #doubles: Double[] = [];
  readonly #namesakes = new Map<MemberId, Namesake>();
  readonly #names: Names;
  readonly #levels: Levels;
  /** Of the members who share a user name. */
  readonly #entitled = new Set<MemberId>();

  constructor(private readonly input: ComparisonInput) {
    this.#names = namesOf(input.source);
    this.#levels = new Levels(input.rules);
  }

  /** Members whose account has come. */
  get seen(): ReadonlySet<MemberId> {
    return this.#seen;
  }

  take(account: SeenRow): void {
    this.tally.accounts += 1;
    const owner = parseMark(account.notes);
    if (owner?.connector !== this.input.connector) return this.#takeForeign(account, owner !== null);
    const member = owner.member as MemberId;
    if (this.#seen.has(member)) {
      this.#doubles.push({ member, account: account.id });
      return;
    }
    this.#seen.add(member);
    if (isAdopted(account.notes)) this.tally.adopted += 1;
    if (!this.input.source.has(member)) this.#judgeOrphan(member, account);
    else if (this.input.source.profilesOf(member).length > 0) this.#shared.set(member, account);
    else this.#judge(member, account);
  }

  /** Judges the members without an account. No `take` after it. */
  finish(): Compared {
    const { source } = this.input;
    const judged = new Set<MemberId>();
    for (const member of source.members()) {
      const others = source.profilesOf(member);
      if (others.length === 0 && !this.#seen.has(member)) this.#judge(member, undefined);
      if (others.length === 0 || judged.has(member)) continue;
      const profiles = [member, ...others];
      for (const each of profiles) judged.add(each);
      this.#judgeTogether(profiles);
    }
    const { tally } = this;
    return {
      findings: this.#findings,
      misnamed: this.#misnamed,
      joined: this.#joined,
      doubles: this.#doubles,
      namesakes: [...this.#namesakes.values()],
      duplicates: this.#names.duplicates.filter((pair) => pair.every((member) => this.#entitled.has(member))),
      tally,
    };
  }

  #takeForeign({ id, username, enabled }: SeenRow, marked: boolean): void {
    const member = this.#names.first.get(username.toLowerCase());
    if (member !== undefined) this.#namesakes.set(member, { member, account: id, marked, enabled });
  }

  #judgeTogether(members: MemberId[]): void {
    const { source, held } = this.input;
    const seen = (member: MemberId): SeenProfile => {
      return { member, facts: source.facts(member), account: this.#shared.get(member), held: held.get(member) };
    };
    const together = joinedFacts(members.map(seen));
    for (const member of members) {
      const facts = together?.facts.find(({ memberId }) => memberId === member) ?? null;
      this.#judge(member, this.#shared.get(member), facts);
      if (together !== null && together.owner !== member)
        this.#joined.push({ member, owner: together.owner, businessId: source.businessOf(member) });
    }
  }

  #judge(member: MemberId, account: SeenRow | undefined, facts = this.input.source.facts(member)): void {
    const { source, held, rules, now } = this.input;
    const business = source.businessOf(member);
    this.tally.member(business, account !== undefined);
    if (facts === null) return this.tally.skip(member);
    if (account !== undefined && this.#isMisnamed(member, account)) this.#misnamed.push(member);
    const entitlement = decideAccess(facts, rules, now);
    this.tally.decided(entitlement, facts, rules, now);
    if (this.#names.shared.has(member) && isGood(entitlement)) this.#entitled.add(member);
    const finding = this.#findingOf(facts, entitlement, account, held.get(member));
    if (finding === null) this.tally.agree();
    else this.#findings.push(finding);
    this.input.onJudged?.({ member, entitlement, account, finding });
  }

  #findingOf(
    facts: Facts,
    entitlement: Entitlement,
    account: SeenRow | undefined,
    holds: Held | undefined,
  ): Finding | null {
    const { memberId: member } = facts;
    const drift = this.#drift(entitlement, account, holds);
    const [step] = entitlement.steps;
    if (drift === 'none' || step === undefined) return null;
    const known = isKnown(holds, entitlement, step, this.input.now);
    const isDowngrade = drift === 'move' && this.#levels.isDowngrade(account?.orgUnit ?? null, step.access);
    return {
      member,
      what: this.#obstacle(drift, member, account) ?? drift,
      isPlanChange: isDowngrade && this.#isPlanChange(holds, step),
      awaited: holds?.awaits === true,
      businessId: this.input.source.businessOf(member),
      reason: step.reason,
      stated: groundOf(step).stated,
      takes: drift === 'revoke' || isDowngrade,
      known,
      missed: known
        ? null
        : announcedBy({ before: { reason: holds?.reason ?? null, planId: holds?.planId ?? null }, step }),
      account: account ? { ...seenOf(account), ...this.#told(member, account, facts) } : null,
      to: 'group' in step.access ? { group: step.access.group, planId: step.access.planId } : null,
      mark: holds?.hold ?? null,
      heldPlan: holds?.planId ?? null,
    };
  }

  /** An own contract gave access and still does, by another plan: unless the first plan is gone, somebody has changed it. */
  #isPlanChange(holds: Held | undefined, { reason, access }: Step): boolean {
    if (reason !== 'contract' || holds?.reason !== 'contract' || !('planId' in access)) return false;
    return holds.planId !== null && access.planId !== holds.planId && !this.input.gonePlans.includes(holds.planId);
  }

  #drift(entitlement: Entitlement, account: SeenRow | undefined, holds: Held | undefined): Drift {
    const erased = erasedDrift(holds, entitlement, account);
    if (erased !== null) return erased;
    const drift =
      holds && isOverruled(holds) ? overruledDrift(holds, account) : driftOf(entitlement, account, holds?.tag);
    return drift === 'none' && holds && isOlderThan(account, holds) ? 'refresh' : drift;
  }

  /** An account of ours has been written for its member, so that a workflow that finds it need not write it again. */
  #told(member: MemberId, account: SeenRow, { identity }: Facts): Pick<SeenAccount, 'identity' | 'namedBy'> {
    const { password, username } = this.input.rules;
    // a password that the member chose is known by no credential
    return {
      identity: password === 'generated' ? identity : '',
      namedBy: this.#isMisnamed(member, account) ? '' : username,
    };
  }

  #judgeOrphan(member: MemberId, account: SeenRow): void {
    const holds = this.input.held.get(member);
    this.tally.orphan(holds?.businessId ?? null);
    if (isBeingErased(holds)) return;
    this.#findings.push({
      member,
      what: isTombstone(holds) ? 'refresh' : 'orphan',
      businessId: holds?.businessId ?? null,
      reason: 'deleted',
      stated: '',
      takes: account.enabled !== false && !isTombstone(holds),
      isPlanChange: false,
      awaited: holds?.awaits === true,
      known: false,
      missed: 'CoworkerDelete',
      account: seenOf(account),
      to: null,
      mark: holds?.hold ?? null,
      heldPlan: holds?.planId ?? null,
    });
  }

  /** Why a missing account cannot be made. */
  #obstacle(drift: Finding['what'], member: MemberId, account: SeenRow | undefined): 'conflict' | 'unnamed' | null {
    if (drift !== 'grant' || account !== undefined) return null;
    if ('problem' in this.input.source.username(member, { suffix: false })) return 'unnamed';
    return this.#namesakes.has(member) ? 'conflict' : null;
  }

  #isMisnamed(member: MemberId, { username }: SeenRow): boolean {
    const names = [false, true].map((suffix) => this.input.source.username(member, { suffix }));
    const made = names.flatMap((named) => ('username' in named ? [named.username] : []));
    return made.length > 0 && !made.includes(username.toLowerCase());
  }
}

const seenOf = ({ id, enabled, orgUnit, notes }: SeenRow): SeenAccount => ({
  ...{ id, enabled, orgUnit },
  credential: parseMark(notes)?.credential ?? null,
});

/** The workflow knows another password than the mark tells: its memory is older than the account. */
function isOlderThan(account: SeenRow | undefined, { credential }: Held): boolean {
  const told = parseMark(account?.notes ?? '')?.credential;
  return told && credential ? credentialTag(told) !== credential : false;
}

const isGood = ({ steps }: Entitlement): boolean => steps.some(({ access }) => 'group' in access);

/** Only the workflow knows the override, so only an account that contradicts its status is a finding. */
function overruledDrift({ status }: Held, account: SeenRow | undefined): 'refresh' | 'none' {
  if (account === undefined) return status === 'granted' ? 'refresh' : 'none';
  return account.enabled === null || account.enabled === (status === 'granted') ? 'none' : 'refresh';
}

function isKnown(held: Held | undefined, entitlement: Entitlement, step: Step, now: Instant): boolean {
  if (held === undefined) return false;
  return held.tag === entitlementTag(entitlement, step) || (held.until !== null && held.until <= now);
}
