import { z } from 'zod';
import { Check, checkIds, checkResults } from '../../contracts/api/checks';
import { count } from '../../contracts/api/diagnosis';
import type { Context } from '../frame/context';
import type { Output } from '../frame/output';
import { machineCheckIds } from './machine-check';

const DoctorCheck = Check.extend({
  id: z.enum([...machineCheckIds, ...checkIds]),
  place: z.enum(['machine', 'api']).meta({ description: 'Who has looked: the command line, or the API.' }),
});
export type DoctorCheck = z.infer<typeof DoctorCheck>;

/** What `latchkey doctor --json` prints. */
export const DoctorReport = z.object({
  checks: z.array(DoctorCheck).meta({ description: 'All of them, the worst first.' }),
  fixed: z.array(z.string()).meta({ description: 'What --fix has done, a sentence each.' }),
  kept: z.array(z.string()).meta({ description: 'Ids of the master keys that --key-is-kept has noted.' }),
  bundle: z.string().nullable().meta({ description: 'The file that --bundle has written.' }),
});
export type DoctorReport = z.infer<typeof DoctorReport>;

export const worstFirst = (checks: readonly DoctorCheck[]): DoctorCheck[] =>
  [...checks].sort((a, b) => checkResults.indexOf(a.result) - checkResults.indexOf(b.result));

export const hasFailed = ({ checks }: DoctorReport): boolean => checks.some(({ result }) => result === 'failed');

/** What is well is not worth a line, nor is what there is nothing to look at. */
const isSilent = ({ result, todo }: DoctorCheck): boolean => result === 'ok' || (result === 'skipped' && todo === null);

/** For people: what is wrong, or one line that nothing is. */
export function showReport({ checks, fixed, kept, bundle }: DoctorReport, { output }: Context, all: boolean): void {
  for (const sentence of fixed) output.text(`${output.good('✓')} ${sentence}`);
  if (kept.length > 0) output.text(`${output.good('✓')} Noted: a copy of ${kept.join(', ')} is kept elsewhere.`);
  const shown = all ? checks : checks.filter((check) => !isSilent(check));
  for (const { result, title, evidence, todo, place } of shown) {
    const where = place === 'api' ? output.dim(' (seen by the API)') : '';
    output.text(`${marks[result](output)} ${output.bold(title)}${where}`);
    output.text(evidence, INDENT);
    if (todo !== null) output.text(`→ ${todo}`, INDENT);
  }
  output.text(summary(checks));
  if (bundle !== null) output.text(`The support file is ${bundle}. Read it before you give it away.`);
}

const INDENT = '  ';
const marks: Record<DoctorCheck['result'], (output: Output) => string> = {
  failed: (output) => output.bad('✗ failed '),
  warning: (output) => output.warn('! warning'),
  unknown: (output) => output.warn('? unknown'),
  skipped: (output) => output.dim('- skipped'),
  ok: (output) => output.good('✓ ok     '),
};

function summary(checks: readonly DoctorCheck[]): string {
  const number = (result: DoctorCheck['result']) => checks.filter((check) => check.result === result).length;
  const parts = [
    ...(number('failed') > 0 ? [`${number('failed')} failed`] : []),
    ...(number('warning') > 0 ? [count(number('warning'), 'warning')] : []),
    ...(number('unknown') > 0 ? [`${number('unknown')} unknown`] : []),
  ];
  const well = `${number('ok')} of ${count(checks.length, 'check')}`;
  if (parts.length === 0) return `All is well: ${well} ok, the others have nothing to look at.`;
  return `${parts.join(', ')}; ${well} ok.`;
}
