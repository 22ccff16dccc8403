import { type Client, ServiceError } from '@temporalio/client';
import { triggerSync } from '../../api/temporal/sync-runs';
import { temporalPages } from '../../api/temporal/members';
import { memberId } from '../../domain/replayed/ids';

const place = (client: object) => ({ client: client as Client, connector: 'test', membersQueue: 'members' });

describe('a sync that is asked for', () => {
  afterEach(() => jest.useRealTimers());

  it('is triggered once, also where Temporal turns a question about the Schedule away afterwards', async () => {
    const busy = new ServiceError('busy', {
      cause: Object.assign(new Error(), { code: 8, details: '', metadata: {} }),
    });
    const run = { workflow: { workflowId: 'roster-sync:test', firstExecutionRunId: 'run-1' } };
    const told = [[], busy, [run]];
    let triggers = 0;
    const schedule = {
      describe: () => {
        const next = told.shift() ?? [];
        if (next === busy) return Promise.reject(busy);
        return Promise.resolve({ info: { runningActions: next, recentActions: [] } });
      },
      trigger: () => Promise.resolve(void triggers++),
    };
    const client = {
      withDeadline: (_until: number, call: () => Promise<unknown>) => call(),
      schedule: { getHandle: () => schedule },
    };
    expect(await triggerSync(place(client), 5_000)).toMatchObject({ runId: 'run-1' });
    expect(triggers).toBe(1);
  });

  it('is triggered again where another patch of the Schedule has overtaken the trigger', async () => {
    jest.useFakeTimers({ now: 0 });
    const run = { workflow: { workflowId: 'roster-sync:test', firstExecutionRunId: 'run-1' } };
    let triggers = 0;
    const schedule = {
      describe: () => Promise.resolve({ info: { runningActions: triggers < 2 ? [] : [run], recentActions: [] } }),
      trigger: () => Promise.resolve(void triggers++),
    };
    const client = {
      withDeadline: (_until: number, call: () => Promise<unknown>) => call(),
      schedule: { getHandle: () => schedule },
    };
    const started = triggerSync(place(client), 10_000);
    await jest.advanceTimersByTimeAsync(2_900);
    expect(triggers).toBe(1);
    await jest.advanceTimersByTimeAsync(300);
    expect(await started).toMatchObject({ runId: 'run-1' });
  });
});

describe('what many ask for on the page of one member', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('is done one after the other, and nobody waits longer for the turn of others', async () => {
    const deadlines: number[] = [];
    const ends: (() => void)[] = [];
    const handle = { executeUpdate: () => new Promise<object>((resolve) => ends.push(() => resolve({ done: true }))) };
    const client = {
      withDeadline: (until: number, call: () => Promise<unknown>) => {
        deadlines.push(until);
        return call();
      },
      workflow: { getHandle: () => handle },
    };
    const pages = temporalPages(place(client));
    const both = [1, 2].map(() => pages.renew(memberId('1001'), { link: 'a link' }));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(deadlines).toEqual([20_000]);
    ends[0]?.();
    await jest.advanceTimersByTimeAsync(0);
    expect(deadlines).toEqual([20_000, 20_000]);
    ends[1]?.();
    expect(await Promise.all(both)).toEqual([{ done: true }, { done: true }]);
  });
});
