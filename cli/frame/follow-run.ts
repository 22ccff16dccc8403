import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../contracts/api/operation';
import type { readSync } from '../../contracts/api/syncs';
import type { Context } from './context';
import { Trouble } from './trouble';

type RunView = Pick<Answer<typeof readSync>, 'state' | 'reason' | 'sentence' | 'progress'>;

const PAUSE_MS = 700;

const PHASES = { source: 'Reading Nexudus', directory: 'Reading IronWifi', telling: 'Telling members' } as const;

/** Waits for a run to end, and says how far it has come. Throws a Trouble where it fails. */
export async function followRun<View extends RunView>(
  context: Context,
  what: string,
  read: () => Promise<View>,
): Promise<View> {
  context.progress.say(what);
  for (;;) {
    const run = await read();
    if (run.state === 'failed')
      throw new Trouble(`${what} has failed${run.reason === null ? '' : `: ${run.reason}`}.`, {
        todo: 'latchkey doctor says what is the matter; then try again.',
        code: 'runFailed',
      });
    if (run.state === 'done') return run;
    context.progress.say(stateOf(what, run.progress));
    await sleep(PAUSE_MS, undefined, { signal: context.signal });
  }
}

function stateOf(what: string, progress: RunView['progress']): string {
  if (progress === null) return what;
  const { phase, done, of, endsAt } = progress;
  const left = endsAt === null ? null : Math.max(0, Math.round((Date.parse(endsAt) - Date.now()) / 1000));
  const remaining = left === null ? '' : `, about ${left < 90 ? `${left} s` : `${Math.round(left / 60)} min`} left`;
  return `${PHASES[phase]}: ${done}${of === null ? '' : ` of ${of}`}${remaining}`;
}
