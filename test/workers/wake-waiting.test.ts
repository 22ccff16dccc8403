import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import type { ExternalSystem } from '../../domain/replayed/health/external-system';
import { Alarm } from '../../workers/recovery/wake-waiting';

/** Members that show attention, by workflow id: their attention and their status. */
type Waiting = Record<string, [attention: string, status?: string]>;

class Clinic {
  readonly told: string[] = [];
  readonly pauses: number[] = [];
  waiting: Waiting = {};
  /** Who shows attention only in the second round. */
  late: Waiting = {};
  ended: string[] = [];
  readonly alarm: Alarm;

  constructor(system: ExternalSystem) {
    const client = {
      workflow: { list: () => this.#list(), getHandle: (id: string) => ({ signal: () => this.#signal(id) }) },
    };
    this.alarm = new Alarm({
      client: client as unknown as Client,
      connector: 'test',
      system,
      paceMs: () => 800,
      pause: (ms) => Promise.resolve(void this.pauses.push(ms)),
    });
  }

  async *#list() {
    await Promise.resolve();
    const waiting = this.pauses.includes(10_000) ? { ...this.waiting, ...this.late } : this.waiting;
    for (const [workflowId, [attention, status = 'granted']] of Object.entries(waiting)) {
      const values: Record<string, string> = { LatchkeyAttention: attention, LatchkeyStatus: status };
      yield { workflowId, typedSearchAttributes: { get: ({ name }: { name: string }) => values[name] } };
    }
  }

  #signal(id: string): Promise<void> {
    if (this.ended.includes(id)) return Promise.reject(new WorkflowNotFoundError('gone', id, undefined));
    this.told.push(id);
    return Promise.resolve();
  }
}

const always = () => Promise.resolve(true);

describe('when a system is well again', () => {
  it('removals are told first, then who else waits for it, then who seems to wait for something else', async () => {
    const clinic = new Clinic('ironwifi');
    clinic.waiting = {
      reader: ['looker:outage'],
      joiner: ['writer:outage'],
      leaver: ['writer:outage', 'denied'],
      forgotten: ['writer:outage', 'erasing'],
      letter: ['courier:noEmail', 'denied'],
    };
    expect(await clinic.alarm.wake(always)).toBe(true);
    expect(clinic.told).toEqual(['leaver', 'forgotten', 'joiner', 'reader', 'letter', 'connector:test']);
  });

  it('each is told once, the first alone, the others at the pace of the rate limit, and latecomers in a second round', async () => {
    const clinic = new Clinic('nexudus');
    clinic.waiting = { one: ['looker:outage'], two: ['looker:outage'], three: ['looker:outage'] };
    clinic.late = { four: ['looker:timeout'] };
    await clinic.alarm.wake(always);
    expect(clinic.told).toEqual(['one', 'two', 'three', 'four', 'connector:test']);
    expect(clinic.pauses.slice(0, 4)).toEqual([2_000, 800, 800, 10_000]);
  });

  it('nobody else is told while the first one fails, and another one is the first next time', async () => {
    const clinic = new Clinic('ironwifi');
    clinic.waiting = { one: ['writer:outage'], two: ['writer:outage'] };
    const afterFirst = (): Promise<boolean> => Promise.resolve(clinic.told.length === 0);
    expect(await clinic.alarm.wake(afterFirst)).toBe(false);
    expect(clinic.told).toEqual(['one']);
    clinic.told.length = 0;
    expect(await clinic.alarm.wake(afterFirst)).toBe(false);
    expect(clinic.told).toEqual(['two']);
  });

  it('one that has ended meanwhile disturbs nobody', async () => {
    const clinic = new Clinic('smtp');
    clinic.waiting = { one: ['courier:unreachable'], two: ['courier:unreachable'] };
    clinic.ended = ['one'];
    expect(await clinic.alarm.wake(always)).toBe(true);
    expect(clinic.told).toEqual(['two', 'connector:test']);
  });
});
