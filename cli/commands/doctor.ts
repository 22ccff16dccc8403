import { existsSync } from 'node:fs';
import { z } from 'zod';
import { homeFolder } from '../../config';
import { exitCodes } from '../frame/exit-codes';
import { command, flag, value } from '../frame/command';
import type { Context } from '../frame/context';
import { Trouble, usage } from '../frame/trouble';
import { demandNoFile, writeBundle } from '../doctor/bundle';
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
    ['doctor --bundle support.json', 'a file for somebody who helps, without personal data and secrets'],
    ['doctor --key-is-kept', 'say that a copy of the master key is kept elsewhere'],
  ],
  options: {
    all: flag('show what is well, too'),
    fix: flag('put right what is safe: modes of our own files'),
    bundle: value(
      'FILE',
      'write a support file without personal data and secrets, where there is none yet',
      z.string().optional(),
    ),
    keyIsKept: flag('note that a copy of the master key is kept elsewhere; a new key is asked about again'),
  },
  json: DoctorReport,
  run: async (context, { fix, keyIsKept, bundle = null }) => {
    if (bundle !== null) demandNoFile(bundle);
    const machine = thisMachine();
    const kept = keyIsKept ? await note(context) : [];
    const { checks, fixed } = await examine(context, machine, fix);
    if (bundle !== null) await writeBundle(bundle, context, machine, checks);
    return { checks, fixed, kept, bundle };
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
