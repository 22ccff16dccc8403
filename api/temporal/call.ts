import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  isGrpcDeadlineError,
  isGrpcServiceError,
  QueryNotRegisteredError,
  ScheduleNotFoundError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { failureCodes } from '../../domain/replayed/failure-codes';
import { GatewayError, type FieldError } from '../ports/gateways';

const AGAIN_MS = 200;

/**
 * Every call to Temporal goes through here: it ends within `ms`, and fails with a GatewayError. One that was not accepted
 * or was dropped, because it fell between two runs of a workflow, the server loaded the workflow anew, or others of the
 * same workflow were under way, is repeated. Updates go through `updateWithin`, signals through `signalWithin`.
 */
export async function within<T>(client: Client, ms: number, answerer: Answerer, call: () => Promise<T>): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    try {
      return await client.withDeadline(until, call);
    } catch (error) {
      if (!wasNotAccepted(error) || Date.now() + AGAIN_MS >= until) throw translate(error, answerer);
      await sleep(AGAIN_MS);
    }
  }
}

/** A signal is not repeated here: who sends it cannot wait, and the spool repeats it. */
export async function signalWithin(client: Client, ms: number, call: () => Promise<void>): Promise<void> {
  await client.withDeadline(Date.now() + ms, call).catch((error: unknown) => {
    throw translate(error, 'server');
  });
}

export interface UpdateId {
  updateId: string;
}

/** An update, which keeps its id when it is repeated: the server lets a run of a workflow take each id once. */
export function updateWithin<T>(client: Client, ms: number, call: (id: UpdateId) => Promise<T>): Promise<T> {
  const id = { updateId: randomUUID() };
  return within(client, ms, 'worker', () => call(id));
}

/** gRPC status codes that matter here. */
export const INVALID_ARGUMENT = 3;
export const NOT_FOUND = 5;
const RESOURCE_EXHAUSTED = 8;
const FAILED_PRECONDITION = 9;
const UNAVAILABLE = 14;

/** Whose silence a passed deadline means: Temporal's own, or that of the worker that was to answer. */
type Answerer = 'server' | 'worker';

/** The SDK's errors, in the words of the ports. */
export function translate(error: unknown, answerer: Answerer): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof WorkflowNotFoundError || error instanceof ScheduleNotFoundError) {
    return new GatewayError('notFound', 'There is no such workflow, or it has ended.', { cause: error });
  }
  if (error instanceof WorkflowUpdateFailedError) return refusedUpdate(error);
  if (isSilence(error, answerer)) return new GatewayError('silent', 'No worker answers.', { cause: error });
  if (grpcCode(error) === RESOURCE_EXHAUSTED) {
    return new GatewayError('busy', 'Temporal takes no more calls of this kind at once.', { cause: error });
  }
  if (grpcCode(error) === INVALID_ARGUMENT) {
    return new GatewayError('refused', 'Temporal refuses the request.', { cause: error });
  }
  return new GatewayError('away', 'Temporal does not answer.', { cause: error });
}

function isSilence(error: unknown, answerer: Answerer): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || error instanceof QueryNotRegisteredError)
    return true;
  if (answerer !== 'worker') return false;
  // "no poller seen for task queue recently, worker may be down"
  return isGrpcDeadlineError(error) || grpcCode(error) === FAILED_PRECONDITION;
}

/** The description of a Schedule is a query too: its workflow turns one away while another waits. */
const wasNotAccepted = (error: unknown): boolean =>
  fellBetweenRuns(error) || grpcCode(error) === RESOURCE_EXHAUSTED || wasDropped(error);

/**
 * The server had taken the call, and dropped it when it loaded the workflow anew (temporalio/temporal 1.31,
 * service/history/consts/const.go and workflow/update/errors_failures.go).
 */
const DROPPED = /buffered query cleared|workflow update was aborted|workflow task state is inconsistent/i;

function wasDropped(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return grpcCode(error) === UNAVAILABLE && isGrpcServiceError(cause) && DROPPED.test(cause.details);
}

/** The update met a workflow just when it continued as new, and was not accepted. */
function fellBetweenRuns(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return grpcCode(error) === FAILED_PRECONDITION && isGrpcServiceError(cause) && /task failure/.test(cause.details);
}

/** Undefined: it is no error of gRPC. */
export function grpcCode(error: unknown): number | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (isGrpcServiceError(error)) return error.code;
  return isGrpcServiceError(cause) ? cause.code : undefined;
}

function refusedUpdate(error: WorkflowUpdateFailedError): GatewayError {
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure))
    return new GatewayError('refused', 'The workflow refused.', { cause: error });
  const failure = failureCodes.find((code) => code === cause.type);
  if (failure === 'notFound') return new GatewayError('notFound', cause.message, { cause: error });
  return new GatewayError('refused', cause.message, {
    cause: error,
    failure,
    errors: fieldErrors(cause.details ?? []),
  });
}

function fieldErrors(details: unknown[]): FieldError[] {
  return details.flat().filter(isFieldError);
}

function isFieldError(value: unknown): value is FieldError {
  if (typeof value !== 'object' || value === null) return false;
  return 'path' in value && typeof value.path === 'string' && 'message' in value && typeof value.message === 'string';
}
