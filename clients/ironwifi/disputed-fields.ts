import type { DirectoryCapabilities } from '../../domain/settings/settings';
import { Cached } from '../cached';
import { whileWanted, type Call } from '../call';
import { ExternalError } from '../external-error';
import { capability, type IronwifiApi } from './api';
import { listAll, orgUnitRecord, type OrgUnitRecord } from './wire';

type Pair = Exclude<DirectoryCapabilities['statusWords'], 'unknown'>;
const pairs: readonly Pair[] = ['enabled/disabled', 'active/inactive'];

/**
 * The two words for an account's status (ironwifi.md §2.5). They come from the setting, or are learned from accounts as
 * they are read, never by trial: a server may accept a word it does not know and do nothing.
 */
export class StatusWords {
  /** Pairs that accounts were read with. */
  readonly #seen = new Set<Pair>();
  /** The pair that a new account of ours had by default, or that was accepted where the other was refused. */
  #proved: Pair | null = null;

  constructor(private readonly capabilities: () => DirectoryCapabilities) {}

  /** Null: not known yet. Throws `capability` when the evidence contradicts itself. */
  word(enabled: boolean): string | null {
    const pair = this.#pair();
    return pair === null ? null : wordOf(pair, enabled);
  }

  /** Null: not one of the words. */
  read(status: string | undefined): boolean | null {
    const known = this.#proved ?? this.#setting();
    const pair = pairOf(status);
    if (pair === null || (known !== null && pair !== known)) return null;
    return status?.toLowerCase() === wordOf(pair, true);
  }

  /** From an account whose status somebody else wrote. */
  learn(status: string | undefined): void {
    const pair = pairOf(status);
    if (pair) this.#seen.add(pair);
  }

  /** From an account that was made without a status. */
  prove(status: string | undefined): void {
    this.#proved = pairOf(status) ?? this.#proved;
  }

  /** The word to try after `word` was refused as unknown. */
  otherThan(word: string): string | null {
    const pair = pairs.find((other) => other !== pairOf(word));
    const enabled = pairs.some((each) => wordOf(each, true) === word);
    return pair ? wordOf(pair, enabled) : null;
  }

  #pair(): Pair | null {
    if (this.#proved) return this.#proved;
    const setting = this.#setting();
    const [first, second] = [...this.#seen];
    if (setting && first && !second && first !== setting) {
      throw capability(
        'directory.statusWords',
        `The accounts of this tenant have the status words ${first}, not ${setting}`,
      );
    }
    if (setting) return setting;
    if (second)
      throw capability('directory.statusWords', `The accounts of this tenant have status words of both kinds`);
    return first ?? null;
  }

  #setting(): Pair | null {
    const { statusWords } = this.capabilities();
    return statusWords === 'unknown' ? null : statusWords;
  }
}

export function wordOf(pair: Pair, enabled: boolean): string {
  const [on = '', off = ''] = pair.split('/');
  return enabled ? on : off;
}

export function pairOf(status: string | undefined): Pair | null {
  const word = status?.toLowerCase();
  return pairs.find((pair) => word !== undefined && pair.split('/').includes(word)) ?? null;
}

const MAX_AGE_MS = 5 * 60_000;
const list = { path: '/orgunits', embedded: 'orgunits', record: orgUnitRecord };
const idShape = /^(\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22})$/i;

/** Org units by name and by id: which of them a user's `orgunit` holds is unconfirmed (ironwifi.md §2.4). */
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

  /** The name of the unit that a user shows; null: none. Costs a read only for what looks like an id. */
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

  #read({ priority, onCall, signal }: Call, maxAgeMs?: number): Promise<OrgUnitRecord[]> {
    const read = () => listAll(this.api, list, { priority, onCall, patient: true });
    const shared = this.#units.get(read, { maxAgeMs, priority });
    return whileWanted(shared, signal);
  }
}
