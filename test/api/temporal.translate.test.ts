import {
  type Client,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { GatewayError } from '../../api/ports/gateways';
import { signalWithin, translate, updateWithin, within } from '../../api/temporal/call';

const grpc = (code: number, details = '') =>
  new ServiceError('failed', { cause: Object.assign(new Error(), { code, details, metadata: {} }) });

const DEADLINE_EXCEEDED = 4;
const INVALID_ARGUMENT = 3;
const RESOURCE_EXHAUSTED = 8;
const FAILED_PRECONDITION = 9;
const UNAVAILABLE = 14;

describe('what the SDK throws, in the words of the ports', () => {
  it.each([
    ['nothing listens', grpc(UNAVAILABLE), 'server', 'away'],
    ['nothing listens, when a worker was asked', grpc(UNAVAILABLE), 'worker', 'away'],
    ['the server is silent', grpc(DEADLINE_EXCEEDED), 'server', 'away'],
    ['the worker is silent', grpc(DEADLINE_EXCEEDED), 'worker', 'silent'],
    ['no worker was seen of late', grpc(FAILED_PRECONDITION), 'worker', 'silent'],
    ['an update was not taken in time', new WorkflowUpdateRPCTimeoutOrCancelledError('cancelled'), 'worker', 'silent'],
    ['there is no such workflow', new WorkflowNotFoundError('gone', 'member:main:1', undefined), 'worker', 'notFound'],
    ['too many updates are under way', grpc(RESOURCE_EXHAUSTED), 'worker', 'busy'],
    ['too many calls are under way', grpc(RESOURCE_EXHAUSTED), 'server', 'busy'],
    ['the request itself is refused', grpc(INVALID_ARGUMENT), 'server', 'refused'],
    ['anything else', new Error('?'), 'server', 'away'],
  ] as const)('%s', (_what, error, answerer, code) => {
    expect(translate(error, answerer)).toMatchObject({ name: 'GatewayError', code, cause: error });
  });

  it('an update that was turned down keeps its reason and what is wrong where', () => {
    const errors = [{ path: 'ssid', message: 'is missing' }];
    const cause = ApplicationFailure.create({
      message: 'not valid',
      type: 'settingsInvalid',
      details: [errors, 'stray'],
    });
    expect(translate(new WorkflowUpdateFailedError('failed', cause), 'worker')).toMatchObject({
      code: 'refused',
      failure: 'settingsInvalid',
      message: 'not valid',
      errors,
    });
  });

  it('is left alone when it is one already', () => {
    const error = new GatewayError('notReady', 'not yet');
    expect(translate(error, 'worker')).toBe(error);
  });
});

const client = { withDeadline: (_until: number, call: () => Promise<unknown>) => call() } as unknown as Client;

describe('a call that the server has taken and dropped', () => {
  it.each([
    'buffered query cleared, please retry',
    'workflow update was aborted',
    'Workflow task state is inconsistent.',
  ])('is made again, under the same id: %s', async (details) => {
    const ids: string[] = [];
    const done = await updateWithin(client, 5_000, ({ updateId }) => {
      ids.push(updateId);
      return ids.length < 3 ? Promise.reject(grpc(UNAVAILABLE, details)) : Promise.resolve('done');
    });
    expect(done).toBe('done');
    expect(ids).toEqual([ids[0], ids[0], ids[0]]);
  });

  it('is told at once from a server that is away', async () => {
    let calls = 0;
    const away = () => Promise.reject(grpc(UNAVAILABLE, `No connection established, call ${++calls}`));
    await expect(within(client, 5_000, 'worker', away)).rejects.toMatchObject({ code: 'away' });
    expect(calls).toBe(1);
  });
});

describe('a call that was not accepted because too many are under way', () => {
  const refusedTimes = (times: number) => {
    let calls = 0;
    return () => (calls++ < times ? Promise.reject(grpc(RESOURCE_EXHAUSTED)) : Promise.resolve('done'));
  };

  it.each(['worker', 'server'] as const)('is made again when a %s was asked', async (answerer) => {
    expect(await within(client, 5_000, answerer, refusedTimes(2))).toBe('done');
  });

  it('says so once its time is over', async () => {
    await expect(within(client, 300, 'worker', refusedTimes(9))).rejects.toMatchObject({ code: 'busy' });
  });

  it('is not made again as a signal: a webhook cannot wait', async () => {
    const signal = refusedTimes(1);
    await expect(signalWithin(client, 5_000, async () => void (await signal()))).rejects.toMatchObject({
      code: 'busy',
    });
  });
});
