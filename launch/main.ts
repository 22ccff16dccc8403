import { AdminClient } from './admin-client';
import { ConfigError } from '../config';
import { LaunchError } from './launch-error';
import { localApi } from './local-api';
import { makePlan } from './plan';
import { Reaper } from './reaper';
import { SingleRun } from './single-run';
import { StopSignal } from './stop-signal';
import { Supervisor } from './supervisor';
import { startSystem, waitForFirstConvergence } from './system';
import { radiusSentence } from './radius-sentence';
import { nextSteps, urlTable } from './url-table';

const report = (line: string) => console.log(line);

/** `npm start`, after installing and compiling: runs the whole system until it is told to stop. Returns the exit code. */
async function main(): Promise<number> {
  const stopSignal = new StopSignal();
  const plan = makePlan(process.env);
  const run = await SingleRun.claim(plan.config.home);
  const reaper = new Reaper();
  const supervisor = new Supervisor({ report, reaper });
  stopSignal.onImpatience(() => supervisor.kill());

  const work = async () => {
    const { temporalUi, hasSettings } = await startSystem(plan, supervisor, report, run.lastEndedBadly);
    const admin = new AdminClient(localApi(plan), plan.secrets.adminToken.reveal());
    await waitForFirstConvergence(plan, admin, report);
    const member = plan.sandbox ? await admin.someMember().catch(() => undefined) : undefined;
    const radius = plan.sandbox ? await radiusSentence(plan.sandbox.port) : undefined;
    report(['', ...urlTable(plan, temporalUi), '', ...nextSteps(plan, { hasSettings, member, radius })].join('\n'));
    await stopSignal.given;
  };

  try {
    await Promise.race([work(), supervisor.failed, stopSignal.given]);
    report('\nStopping …');
    return 0;
  } catch (error) {
    console.error(sentenceOf(error));
    return 1;
  } finally {
    await supervisor.stop();
    reaper.done();
    run.release();
  }
}

/** Mistakes of the set-up are told in a sentence; anything else is our own mistake, and needs its trace. */
function sentenceOf(error: unknown): string {
  if (error instanceof LaunchError) return error.message;
  if (error instanceof ConfigError) {
    const title = 'The configuration is not complete (.env.example describes each variable):';
    const hint = 'Without any Nexudus or IronWifi variable, npm start runs against its own sandbox.';
    return [title, ...error.problems.map(({ name, message }) => `  ${name} ${message}`), hint].join('\n');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main()
  .catch((error: unknown) => {
    console.error(sentenceOf(error));
    return 1;
  })
  .then((code) => process.exit(code))
  .catch(() => process.exit(1));
