import { existsSync } from 'node:fs';
import { homeFolder } from '../../config';
import { exitCodes } from '../frame/exit-codes';
import { command, flag } from '../frame/command';
import type { Context } from '../frame/context';
import { Trouble, usage } from '../frame/trouble';
import { examine } from '../doctor/examine';
import { masterKeyIds, noteKept } from '../doctor/kept-keys';
import { thisMachine } from '../doctor/machine';
import { DoctorReport, hasFailed, showReport } from '../doctor/report';

export const doctor = command({
  name: 'doctor',
  summary: 'Say what is wrong, and what to do about it',
  description:
    'Has the API look at all that Latchkey depends on, and looks at what only this machine knows: configuration, files and their ' +
    'modes, ports, clocks, the public address and its certificate. Nothing is changed without --fix, and no mail is sent. ' +
    'Ends with 1 if something has failed; warnings alone end with 0.',
  examples: [
    ['doctor', 'what is not well, the worst first; one line if all is'],
    ['doctor --fix', 'close files that others of this machine can read, and look again'],
    ['doctor --key-is-kept', 'say that a copy of the master key is kept elsewhere'],
  ],
  options: {
    all: flag('show what is well, too'),
    fix: flag('put right what is safe: modes of our own files'),
    keyIsKept: flag('note that a copy of the master key is kept elsewhere; a new key is asked about again'),
  },
  json: DoctorReport,
  run: async (context, { fix, keyIsKept }) => {
    const kept = keyIsKept ? await note(context) : [];
    const { checks, fixed } = await examine(context, thisMachine(), fix);
    return { checks, fixed, kept, bundle: null };
  },
  show: (report, context, { all }) => showReport(report, context, all),
  exitCode: (report) => (hasFailed(report) ? exitCodes.failed : exitCodes.done),
});

/** The ids of the keys, which do not tell the keys. */
async function note({ env }: Context): Promise<string[]> {
  const home = homeFolder(env);
  const ids = masterKeyIds(env);
  if (ids === null)
    throw usage('There is no master key that could be kept.', 'Set LATCHKEY_MASTER_KEY or LATCHKEY_MASTER_KEY_FILE.');
  if (!existsSync(home))
    throw new Trouble('The home folder is not there yet.', { where: home, todo: 'Start Latchkey once: latchkey up.' });
  await noteKept(home, ids, new Date());
  return ids;
}
