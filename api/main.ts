import { once } from 'node:events';
import type { Logger } from 'pino';
import { createMailer } from '../clients/mail';
import { openClients } from '../clients/wiring/open-clients';
import { closeHome, ConfigError, createLogger, loadConfig, type Config, type Secrets } from '../config';
import { membersQueue } from '../contracts/replayed';
import { webhookAddressOf, webhookTemplate } from '../domain/webhooks/webhook';
import { composeApi } from './compose';
import { listen, stop } from './http/listen';
import { maintenanceGates } from './ports/external-clients';
import { temporalConnector } from './temporal/connector';
import { connectToTemporal } from './temporal/gateways';

async function main(): Promise<void> {
  process.umask(0o077);
  const stopped = stopSignal();
  const { config, secrets } = loadConfig(process.env);
  const log = createLogger('api', config.logLevel);
  closeToOthers(config.home, log);
  const client = connectToTemporal(process.env);
  const { connector } = config;
  const gate = maintenanceGates(temporalConnector({ client, connector, membersQueue }));
  const external = openClients(config, secrets, { share: 'api', gate });
  const mailServer = createMailer({ smtpUrl: () => secrets.smtpUrl.reveal(), from: config.mail.from });
  const api = await composeApi({
    ...config,
    ...secrets,
    webhookSecrets: secrets.nexudusWebhookSecrets,
    client,
    external,
    mailServer,
    temporalUiUrl: config.temporal.uiUrl,
    log,
  });
  const server = await listen(api.app, config.port, config.host);
  api.readRoster();
  log.info({ host: config.host, port: config.port, connector: config.connector }, 'the API serves');
  logWebhookAddress(config, secrets, log);

  await stopped;
  api.hangUp();
  await stop(server);
  await api.close();
  await external.close();
  mailServer.close();
  await client.connection.close();
  log.info('the API has stopped');
}

/** Not a reason to stay down: without a home, the API lacks its spool only. */
function closeToOthers(home: string, log: Logger): void {
  try {
    const paths = closeHome(home);
    if (paths.length > 0) log.warn({ paths }, 'other users of this machine could read these, and no longer can');
  } catch (error) {
    // the spool makes the home, if nothing else has
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    log.warn({ err: error, home }, 'the home cannot be closed to other users of this machine');
  }
}

/** Unsigned webhooks are known by their address alone, so the person who sets them up has to see it. */
function logWebhookAddress(config: Config, secrets: Secrets, log: Logger): void {
  const address = webhookAddressOf(config, secrets.nexudusWebhookSecrets, secrets.masterKeys);
  if (address.key === null) return;
  log.warn(`NEXUDUS_WEBHOOK_SECRET is not set, so webhooks must be sent to ${webhookTemplate(address)}`);
}

/** The first signal asks to stop; a second ends the process at once. */
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
