import { once } from 'node:events';
import { ConfigError, loadConfig, type Config, type Secrets } from '../config';
import { membersQueue } from '../contracts/replayed';
import { maintenanceGate } from './maintenance-gate';
import { composeApi } from './compose';
import { listen, stop } from './listen';
import { createLogger, type Logger } from './log';
import { openExternalClients } from './external-clients';
import { connectToTemporal } from './temporal/connect';
import { temporalConnector } from './temporal/connector';
import { webhookAddressOf, webhookTemplate } from './webhooks/url-key';

async function main(): Promise<void> {
  const stopped = stopSignal();
  const { config, secrets } = loadConfig(process.env);
  const log = createLogger(config.logLevel);
  const client = connectToTemporal();
  const { connector } = config;
  const outside = openExternalClients(
    config,
    secrets,
    maintenanceGate(temporalConnector({ client, connector, membersQueue })),
  );
  const api = await composeApi({
    ...config,
    ...secrets,
    webhookSecrets: secrets.nexudusWebhookSecrets,
    client,
    outside,
    temporalUiUrl: config.temporal.uiUrl,
    log,
  });
  const server = await listen(api.app, config.port, config.host);
  log.info({ host: config.host, port: config.port, connector: config.connector }, 'the API serves');
  logWebhookAddress(config, secrets, log);

  await stopped;
  await stop(server);
  await api.close();
  await outside.close();
  await client.connection.close();
  log.info('the API has stopped');
}

/** Hooks that are not signed are known by their address alone, so whoever sets them up has to see it. */
function logWebhookAddress(config: Config, secrets: Secrets, log: Logger): void {
  const address = webhookAddressOf(config, secrets.nexudusWebhookSecrets, secrets.masterKeys);
  if (address.key === null) return;
  log.warn(`NEXUDUS_WEBHOOK_SECRET is not set, so hooks must be sent to ${webhookTemplate(address)}`);
}

/** The first asks to stop; whoever cannot wait sends a second, which ends the process at once. */
async function stopSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
}

/** One sentence instead of a stack trace for what the operator can put right. */
function sentence(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${address} is in use: stop what listens there, or set LATCHKEY_PORT.`;
  if (code === 'EADDRNOTAVAIL') return `LATCHKEY_HOST is ${address}, which is not an address of this machine.`;
  if (code === 'EACCES') return `Port ${port} may not be opened by this user: set LATCHKEY_PORT to one above 1023.`;
  return `The API cannot start: ${error.message}`;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${sentence(error)}\n`);
    process.exit(1);
  },
);
