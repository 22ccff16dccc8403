import type { CheckView } from './checks';

/** What a look has found out. */
export type Diagnosis = Pick<CheckView, 'result' | 'evidence' | 'todo'>;

export const ok = (evidence: string): Diagnosis => ({ result: 'ok', evidence, todo: null });
export const warning = (evidence: string, todo: string): Diagnosis => ({ result: 'warning', evidence, todo });
export const failed = (evidence: string, todo: string): Diagnosis => ({ result: 'failed', evidence, todo });
export const unknown = (evidence: string, todo: string): Diagnosis => ({ result: 'unknown', evidence, todo });
export const skipped = (evidence: string, todo: string | null = null): Diagnosis => ({
  result: 'skipped',
  evidence,
  todo,
});

/** "a, b and 3 more". */
export function listed(words: readonly string[], most = 5): string {
  const more = words.length - most;
  return more > 0 ? `${words.slice(0, most).join(', ')} and ${more} more` : words.join(', ');
}

/** "1 location", "3 locations". */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;
