import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiClient } from '../contracts/api/client';
import { apiChild, sandboxChild, temporalChild, workerChild } from './children';
import { converge } from './converge';
import { tryFetch, waitUntil } from './machine/basics';
import { demandFreePorts, freePort } from './machine/ports';
import { neededPorts } from './needed-ports';
import { localApi, type Plan } from './plan';
import type { Supervisor } from './processes/supervisor';
import { demandRunningServer, isServing, keepHistories } from './temporal/connection';
import { temporalEnvironment } from './temporal/dev-server';
import { resolveTemporal, type TemporalServer } from './temporal/resolver';
import { hiddenHost, openUiGate } from './temporal/ui-gate';
import { untilReady } from './until-ready';

const READY_LIMIT_MS = 90_000;
const CONVERGE_LIMIT_MS = 240_000;
/** The time that the reaper of a killed launcher may take. */
const LAST_RUN_MS = 25_000;

type Report = (line: string) => void;

export interface Started {
  /** The address of Temporal's UI, if it is known. */
  temporalUi: string | null;
  hasSettings: boolean;
}

/** Starts everything in order, each part when those it needs are up. */
export async function startSystem(
  plan: Plan,
  supervisor: Supervisor,
  report: Report,
  lastRunEndedBadly: boolean,
): Promise<Started> {
  const server = await resolveTemporal({ env: plan.env, cache: plan.config.cache, report });
  await demandFreePorts(neededPorts(plan, server.kind !== 'running'), lastRunEndedBadly ? LAST_RUN_MS : 0);
  if (plan.sandbox) supervisor.keepRunning(sandboxChild(plan, plan.sandbox));
  const env = await startTemporal(plan, server, supervisor, report);
  if (plan.sandbox) await untilSandboxAnswers(plan.sandbox);
  report('Starting the worker and the API');
  const hasSettings = await startProduct(plan, env, supervisor);
  // The UI of an external server is known only from the configuration.
  if (server.kind === 'running' && !plan.env.LATCHKEY_TEMPORAL_UI_URL) return { temporalUi: null, hasSettings };
  const namespace = env.TEMPORAL_NAMESPACE || 'default';
  return { temporalUi: `${plan.config.temporal.uiUrl}/namespaces/${namespace}/workflows`, hasSettings };
}

/** On the first start of a sandbox: waits until every member's account is as it should be. */
export async function waitForFirstConvergence(plan: Plan, api: ApiClient, report: Report): Promise<void> {
  const marker = join(plan.config.home, 'converged');
  if (!plan.sandbox || existsSync(marker)) return;
  report('Waiting until every member of the sandbox has the WiFi access that is due');
  if (await converge({ api, report, limitMs: CONVERGE_LIMIT_MS })) writeFileSync(marker, '', { mode: 0o600 });
  else report('Not everything is settled yet; the syncs go on.');
}

/** Starts the Temporal server, or checks that the named one answers. Returns the environment for our processes. */
async function startTemporal(
  plan: Plan,
  server: TemporalServer,
  supervisor: Supervisor,
  report: Report,
): Promise<NodeJS.ProcessEnv> {
  if (server.kind === 'running') {
    report(`Temporal server: the one at ${server.address}`);
    await demandRunningServer(plan.env);
    return plan.env;
  }
  report(`Temporal server: ${server.path} (${server.origin})`);
  const address = `127.0.0.1:${plan.config.temporal.port}`;
  const namespace = plan.env.TEMPORAL_NAMESPACE || 'default';
  const env = temporalEnvironment(plan.env, address, namespace);
  supervisor.keepRunning(temporalChild(server, plan, namespace, await openUi(plan)));
  await waitUntil(
    () => isServing(address, namespace),
    READY_LIMIT_MS,
    () => `The Temporal server does not answer at ${address}.`,
  );
  await keepHistories(address, namespace);
  return env;
}

/** Opens the way to the UI. Returns where the server is to have it. */
async function openUi({ config }: Plan): Promise<{ host: string; port: number }> {
  const host = hiddenHost();
  const ui = { host, port: await freePort(host) };
  const { uiPort, uiUrl } = config.temporal;
  await openUiGate({ port: uiPort, ui, names: [new URL(uiUrl).hostname] });
  return ui;
}

/** Starts the worker and the API. Returns whether the space has settings. */
async function startProduct(plan: Plan, env: NodeJS.ProcessEnv, supervisor: Supervisor): Promise<boolean> {
  const worker = workerChild(plan, env);
  const api = apiChild(plan, env);
  supervisor.keepRunning(worker);
  supervisor.keepRunning(api);
  return untilReady({
    url: `${localApi(plan)}/readyz`,
    limitMs: READY_LIMIT_MS,
    withoutSettings: plan.config.settingsFile === null,
    logs: { api: api.logFile, worker: worker.logFile },
  });
}

async function untilSandboxAnswers({ port }: { port: number }): Promise<void> {
  const url = `http://127.0.0.1:${port}/healthz`;
  await waitUntil(
    async () => (await tryFetch(url))?.status === 200,
    READY_LIMIT_MS,
    () => `The sandbox does not answer at ${url}.`,
  );
}
