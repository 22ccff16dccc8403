import { z } from 'zod';
import type { Answer } from '../../contracts/api/operation';
import { readWhatIf } from '../../contracts/api/what-if';
import { answerOf } from './command';
import type { Context } from './context';
import { exitCodes, type ExitCode } from './exit-codes';
import { followRun } from './follow-run';
import { changesTo, type SettingsFile, showChanges, withLines } from './settings-file';
import { showWhatIf } from './what-if-view';

/** What a file of settings would change. */
export const PlanAnswer = z.object({
  /** Of the settings that it is compared with. */
  version: z.int(),
  changes: z.array(z.object({ path: z.array(z.string()), was: z.unknown().optional(), is: z.unknown().optional() })),
  /** What that does to members; null where there is no change. */
  whatIf: answerOf(readWhatIf).nullable(),
});
export interface PlanAnswer {
  version: number;
  changes: { path: string[]; was?: unknown; is?: unknown }[];
  whatIf: Answer<typeof readWhatIf> | null;
}

/** Compares a file with the settings that are saved, and has the API say what it would do to the live roster. */
export async function planSettings(context: Context, file: SettingsFile, acceptCutOff: boolean): Promise<PlanAnswer> {
  const { api } = context;
  const saved = await api.readSettings();
  const changes = changesTo(saved.settings, file.settings);
  if (changes.length === 0) return { version: saved.version, changes, whatIf: null };
  context.progress.say('Asking what it would do');
  const started = api.startWhatIf({
    body: { settings: file.settings },
    query: acceptCutOff ? { cutOff: 'accept' } : {},
  });
  const { id } = await withLines(file, started);
  const whatIf = await followRun(context, 'The what-if', () => api.readWhatIf({ params: { id } }));
  return { version: saved.version, changes, whatIf };
}

export async function showPlan({ version, changes, whatIf }: PlanAnswer, context: Context): Promise<void> {
  const { output } = context;
  if (whatIf === null) return output.line(`Nothing to change: the settings are at version ${version}.`);
  output.heading(`Against version ${version}:`);
  showChanges(
    changes.map(({ path, was, is }) => ({ path, was, is })),
    output,
  );
  output.line();
  await showWhatIf(whatIf, context);
}

export const planCode = ({ changes }: PlanAnswer): ExitCode =>
  changes.length === 0 ? exitCodes.done : exitCodes.pending;
