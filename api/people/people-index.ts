import type { BusinessRow, ContractRow, CoworkerRow } from '../../clients/membership-source';
import type { Person } from '../../contracts/api/people';
import { usernameOf } from '../../domain/account/person';
import type { BusinessId, Instant, MemberId, PlanId } from '../../domain/replayed/ids';
import type { Rules } from '../../domain/settings/rules';
import { findableBy, fitOf } from './finding';
import type { ReadState } from './read-state';

/** What the settings make user names of; null: not known yet. */
export type NamingRule = Pick<Rules, 'username'> | null;

interface Contract {
  id: string;
  planId: PlanId;
  until: Instant | null;
}

interface Known {
  id: MemberId;
  name: string;
  email: string | null;
  username: string | null;
  businessId: BusinessId | null;
  contracts: readonly Contract[];
  findable: string;
}

const MOST_FOUND = 50;
const NO_CONTRACTS: readonly Contract[] = [];

/**
 * Who the members are: names, addresses and user names, which are in memory only. It knows nothing of where they come from;
 * `RosterReader` keeps it.
 */
export class PeopleIndex {
  state: ReadState = { readAt: null, failing: null };
  readonly #known = new Map<MemberId, Known>();
  readonly #locations = new Map<string, string>();
  readonly #planNames = new Map<string, string>();
  /** Everybody by name, until somebody changes. */
  #byName: readonly MemberId[] | null = null;

  constructor(private readonly now: () => number = Date.now) {}

  get size(): number {
    return this.#known.size;
  }

  /** Those who are known, in this order. */
  of(ids: readonly MemberId[]): Person[] {
    return [...new Set(ids)].flatMap((id) => this.one(id) ?? []);
  }

  one(id: MemberId): Person | null {
    const known = this.#known.get(id);
    return known === undefined ? null : this.#person(known);
  }

  has = (id: MemberId): boolean => this.#known.has(id);

  ids = (): Iterable<MemberId> => this.#known.keys();

  /** What somebody has by contract, and where. */
  membership(id: MemberId): { planId: PlanId | null; businessId: BusinessId | null } | null {
    const known = this.#known.get(id);
    if (known === undefined) return null;
    return { planId: this.#active(known)[0]?.planId ?? null, businessId: known.businessId };
  }

  /** Of plans that somebody has by contract. */
  planName = (id: string): string | null => this.#planNames.get(id) ?? null;

  locationName = (id: string): string | null => this.#locations.get(id) ?? null;

  /** The best fifty, best first. */
  find(text: string): Person[] {
    return this.matching(text)
      .slice(0, MOST_FOUND)
      .flatMap((id) => this.one(id) ?? []);
  }

  /** Everybody whom the text fits, best first; by name where it fits equally. An empty text fits all. */
  matching(text: string): readonly MemberId[] {
    if (text.trim() === '') return (this.#byName ??= this.#fitting(text));
    return this.#fitting(text);
  }

  #fitting(text: string): MemberId[] {
    const fit = fitOf(text);
    const found: { known: Known; rank: number }[] = [];
    for (const known of this.#known.values()) {
      const rank = fit(known.findable);
      if (rank !== null) found.push({ known, rank });
    }
    found.sort((a, b) => a.rank - b.rank || (a.known.findable < b.known.findable ? -1 : 1));
    return found.map(({ known: { id } }) => id);
  }

  takePeople(rows: readonly CoworkerRow[], rule: NamingRule): void {
    for (const row of rows) this.#known.set(row.id, this.#from(row, rule));
    this.#byName = null;
  }

  /** All active contracts of everybody who is known. */
  takeAllContracts(rows: readonly ContractRow[]): void {
    const byMember = new Map<MemberId, ContractRow[]>();
    for (const row of rows) byMember.set(row.coworkerId, [...(byMember.get(row.coworkerId) ?? []), row]);
    for (const id of this.#known.keys()) this.takeContractsOf(id, byMember.get(id) ?? []);
  }

  /** All contracts of one. */
  takeContractsOf(id: MemberId, rows: readonly ContractRow[]): void {
    const known = this.#known.get(id);
    const active = rows.filter((row) => row.active).map((row) => this.#contract(row));
    if (known !== undefined) known.contracts = active.length === 0 ? NO_CONTRACTS : active;
  }

  /** Contracts that have changed. */
  takeContracts(rows: readonly ContractRow[]): void {
    for (const row of rows) {
      const known = this.#known.get(row.coworkerId);
      if (known === undefined) continue;
      const others = known.contracts.filter(({ id }) => id !== row.id);
      known.contracts = row.active ? [...others, this.#contract(row)] : others;
    }
  }

  takeLocations(rows: readonly BusinessRow[]): void {
    for (const { id, name } of rows) this.#locations.set(id, name);
  }

  /** Forgets everybody else: a list that is certainly whole does not name them. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
    this.#byName = null;
  }

  #from(row: CoworkerRow, rule: NamingRule): Known {
    const { id, email, businessId } = row;
    const before = this.#known.get(id);
    const name = row.fullName.trim() || email || id;
    // rows of a list may lack the field that names members
    const isOpen = row.customFields === null && rule?.username.startsWith('customField:');
    const username = isOpen ? (before?.username ?? null) : usernameBy(row, rule);
    return {
      ...{ id, name, email, username: username === email ? email : username, businessId },
      contracts: before?.contracts ?? NO_CONTRACTS,
      findable: findableBy(name, id, [email, username]),
    };
  }

  #contract({ id, planId, planName, cancellation }: ContractRow): Contract {
    if (planName !== '') this.#planNames.set(planId, planName);
    return { id, planId, until: cancellation };
  }

  #active = ({ contracts }: Known): readonly Contract[] =>
    contracts.filter(({ until }) => until === null || until > this.now());

  #person(known: Known): Person {
    const { id, name, email, username, businessId } = known;
    const plans = this.#active(known).map(({ planId }) => this.planName(planId) ?? planId);
    return {
      ...{ id, name, email, username, businessId },
      plans: [...new Set(plans)],
      location: businessId === null ? null : this.locationName(businessId),
    };
  }
}

function usernameBy(row: CoworkerRow, rule: NamingRule): string | null {
  if (rule === null) return null;
  const named = usernameOf(row, rule);
  return 'username' in named ? named.username : null;
}
