import { SystemWatch } from '../../workers/recovery/system-watch';
import { FakeClock } from '../clients/support/fake-clock';

const second = 1_000;
const minute = 60 * second;

/** A watch over a system that a test makes ill and well, ticking every second of a clock that passes when told to. */
class Ward {
  readonly clock = new FakeClock();
  readonly news: string[] = [];
  readonly errors: string[] = [];
  #ticking: Promise<void> | null = null;
  isWell = true;
  /** When it was asked, and when those who wait were told, in seconds. */
  readonly asked: number[] = [];
  readonly woken: number[] = [];
  /** What those who are told find; without it, what `ask` finds. */
  wakens: (goOn: () => Promise<boolean>) => Promise<boolean> = () => Promise.resolve(this.isWell);
  readonly watch = new SystemWatch({
    ask: () => {
      this.asked.push(this.clock.now() / second);
      return Promise.resolve(this.isWell ? 'well' : 'ill');
    },
    wake: (goOn) => {
      this.woken.push(this.clock.now() / second);
      return this.wakens(goOn);
    },
    clock: {
      now: () => this.clock.now(),
      pause: (ms) => new Promise<void>((resolve) => void this.clock.after(ms, resolve)),
    },
    report: (news) => this.news.push(news),
  });

  async pass(ms: number): Promise<void> {
    for (const end = this.clock.now() + ms; this.clock.now() < end;) {
      this.#ticking ??= this.#tick();
      await this.clock.pass(second);
    }
  }

  /** As the worker does it: one after the other, and an error is no end. */
  async #tick(): Promise<void> {
    await this.watch.tick().catch((error: Error) => this.errors.push(error.message));
    this.#ticking = null;
  }

  fallIll(): void {
    this.isWell = false;
    this.watch.failed('1', 'unreachable');
  }
}

describe('a system that fails', () => {
  it('is left alone while nobody has met a failure', async () => {
    const ward = new Ward();
    await ward.pass(10 * minute);
    expect(ward.asked).toEqual([]);
  });

  it('is asked after a failure, however well it has answered before', async () => {
    const ward = new Ward();
    ward.watch.answered();
    ward.isWell = false;
    ward.watch.suspect();
    await ward.pass(11 * second);
    expect(ward.asked).toEqual([0, 10]);
    expect(ward.news).toEqual(['failing']);
  });

  it('is asked at once, then every ten seconds while nobody else asks it, and whoever waits is told after the first good answer', async () => {
    const ward = new Ward();
    ward.fallIll();
    await ward.pass(31 * second);
    expect(ward.asked).toEqual([0, 10, 20, 30]);
    expect(ward.woken).toEqual([]);
    ward.isWell = true;
    await ward.pass(10 * minute);
    expect(ward.asked).toEqual([0, 10, 20, 30, 40]);
    expect(ward.woken).toEqual([40]);
    expect(ward.news).toEqual(['failing', 'well']);
  });

  it('is not asked while members ask it, and one that gets a good answer is enough', async () => {
    const ward = new Ward();
    ward.fallIll();
    for (let tries = 0; tries < 10; tries++) {
      await ward.pass(8 * second);
      ward.watch.failed('2', 'timeout');
    }
    expect(ward.asked).toEqual([0]);
    ward.isWell = true;
    ward.watch.answered();
    await ward.pass(second);
    expect(ward.asked).toEqual([0]);
    expect(ward.woken).toEqual([80]);
  });

  it('is asked at once for those who have waited since before', async () => {
    const ward = new Ward();
    ward.watch.assumeIll();
    await ward.pass(2 * second);
    expect(ward.asked).toEqual([0]);
    expect(ward.woken).toEqual([0]);
  });
});

describe('a request that fails by itself', () => {
  it('makes no system ill, however often it fails', async () => {
    const ward = new Ward();
    for (let tries = 0; tries < 20; tries++) {
      ward.watch.failed('1', 'outage');
      await ward.pass(minute);
    }
    expect(ward.woken).toEqual([]);
    expect(ward.news).toEqual([]);
  });

  it('does when the system does not answer anything else either', async () => {
    const ward = new Ward();
    ward.isWell = false;
    ward.watch.failed('1', 'outage');
    await ward.pass(second);
    expect(ward.news).toEqual(['failing']);
  });

  it('does not stand for the system where a member succeeds between two that fail', async () => {
    const ward = new Ward();
    ward.watch.failed('1', 'outage');
    ward.watch.answered();
    ward.watch.failed('2', 'outage');
    await ward.pass(minute);
    expect(ward.news).toEqual([]);
  });
});

describe('a system whose reads work and whose writes do not', () => {
  const failAgain = (ward: Ward) => async (goOn: () => Promise<boolean>) => {
    ward.watch.failed('3', 'outage');
    ward.watch.failed('4', 'outage');
    return goOn();
  };

  it('has one member at a time try, ever more rarely, at least every 40 seconds', async () => {
    const ward = new Ward();
    ward.wakens = failAgain(ward);
    ward.watch.failed('1', 'outage');
    ward.watch.failed('2', 'outage');
    await ward.pass(10 * minute);
    const gaps = ward.woken.slice(1).map((at, i) => at - (ward.woken[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(15);
    expect(gaps.slice(2).every((gap) => gap >= 40)).toBe(true);
    expect(Math.max(...gaps)).toBeLessThan(60);
    expect(ward.news).toEqual(['failing']);
    ward.wakens = () => Promise.resolve(true);
    await ward.pass(minute);
    expect(ward.news).toEqual(['failing', 'well']);
  });

  it('does not stop for one failure among many that succeed', async () => {
    const ward = new Ward();
    ward.fallIll();
    ward.isWell = true;
    ward.wakens = async (goOn) => {
      ward.watch.failed('5', 'timeout');
      const goesOn = goOn();
      ward.watch.answered();
      return goesOn;
    };
    await ward.pass(30 * second);
    expect(ward.news).toEqual(['failing', 'well']);
  });
});

describe('a Temporal server that does not answer', () => {
  it('loses nobody: they are told when it does', async () => {
    const ward = new Ward();
    ward.watch.assumeIll();
    ward.wakens = () => Promise.reject(new Error('unavailable'));
    await ward.pass(12 * second);
    expect(ward.errors).toEqual(['unavailable']);
    ward.wakens = () => Promise.resolve(true);
    await ward.pass(30 * second);
    expect(ward.news).toEqual(['failing', 'well']);
  });
});
