import type { DirectoryCapabilities } from '../../domain/settings/settings';
import { Cached } from '../cached';
import { whileWanted, type Call } from '../call';
import { ExternalError } from '../external-error';
import type { IronwifiApi } from './api';
import { listAll } from './list-pages';
import { orgUnitRecord, type OrgUnitRecord } from './records';

const MAX_AGE_MS = 5 * 60_000;
const list = { path: '/orgunits', embedded: 'orgunits', record: orgUnitRecord };
const idShape = /^(\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22})$/i;

/** Org units by name and by id. Which of the two a user's `orgunit` holds is unconfirmed (ironwifi.md §2.4). */
export class OrgUnits {
  readonly #units: Cached<OrgUnitRecord[]>;
  #learned: 'name' | 'id' | null = null;

  constructor(
    private readonly api: IronwifiApi,
    private readonly capabilities: () => DirectoryCapabilities,
  ) {
    this.#units = new Cached({ maxAgeMs: MAX_AGE_MS, now: api.now });
  }

  /** What to try first. */
  writtenBy(): 'name' | 'id' {
    const { orgUnitBy } = this.capabilities();
    return this.#learned ?? (orgUnitBy === 'unknown' ? 'name' : orgUnitBy);
  }

  learn(by: 'name' | 'id'): void {
    this.#learned = by;
  }

  /** The value that puts a user into the unit. Throws `rejected` when there is no such unit. */
  async valueFor(name: string, by: 'name' | 'id', call: Call): Promise<string> {
    if (by === 'name') return name;
    const find = (units: OrgUnitRecord[]) => units.find((unit) => unit.name === name);
    const unit = find(await this.#read(call)) ?? find(await this.#readAgain(call));
    if (unit) return unit.id;
    const text = `This tenant has no org unit "${name}"; make it, or turn createOrgUnits on`;
    throw new ExternalError('ironwifi', 'rejected', text, { retryable: false });
  }

  /** Whether a user that shows `value` is in the unit. */
  async isIn(value: string | undefined, name: string, call: Call): Promise<boolean> {
    return value === name || (value !== undefined && (await this.nameOf(value, call)) === name);
  }

  /** The name of what a user shows; null: in none. Costs a read only for what looks like an id. */
  async nameOf(value: string | undefined, call: Call): Promise<string | null> {
    if (!value) return null;
    if (!idShape.test(value) && this.writtenBy() === 'name') return value;
    const units = await this.#read(call);
    const unit = units.find(({ name }) => name === value) ?? units.find(({ id }) => id === value);
    return unit?.name ?? value;
  }

  async ensure(names: string[], call: Call): Promise<string[]> {
    const units = await this.#readAgain(call);
    const missing = [...new Set(names)].filter((name) => !units.some((unit) => unit.name === name));
    for (const name of missing) await this.#make(name, call);
    return missing;
  }

  async #make(name: string, call: Call): Promise<void> {
    try {
      await this.api.send({ method: 'POST', path: '/orgunits', body: JSON.stringify({ name }) }, call);
    } finally {
      this.#units.clear();
    }
  }

  #readAgain(call: Call): Promise<OrgUnitRecord[]> {
    return this.#read(call, 0);
  }

  #read({ lane, onCall, signal }: Call, maxAgeMs?: number): Promise<OrgUnitRecord[]> {
    const shared = this.#units.get(() => listAll(this.api, list, { lane, onCall, patient: true }), maxAgeMs);
    return whileWanted(shared, signal);
  }
}
