import { ConfigError } from '../config';
import { apiClient, type ApiClient } from '../contracts/api/client';
import { LaunchError } from './machine/basics';
import { localApi, makePlan } from './plan';
import { SingleRun } from './processes/single-run';
import { Supervisor } from './processes/supervisor';
import { startSystem, waitForFirstConvergence } from './system';
import { nextSteps, radiusSentence, urlTable } from './url-table';

const report = (line: string) => console.log(line);
const IMPATIENCE_MS = 2_000;

/** `npm start`: runs the whole system until it is told to stop. Returns the exit code, and says itself what went wrong. */
export async function up(): Promise<number> {
  try {
    return await run();
  } catch (error) {
    console.error(sentenceOf(error));
    return 1;
  }
}

async function run(): Promise<number> {
  // for the files of our children too, Temporal's database above all
  process.umask(0o077);
  const stopSignal = new StopSignal();
  const plan = makePlan(process.env);
  if (plan.closed.length > 0)
    report(`Other users of this machine could read these, and no longer can: ${plan.closed.join(', ')}`);
  const run = await SingleRun.claim(plan.config.home);
  const supervisor = new Supervisor({ report });
  stopSignal.onImpatience(() => supervisor.kill());

  const work = async () => {
    const { temporalUi, hasSettings } = await startSystem(plan, supervisor, report, run.lastEndedBadly);
    const api = apiClient({ baseUrl: localApi(plan), token: plan.secrets.adminToken.reveal() });
    await waitForFirstConvergence(plan, api, report);
    const member = plan.sandbox ? await someMember(api) : undefined;
    const radius = plan.sandbox ? await radiusSentence(plan.sandbox.port) : undefined;
    report(['', ...urlTable(plan, temporalUi), '', ...nextSteps(plan, { hasSettings, member, radius })].join('\n'));
    await stopSignal.given;
  };

  try {
    await Promise.race([work(), supervisor.failed, stopSignal.given]);
    report('\nStopping …');
    return 0;
  } catch (error) {
    // before all is stopped, which takes a while
    console.error(sentenceOf(error));
    return 1;
  } finally {
    await supervisor.stop();
    run.release();
  }
}

/** Any member, for an example; undefined while there is none. */
async function someMember(api: ApiClient): Promise<string | undefined> {
  const { members } = await api.listMembers().catch(() => ({ members: [] }));
  return members[0]?.id;
}

/** Mistakes of the set-up are reported in a sentence; anything else is our own mistake, and needs its trace. */
function sentenceOf(error: unknown): string {
  if (error instanceof LaunchError) return error.message;
  if (error instanceof ConfigError) {
    const title = 'The configuration is not complete (.env.example describes each variable):';
    const hint = 'Without any Nexudus or IronWifi variable, npm start runs against its own sandbox.';
    return [title, ...error.problems.map(({ name, message }) => `  ${name} ${message}`), hint].join('\n');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Ctrl-C, SIGTERM, a closed terminal, or the end of the npm that runs us.
 * A terminal and npm both pass on the same Ctrl-C, so a second one counts only after two seconds.
 */
class StopSignal {
  readonly given: Promise<void>;
  #firstAt: number | undefined;
  #impatient: () => void = () => undefined;

  constructor() {
    this.given = new Promise((resolve) => {
      const signalled = () => {
        if (this.#firstAt !== undefined && Date.now() - this.#firstAt > IMPATIENCE_MS) this.#impatient();
        this.#firstAt ??= Date.now();
        resolve();
      };
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, signalled);
      if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(signalled);
    });
  }

  /** What to do on a second request to stop. */
  onImpatience(action: () => void): void {
    this.#impatient = action;
  }
}

/** npm cannot forward its own kill -9; this process then has another parent. */
function whenOrphaned(action: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    action();
  }, 1_000);
  timer.unref();
}
