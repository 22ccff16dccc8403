import type { ContractFact, Facts } from '../../../domain/access/facts';
import type { BusinessId, Instant, MemberId, PlanId } from '../../../domain/replayed/ids';
import type { SourceRoster } from '../../../domain/roster/comparison';
import { contract, factsOf } from '../builders';

interface Person {
  id: MemberId;
  businessId: BusinessId;
  active: boolean;
  contracts: ContractFact[];
}

/** What readers are not shown at the moment, without a word that anything is missing. */
export interface Blindness {
  members: Set<MemberId>;
  locations: Set<BusinessId>;
  /** Plans that are not listed, and their contracts with them. */
  plans: Set<PlanId>;
  /** Members whose reads contradict each other: that much does show. */
  contradictory: Set<MemberId>;
}

const blindness = (): Blindness => ({
  members: new Set(),
  locations: new Set(),
  plans: new Set(),
  contradictory: new Set(),
});

/** A Nexudus reduced to people and their contracts, and to what may go wrong with reading them. */
export class SourceModel {
  readonly people = new Map<MemberId, Person>();
  blind = blindness();
  /** What else is known of somebody. */
  readonly more = new Map<MemberId, Partial<Facts>>();
  /** They have no address that a user name could be made of. */
  readonly nameless = new Set<MemberId>();
  #contracts = 0;

  heal(): void {
    this.blind = blindness();
  }

  join(
    id: MemberId,
    businessId: BusinessId,
    plan: PlanId,
    { start, former }: { start: Instant; former: boolean },
  ): void {
    this.people.set(id, { id, businessId, active: true, contracts: [] });
    if (former) this.sign(id, plan, start, start + 1);
    this.sign(id, plan, start);
  }

  sign(id: MemberId, planId: PlanId, start: Instant, cancellation: Instant | null = null): void {
    const person = this.people.get(id);
    this.#contracts += 1;
    const { businessId } = person ?? {};
    person?.contracts.push(contract({ id: String(this.#contracts), planId, start, cancellation, businessId }));
  }

  suspend = (id: MemberId): void => this.#change(id, { active: false });
  restore = (id: MemberId): void => this.#change(id, { active: true });
  remove = (id: MemberId): void => void this.people.delete(id);

  cancel(id: MemberId, at: Instant): void {
    this.#changeOpen(id, at, (open) => ({ ...open, cancellation: at }));
  }

  changePlan(id: MemberId, planId: PlanId, now: Instant): void {
    this.#changeOpen(id, now, (open) => ({ ...open, planId }));
  }

  /** The contracts that run are gone, as if they had never been. */
  drop(id: MemberId, now: Instant): void {
    this.#changeOpen(id, now, () => null);
  }

  isListed(id: MemberId): boolean {
    const person = this.people.get(id);
    return person !== undefined && !this.blind.members.has(id) && !this.blind.locations.has(person.businessId);
  }

  /** Null: nothing is to be concluded. */
  read(id: MemberId): Facts | null {
    const person = this.people.get(id);
    if (person === undefined || !this.isListed(id))
      return factsOf({ memberId: id, presence: 'absent', active: false, businessId: null });
    if (this.blind.contradictory.has(id)) return null;
    const contracts = person.contracts.filter(({ planId }) => !this.blind.plans.has(planId));
    const { active, businessId } = person;
    return factsOf({ memberId: id, active, businessId, contracts, ...this.more.get(id) });
  }

  /** Somebody is suspended, or a contract is over, and the record says so. */
  saysThatItEnded(id: MemberId, now: Instant): boolean {
    const facts = this.read(id);
    if (facts === null || facts.presence === 'absent') return false;
    return !facts.active || facts.contracts.some(({ cancellation }) => cancellation !== null && cancellation <= now);
  }

  listed(): MemberId[] {
    return [...this.people.keys()].filter((id) => this.isListed(id));
  }

  roster(): SourceRoster {
    return {
      members: () => this.listed(),
      has: (id) => this.isListed(id),
      facts: (id) => this.read(id),
      profilesOf: () => [],
      businessOf: (id) => this.people.get(id)?.businessId ?? null,
      username: (id) => (this.nameless.has(id) ? { problem: 'noEmail' } : { username: `member-${id}` }),
    };
  }

  #change(id: MemberId, change: Partial<Person>): void {
    Object.assign(this.people.get(id) ?? {}, change);
  }

  #changeOpen(id: MemberId, now: Instant, change: (contract: ContractFact) => ContractFact | null): void {
    const person = this.people.get(id);
    if (person === undefined) return;
    const isOpen = ({ cancellation }: ContractFact): boolean => cancellation === null || cancellation > now;
    person.contracts = person.contracts.flatMap((each) => (isOpen(each) ? (change(each) ?? []) : each));
  }
}
