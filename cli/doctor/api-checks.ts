import { setTimeout as sleep } from 'node:timers/promises';
import type { ChecksView, CheckView } from '../../contracts/api/checks';
import { ProblemError } from '../../contracts/api/client';
import { localAddress } from '../frame/connection';
import type { Context } from '../frame/context';
import { toTrouble, Trouble } from '../frame/trouble';
import { DOCUMENT_PATH, versionIn } from './setup-checks';
import type { Machine } from './machine';
import type { ApiSeen } from './machine-check';

/** Between two looks at how far the API is: most checks are over at once. */
const POLL_MS = { first: 50, most: 500 };

/** Has the API look at everything, and waits until it has. An API that cannot be asked is a finding, too. */
export async function askApi(context: Context, machine: Machine): Promise<{ api: ApiSeen; checks: CheckView[] }> {
  const { url, isLocal } = addressOf(context);
  const version = url === null ? null : await versionAt(machine, url);
  try {
    return { api: { url, isLocal, version, trouble: null }, checks: await runAll(context) };
  } catch (error) {
    const trouble = toTrouble(error, 'latchkey doctor', context.caller);
    if (trouble === null) throw error;
    return { api: { url, isLocal, version, trouble: said(trouble) }, checks: [] };
  }
}

/** Whatever else is the matter with the connection is said where it is used. */
function addressOf(context: Context): Pick<ApiSeen, 'url' | 'isLocal'> {
  try {
    const { url, isLocal } = context.connection;
    return { url, isLocal };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    const isLocal = !(context.url ?? context.env.LATCHKEY_URL);
    return { url: isLocal ? localUrl(context.env) : null, isLocal };
  }
}

function localUrl(env: NodeJS.ProcessEnv): string | null {
  try {
    return localAddress(env);
  } catch {
    // a port that is none; the configuration says so
    return null;
  }
}

async function versionAt(machine: Machine, url: string): Promise<string | null> {
  const reply = await machine.ask('GET', url + DOCUMENT_PATH).catch(() => null);
  return reply === null ? null : versionIn(reply.body);
}

async function runAll(context: Context): Promise<CheckView[]> {
  let view = await begin(context);
  for (let pollMs = POLL_MS.first; view.underWay; pollMs = Math.min(2 * pollMs, POLL_MS.most)) {
    const done = view.checks.filter(({ underWay }) => !underWay).length;
    context.progress.say(`The API looks: ${done} of ${view.checks.length}`);
    await sleep(pollMs, undefined, { signal: context.signal });
    view = await context.api.readChecks();
  }
  return view.checks;
}

/** A viewer may not begin a run, and sees the last one; who sees first begins it. */
async function begin({ api }: Context): Promise<ChecksView> {
  try {
    return await api.runChecks();
  } catch (error) {
    if (error instanceof ProblemError && error.status === 403) return api.readChecks();
    throw error;
  }
}

const said = ({ message, parts: { lines = [], todo } }: Trouble): { message: string; todo: string } => ({
  message: [message, ...lines].join(' '),
  todo: todo || 'Put right what it says, then look again.',
});
