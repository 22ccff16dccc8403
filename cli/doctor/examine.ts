import { skipped, unknown } from '../../contracts/api/diagnosis';
import { foresee } from '../../launch/plan';
import type { Context } from '../frame/context';
import { askApi } from './api-checks';
import { homeChecks } from './home-checks';
import { networkChecks } from './network-checks';
import { setupChecks } from './setup-checks';
import type { Machine } from './machine';
import { type Around, detailOf, type Finding, type Fix, type MachineCheck, machineCheckIds } from './machine-check';
import { type DoctorCheck, worstFirst } from './report';

const machineChecks = [...setupChecks, ...homeChecks, ...networkChecks].sort(
  (a, b) => machineCheckIds.indexOf(a.id) - machineCheckIds.indexOf(b.id),
);

export interface Examination {
  /** The worst first. */
  checks: DoctorCheck[];
  fixed: string[];
}

/** Looks at everything: this machine's side and the API's. @param fix whether to put right what is safe, and look again */
export async function examine(context: Context, machine: Machine, fix: boolean): Promise<Examination> {
  const { env, progress } = context;
  progress.say('Asking the API');
  const { api, checks: ofApi } = await askApi(context, machine);
  progress.say('Looking at this machine');
  const around = (): Around => ({ machine, env, foreseen: foresee(env), api });
  let found = await lookAtAll(around());
  const fixes = fix ? found.flatMap(({ fix }) => fix ?? []) : [];
  fixes.forEach(({ run }) => run());
  if (fixes.length > 0) found = await lookAtAll(around());
  const all = [...found.map(({ check }) => check), ...ofApi.map((check): DoctorCheck => ({ ...check, place: 'api' }))];
  return { checks: worstFirst(all), fixed: fixes.map(({ done }) => done) };
}

interface Found {
  check: DoctorCheck;
  fix?: Fix;
}

const lookAtAll = (around: Around): Promise<Found[]> => Promise.all(machineChecks.map((check) => look(check, around)));

async function look(check: MachineCheck, around: Around): Promise<Found> {
  const { machine } = around;
  const began = machine.now();
  const { fix, ...diagnosis } = await found(check, around);
  const now = machine.now();
  const { id, title } = check;
  const times = { at: new Date(now).toISOString(), tookMs: Math.max(0, now - began), underWay: false };
  return { check: { id, title, ...diagnosis, ...times, place: 'machine' }, fix };
}

async function found({ besideApi, look }: MachineCheck, around: Around): Promise<Finding> {
  if (besideApi && !around.api.isLocal) return skipped('The API is on another machine: run the doctor there, too.');
  try {
    return await look(around);
  } catch (error) {
    return unknown(`It could not be looked at (${detailOf(error)}).`, 'Look at it by hand, and tell us of it.');
  }
}
