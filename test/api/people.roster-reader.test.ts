import { pino } from 'pino';
import { PeopleIndex } from '../../api/people/people-index';
import { RosterReader } from '../../api/people/roster-reader';
import { ExternalError } from '../../clients/external-error';
import type { Call } from '../../clients/call';
import type { ContractRow, CoworkerRow } from '../../clients/membership-source';
import { memberId } from '../../domain/replayed/ids';
import { rulesOf } from '../domain/builders';
import { contractOf, coworkerRow } from './support/people';
import { external } from './support/served-api';

const minute = 60_000;
const hour = 60 * minute;
const begun = Date.parse('2026-11-03T12:00:00Z');

/** A space that can be read, changed and made to fail. */
class Space {
  people: CoworkerRow[] = [];
  contracts: ContractRow[] = [];
  changed: { people: CoworkerRow[]; contracts: ContractRow[] } = { people: [], contracts: [] };
  failure: Error | null = null;
  /** Ids of rows that cannot be read. */
  odd: string[] = [];
  readonly asked: string[] = [];

  readonly source = {
    ...external().source,
    businesses: () => this.#answer('businesses', []),
    coworker: (id: string) => this.#answer(`coworker ${id}`, this.people.find((row) => row.id === id) ?? null),
    contracts: (id: string) =>
      this.#answer(
        `contracts ${id}`,
        this.contracts.filter((row) => row.coworkerId === id),
      ),
    allCoworkers: (call: Call) => {
      for (const id of this.odd) call.onOdd?.({ of: 'coworkers', id, member: memberId(id), contractId: null });
      return this.#list('all', this.people);
    },
    activeContracts: () => this.#list('active', this.contracts),
    changedCoworkers: (since: number) => this.#list(`people since ${since}`, this.changed.people),
    changedContracts: (since: number) => this.#list(`contracts since ${since}`, this.changed.contracts),
  };

  populate(count: number): void {
    this.people = Array.from({ length: count }, (_, n) => coworkerRow(`${n + 1}`, `Member ${n + 1}`));
  }

  /** And forgets it. */
  takeAsked(): string[] {
    return this.asked.splice(0).filter((what) => what !== 'businesses');
  }

  #answer<T>(what: string, answer: T): Promise<T> {
    this.asked.push(what);
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(answer);
  }

  async *#list<T>(what: string, rows: T[]): AsyncGenerator<T[]> {
    yield await this.#answer(what, rows);
  }
}

const changes: unknown[] = [expect.stringMatching(/^people since/), expect.stringMatching(/^contracts since/)];

let space: Space;
let people: PeopleIndex;
let reader: RosterReader;
let logged: string[];

beforeEach(() => {
  jest.useFakeTimers({ now: begun });
  space = new Space();
  people = new PeopleIndex();
  logged = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  reader = new RosterReader(people, { source: space.source, rules: { read: () => Promise.resolve(rulesOf()) }, log });
});
afterEach(async () => {
  await reader.stop();
  jest.useRealTimers();
});

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const read = async () => {
  reader.begin();
  await pass(0);
  space.takeAsked();
};
const name = (id: string) => people.one(memberId(id))?.name;
const hook = (id: string, action: string) =>
  reader.note([{ member: memberId(id), signal: 'accessChanged', hint: { source: 'hook', action } as never }]);

describe('the index of the roster', () => {
  it('is read whole at first, and knows since when', async () => {
    space.people = [coworkerRow('1', 'Ada')];
    space.contracts = [contractOf('1', 'Hot Desk')];
    reader.begin();
    reader.begin();
    await pass(0);
    expect(space.takeAsked()).toEqual(['all', 'active']);
    expect(people.one(memberId('1'))).toMatchObject({ name: 'Ada', plans: ['Hot Desk'] });
    expect(people.state).toEqual({ readAt: begun, failing: null });
  });

  it('is read again every quarter of an hour: whole where that is one page, else by date of change with an overlap', async () => {
    space.populate(400);
    await read();
    await pass(15 * minute);
    expect(space.takeAsked()).toEqual(['all', 'active']);
    space.populate(600);
    await pass(15 * minute);
    space.takeAsked();
    space.changed = { people: [coworkerRow('5', 'Eve')], contracts: [contractOf('5', 'Desk')] };
    await pass(15 * minute);
    const since = begun + 20 * minute;
    expect(space.takeAsked()).toEqual([`people since ${since}`, `contracts since ${since}`]);
    expect(people.one(memberId('5'))).toMatchObject({ name: 'Eve', plans: ['Desk'] });
    space.changed = { people: [], contracts: [contractOf('5', 'Desk', { active: false })] };
    await pass(15 * minute);
    expect(people.one(memberId('5'))?.plans).toEqual([]);
  });

  it('is read whole every six hours, and forgets who is not there any more', async () => {
    space.populate(600);
    await read();
    space.people.pop();
    await pass(5 * hour);
    expect(space.takeAsked()).not.toContain('all');
    expect(name('600')).toBe('Member 600');
    await pass(hour);
    expect(space.takeAsked()).toContain('all');
    expect(name('600')).toBeUndefined();
  });

  it('keeps whose row cannot be read', async () => {
    space.populate(3);
    await read();
    space.people.pop();
    space.odd = ['3'];
    await pass(15 * minute);
    expect(name('3')).toBe('Member 3');
  });

  it('does not believe at once that a fifth of all is gone', async () => {
    space.populate(100);
    await read();
    space.populate(70);
    await pass(15 * minute);
    expect(people.size).toBe(100);
    expect(people.state).toEqual({
      readAt: begun,
      failing: { since: begun + 15 * minute, message: expect.stringContaining('lists 70 members of 100') },
    });
    await pass(15 * minute);
    expect(people.size).toBe(70);
    expect(people.state.failing).toBeNull();
  });

  it('keeps what was known while Nexudus cannot be read, says since when and why, and tries again', async () => {
    space.populate(3);
    await read();
    space.failure = new ExternalError('nexudus', 'timeout', 'GET /spaces/coworkers: no answer', { retryable: true });
    await pass(16 * minute);
    expect(name('2')).toBe('Member 2');
    const failing = { since: begun + 15 * minute, message: 'GET /spaces/coworkers: no answer' };
    expect(people.state).toEqual({ readAt: begun, failing });
    space.failure = null;
    await pass(2 * minute);
    expect(people.state).toEqual({ readAt: begun + 18 * minute, failing: null });
  });

  it('reads anew, once, whom genuine hooks name, unless they cannot have changed it', async () => {
    space.populate(600);
    await read();
    space.people[1] = coworkerRow('2', 'Bea');
    hook('1', 'CoworkerCheckin');
    hook('1', 'AccessControlUpdate');
    for (const action of ['CoworkerUpdate', 'CoworkerContractRenew']) hook('2', action);
    await pass(minute);
    expect(space.takeAsked()).toEqual(['coworker 2', 'contracts 2']);
    expect(name('2')).toBe('Bea');
  });

  it('reads what has changed where hooks name many', async () => {
    space.populate(600);
    await read();
    for (let id = 1; id <= 9; id++) hook(`${id}`, 'CoworkerUpdate');
    await pass(11_000);
    expect(space.takeAsked()).toEqual(changes);
  });

  it('reads what has changed once such hooks have stopped coming, or after two minutes of them', async () => {
    space.populate(600);
    await read();
    const edit = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second++) {
        for (let n = 1; n <= 6; n++) hook(`${6 * second + n}`, 'CoworkerUpdate');
        await pass(1_000);
      }
    };
    await edit(60);
    expect(space.takeAsked()).toEqual([]);
    await pass(10_000);
    expect(space.takeAsked()).toEqual(changes);
    await pass(minute);
    await edit(130);
    expect(space.takeAsked()).toEqual(changes);
  });

  it('keeps a member that Nexudus does not find: that alone does not prove it gone', async () => {
    space.populate(600);
    await read();
    space.people.shift();
    hook('1', 'CoworkerDelete');
    await pass(minute);
    expect(name('1')).toBe('Member 1');
  });

  it('makes way for everything else, logs nobody, and does nothing once it is stopped', async () => {
    const calls: Call[] = [];
    const allCoworkers = space.source.allCoworkers;
    space.source.allCoworkers = (call) => (calls.push(call), allCoworkers(call));
    space.people = [coworkerRow('1', 'Ada Byron')];
    await read();
    space.failure = new Error('a bug');
    await pass(15 * minute);
    expect(calls.map(({ priority }) => priority)).toEqual(['background', 'background']);
    expect(people.state.failing?.message).toBe('The roster cannot be read here; the log says why.');
    expect(logged.join()).not.toContain('Byron');
    await reader.stop();
    space.takeAsked();
    await pass(hour);
    expect(space.takeAsked()).toEqual([]);
  });
});
