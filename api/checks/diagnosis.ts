import { ExternalError } from '../../clients/external-error';
import type { CheckId, CheckView } from '../../contracts/api/checks';
import { systemName } from '../../domain/replayed/health/synced-system';
import { GatewayError } from '../ports/gateways';

/** What a look has found out. */
export type Diagnosis = Pick<CheckView, 'result' | 'evidence' | 'todo'>;

/** One thing that can be looked at. It may throw what ports and clients throw; the signal ends it when its time is up. */
export interface Check {
  id: CheckId;
  /** The longest that it may take. */
  limitMs: number;
  look: (signal: AbortSignal) => Promise<Diagnosis>;
}

export const ok = (evidence: string): Diagnosis => ({ result: 'ok', evidence, todo: null });
export const warning = (evidence: string, todo: string): Diagnosis => ({ result: 'warning', evidence, todo });
export const failed = (evidence: string, todo: string): Diagnosis => ({ result: 'failed', evidence, todo });
export const unknown = (evidence: string, todo: string): Diagnosis => ({ result: 'unknown', evidence, todo });
export const skipped = (evidence: string, todo: string | null = null): Diagnosis => ({
  result: 'skipped',
  evidence,
  todo,
});

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

/** "a, b and 3 more". */
export function listed(words: readonly string[], most = 5): string {
  const more = words.length - most;
  return more > 0 ? `${words.slice(0, most).join(', ')} and ${more} more` : words.join(', ');
}

/** "1 location", "3 locations". */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** For people, to the minute. */
export const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
