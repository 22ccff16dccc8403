import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { version } from '../package.json';
import { createLogger, loadConfig, temporalConnection, type Config } from '../config';
import { writesPerMinute } from '../clients/wiring/open-clients';
import { membersQueue } from '../contracts/replayed';
import { compose } from './compose';
import { createWorkers } from './create-workers';
import { keepTrying } from './keep-trying';
import { ensureNamespace } from './namespace';
import { prepareConnector, saveFirstSettings } from './prepare';
import { runtimeOptions } from './temporal-runtime';

/** The worker process: polls both task queues until it is stopped, and finishes running work first. */
async function main(): Promise<void> {
  const { config, secrets } = loadConfig(process.env);
  const logger = createLogger('worker', config.logLevel);
  Runtime.install(runtimeOptions(logger));
  const { connectionOptions, namespace = 'default' } = temporalConnection(process.env);
  const native = await NativeConnection.connect(connectionOptions);
  const connection = await Connection.connect(connectionOptions);
  const client = new Client({ connection, namespace });
  const { deps, recovery, close } = compose(config, secrets, client, logger);

  await ensureNamespace(connection, namespace);
  const workers = await createWorkers({
    connection: native,
    namespace,
    deps,
    recovery,
    directoryRatePerMinute: writesPerMinute(config),
    workflowBundle: bundle(),
    buildId: version,
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  const stopped = new AbortController();
  void running.finally(() => stopped.abort()).catch(() => undefined);
  logger.info({ connector: config.connector, namespace, version }, 'worker polls');
  recovery.start();
  await settle(client, config, logger, stopped.signal);
  await running;

  await close();
  await native.close();
  logger.info('worker stopped');
  // `connection` stays open until the end: a call that the SDK repeats by a timer would throw out of it
  process.exit(0);
}

/** Starts the connector, and retries: Temporal, a new search attribute or Nexudus may need a moment. */
async function settle(
  client: Client,
  config: Config,
  logger: ReturnType<typeof createLogger>,
  stopped: AbortSignal,
): Promise<void> {
  const space = { client, connector: config.connector, membersQueue };
  const report = (message: string): void => logger.warn({ connector: config.connector }, message);
  if (config.mail.operator === null)
    logger.info('nobody is mailed about holds and quarantines: LATCHKEY_OPERATOR_EMAIL is not set');
  await keepTrying(() => prepareConnector(space), { stopped, report, what: 'start the connector workflow' });
  const saved = await keepTrying(() => saveFirstSettings(space, config.settingsFile), {
    stopped,
    report,
    what: 'save the first settings',
  });
  if (saved === false) report('the connector has no settings yet: PUT /api/v1/settings');
}

/** The build puts a bundle next to the compiled workers; from sources, workflows are bundled at start. */
function bundle(): { codePath: string } | undefined {
  const codePath = join(__dirname, '..', 'workflow-bundle.js');
  return existsSync(codePath) ? { codePath } : undefined;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
