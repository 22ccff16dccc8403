import type { Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import { Gathered, type Listed } from '../../clients/gathered';
import { memberId, type MemberId } from '../../domain/replayed/ids';
import type { Priority } from '../../domain/replayed/priority';

const minute = 60_000;

/** A rate limiter that lets a call go when the test says so, and a source whose answers name how they were read. */
class Scene {
  readonly sent: string[] = [];
  clock = 0;
  /** What the next list says. */
  list: Listed<string> | ExternalError = { rows: 100, of: (id) => `${id} of a list` };
  /** How long somebody was made to wait for the next list, ms. */
  readonly pauses: number[] = [];
  endPause: () => void = () => undefined;
  #turns: { priority: Priority; go: () => void }[] = [];
  readonly gathered = new Gathered<string>({
    turn: ({ priority, signal }) => this.#turn(priority, signal),
    callEveryMs: 500,
    now: () => this.clock,
    pause: (ms) => {
      this.pauses.push(ms);
      return new Promise((resolve) => (this.endPause = resolve));
    },
    one: (id) => {
      this.sent.push(id);
      return Promise.resolve(`${id} alone`);
    },
    all: (call) => {
      this.sent.push('list');
      call.onCall?.();
      return this.list instanceof ExternalError ? Promise.reject(this.list) : Promise.resolve(this.list);
    },
  });

  ask(id: string, call: Partial<Call> = {}): Promise<string> {
    return this.gathered.ask(memberId(id), { priority: 'urgent', patient: true, ...call }, undefined);
  }

  asks(...ids: string[]): Promise<string[]> {
    return Promise.all(ids.map((id) => this.ask(id)));
  }

  /** One call may leave: the most urgent that waits. */
  async pass(): Promise<void> {
    await settled();
    this.#turns.sort((a, b) => order.indexOf(a.priority) - order.indexOf(b.priority));
    this.#turns.shift()?.go();
    await settled();
  }

  async passAll(calls = 2 * crowd.length): Promise<void> {
    for (let call = 0; call < calls; call += 1) await this.pass();
  }

  get waiting(): number {
    return this.#turns.length;
  }

  #turn(priority: Priority, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = { priority, go: resolve };
      this.#turns.push(turn);
      signal?.addEventListener('abort', () => {
        this.#turns = this.#turns.filter((other) => other !== turn);
        reject(new Error('no longer wanted'));
      });
    });
  }
}

const order: Priority[] = ['urgent', 'usual', 'background'];
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const failed = (code: 'outage' | 'inconsistent'): ExternalError =>
  new ExternalError('nexudus', code, 'scripted', { retryable: true });
const crowd = ['1', '2', '3', '4', '5', '6'];

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  scene.gathered.learn({ calls: 2, rows: 100 });
});

describe('members whose reads wait for the rate limiter', () => {
  test('are read one by one while they are few', async () => {
    const answers = scene.asks('1', '2', '3');
    await scene.passAll();
    expect(await answers).toEqual(['1 alone', '2 alone', '3 alone']);
    expect(scene.sent).toEqual(['1', '2', '3']);
  });

  test('share one list when they are more than it takes calls', async () => {
    const answers = scene.asks(...crowd);
    await scene.pass();
    expect(await answers).toEqual(crowd.map((id) => `${id} of a list`));
    expect(scene.sent).toEqual(['list']);
    expect(scene.waiting).toBe(0);
  });

  test('are read one by one while a list takes more calls than they are', async () => {
    scene.gathered.learn({ calls: 40, rows: 20_000 });
    const answers = scene.asks(...crowd);
    await scene.passAll();
    expect(await answers).toEqual(crowd.map((id) => `${id} alone`));
  });

  test('are read one by one while nobody knows what a list takes', async () => {
    scene = new Scene();
    const answers = scene.asks(...crowd);
    await scene.passAll();
    expect(await answers).toEqual(crowd.map((id) => `${id} alone`));
  });

  test('get no answer from a list whose request left before they asked', async () => {
    let answer: (listed: Listed<string>) => void = () => undefined;
    scene.list = { rows: 100, of: () => 'old' };
    const early = scene.asks(...crowd);
    const all = jest
      .spyOn(scene.gathered['options'], 'all')
      .mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    await scene.pass();
    expect(all).toHaveBeenCalledTimes(1);
    const late = scene.ask('7');
    answer({ rows: 100, of: () => 'old' });
    expect(await early).toEqual(crowd.map(() => 'old'));
    await scene.pass();
    expect(await late).toBe('7 alone');
  });

  test('are all answered by the list that the more urgent of them begin', async () => {
    const background = Promise.all(crowd.map((id) => scene.ask(id, { priority: 'background' })));
    const urgent = scene.asks('11', '12', '13', '14');
    await scene.pass();
    expect(await urgent).toContain('11 of a list');
    expect(await background).toHaveLength(crowd.length);
    expect(scene.sent).toEqual(['list']);
  });

  test('do not make a few who are more urgent wait for the pages of a list', async () => {
    const background = Promise.all(crowd.map((id) => scene.ask(id, { priority: 'background' })));
    const urgent = scene.ask('9');
    await scene.pass();
    expect(await urgent).toBe('9 alone');
    await scene.pass();
    expect(await background).toHaveLength(crowd.length);
    expect(scene.sent).toEqual(['9', 'list']);
  });

  test('leave when they are no longer wanted, and their turn with them', async () => {
    const wanted = new AbortController();
    const answer = scene.ask('1', { signal: wanted.signal });
    await settled();
    wanted.abort(new Error('over'));
    await expect(answer).rejects.toThrow('over');
    await settled();
    expect(scene.waiting).toBe(0);
    expect(scene.sent).toEqual([]);
  });
});

describe('who is not urgent', () => {
  const usual = (...ids: string[]): Promise<string[]> =>
    Promise.all(ids.map((id) => scene.ask(id, { priority: 'usual' })));

  const listFor = async (ids: string[]): Promise<void> => {
    const answers = usual(...ids);
    await scene.pass();
    await answers;
  };

  test('waits after a list as long as reads one by one would have taken, and the next list serves all who have come', async () => {
    await listFor(crowd);
    const next = usual('11', '12', '13', '14');
    await settled();
    expect(scene.pauses).toEqual([2_000]);
    scene.clock = 2_000;
    scene.endPause();
    await settled();
    expect(scene.pauses).toEqual([2_000, 1_000]);
    const late = usual('15');
    await scene.pass();
    expect(scene.sent).toEqual(['list']);
    scene.endPause();
    await scene.pass();
    expect([...(await next), ...(await late)]).toHaveLength(5);
    expect(scene.sent).toEqual(['list', 'list']);
  });

  test('waits twenty seconds at most', async () => {
    await listFor(Array.from({ length: 200 }, (_, index) => String(index)));
    const next = usual(...crowd);
    await settled();
    scene.clock = 2_000;
    scene.endPause();
    await settled();
    expect(scene.pauses).toEqual([2_000, 18_000]);
    scene.endPause();
    await scene.pass();
    await next;
  });

  test('is read alone after a lull in which only a few have come', async () => {
    await listFor(crowd);
    const next = usual('11');
    await settled();
    scene.clock = 2_000;
    scene.endPause();
    await scene.pass();
    expect(await next).toEqual(['11 alone']);
    expect(scene.pauses).toEqual([2_000]);
  });

  test('does not wait for what has been read for the background, nor is anybody urgent made to wait', async () => {
    const background = Promise.all(crowd.map((id) => scene.ask(id, { priority: 'background' })));
    await scene.pass();
    await background;
    const next = usual('11');
    await scene.pass();
    await next;
    await listFor(crowd);
    const urgent = scene.ask('12');
    await scene.pass();
    await urgent;
    expect(scene.pauses).toEqual([]);
  });
});

describe('what a list leaves open', () => {
  test('is read alone', async () => {
    scene.list = { rows: 100, of: (id) => (id === '3' ? null : `${id} of a list`) };
    const answers = scene.asks(...crowd);
    await scene.passAll();
    expect((await answers)[2]).toBe('3 alone');
    expect(scene.sent).toEqual(['list', '3']);
  });

  test('a list that cannot be read judges nobody: all are read alone, and no list for five minutes', async () => {
    scene.list = failed('inconsistent');
    const answers = scene.asks(...crowd);
    await scene.passAll();
    expect(await answers).toEqual(crowd.map((id) => `${id} alone`));
    const again = scene.asks(...crowd);
    await scene.passAll();
    await again;
    expect(scene.sent.filter((what) => what === 'list')).toHaveLength(1);
  });

  test('an outage is told to all who have asked', async () => {
    scene.list = failed('outage');
    const answers = scene.asks(...crowd);
    const told = expect(answers).rejects.toMatchObject({ code: 'outage' });
    await scene.passAll();
    await told;
    expect(scene.sent).toEqual(['list']);
  });

  test('a list that has lost many rows at once judges nobody until it has been so short for ten minutes', async () => {
    const empty: Listed<string> = { rows: 0, of: (id: MemberId) => `${id} of an empty list` };
    scene.list = empty;
    const answers = scene.asks(...crowd);
    await scene.passAll();
    expect(await answers).toEqual(crowd.map((id) => `${id} alone`));
    for (const minutes of [6, 12]) {
      scene.clock = minutes * minute;
      const later = scene.asks(...crowd);
      await scene.passAll();
      expect(await later).toEqual(crowd.map((id) => (minutes < 10 ? `${id} alone` : `${id} of an empty list`)));
    }
  });
});
