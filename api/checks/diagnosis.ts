import { ExternalError } from '../../clients/external-error';
import type { CheckId } from '../../contracts/api/checks';
import { type Diagnosis, skipped, unknown } from '../../contracts/api/diagnosis';
import { systemName } from '../../domain/replayed/health/synced-system';
import { GatewayError } from '../ports/gateways';

/** One thing that can be looked at. It may throw what ports and clients throw; the signal ends it when its time is up. */
export interface Check {
  id: CheckId;
  /** The longest that it may take. */
  limitMs: number;
  look: (signal: AbortSignal) => Promise<Diagnosis>;
}

/** What a failure means for who wanted to know something else. Undefined: it is none that was foreseen. */
export function hindrance(error: unknown): Diagnosis | undefined {
  if (error instanceof ExternalError) return ofSystem(error);
  if (!(error instanceof GatewayError)) return undefined;
  if (error.code === 'away') return unknown(error.message, 'See the check of Temporal.');
  if (error.code === 'silent') return unknown(error.message, 'See the check of the task queues: start a worker.');
  return unknown(error.message, 'Put right what the message says, then run the checks again.');
}

function ofSystem({ system, code, message, options }: ExternalError): Diagnosis {
  const name = systemName[system === 'smtp' ? 'mail' : system];
  if (code === 'maintenance') return skipped(message, `End the maintenance of ${name}, then run the checks again.`);
  if (code === 'throttled' && options.byUs === true) return unknown(message, 'Run the checks again in a minute.');
  return unknown(`${message} (${code}).`, `See the other checks of ${name}, then run them again.`);
}

/** For people, to the minute. */
export const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
