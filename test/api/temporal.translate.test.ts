import {
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { GatewayError } from '../../api/ports/gateways';
import { translate } from '../../api/temporal/call';

const grpc = (code: number) =>
  new ServiceError('failed', { cause: Object.assign(new Error(), { code, details: '', metadata: {} }) });

const DEADLINE_EXCEEDED = 4;
const INVALID_ARGUMENT = 3;
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
