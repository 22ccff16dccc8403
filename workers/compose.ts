import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { KnownAccounts, RosterSnapshot, TenantWatch, WatchedMailer, type ActivityDeps } from '../activities';
import type { ClientStats } from '../clients/http/limited-http';
import { RateLimiter } from '../clients/http/rate-limiter';
import { createMailer } from '../clients/mail';
import { openClients, unknownCapabilities } from '../clients/wiring/open-clients';
import { rateShares, type Config, type Secrets } from '../config';
import { connectorWorkflowId, mailSeen, membersQueue } from '../contracts/replayed';
import { Keyring } from '../domain/account/keyring';
import { eachSystem, type SyncedSystem } from '../domain/replayed/health/synced-system';
import type { SystemReport } from '../domain/replayed/health/system-health';
import type { DirectoryCapabilities } from '../domain/settings/settings';
import { watchRecovery, type RecoveryWatch } from './recovery/recovery-watch';
import { orderReader } from './working-order';

export interface Composition {
  deps: ActivityDeps;
  recovery: RecoveryWatch;
  /** Closes all connections. */
  close: () => Promise<void>;
}

const recoveryNews = {
  failing: 'members wait for a system: it is asked until it answers well',
  well: 'the system answers well: whoever waited for it has been told',
};

/** The rest of the directory's rate is for other members. */
const IMPORT_SHARE = 0.8;

/**
 * How many looks may go on to their workflows in a minute, the most urgent first. A list answers for hundreds at once, whose
 * workflow tasks take two cores ten seconds and more, and Temporal's queue of workflow tasks knows no priority: whoever comes to the
 * door meanwhile would stand behind them all. Twenty-five in a second are more than any directory's rate lets write.
 */
const LOOKS_LET_GO_PER_MINUTE = 25 * 60;

/** The composition root: creates the worker's dependencies from the configuration. */
export function compose(config: Config, secrets: Secrets, client: Client, logger?: Logger): Composition {
  const ironwifiRate = rateShares(config.ironwifi.ratePerMinute).worker;
  const orders = orderReader(client, config.connector);
  const capabilities = latestCapabilities(orders.rules);
  const { source, directory, close } = openClients(config, secrets, {
    share: 'worker',
    gate: orders.gate,
    capabilities: capabilities.current,
    knownTenant: orders.tenant,
  });
  const mailer = new WatchedMailer(
    createMailer({ smtpUrl: () => secrets.smtpUrl.reveal(), from: config.mail.from }),
    (report) => client.workflow.getHandle(connectorWorkflowId(config.connector)).signal(mailSeen, report),
  );
  const [newest, ...older] = secrets.masterKeys.map((key) => key.reveal());
  if (newest === undefined) throw new Error('LATCHKEY_MASTER_KEY holds no key');
  const looks = new RateLimiter({ system: 'nexudus', ratePerMinute: LOOKS_LET_GO_PER_MINUTE });
  const deps: ActivityDeps = {
    connector: config.connector,
    liveByDefault: config.sandbox,
    importPerMinute: ironwifiRate * IMPORT_SHARE,
    readsPerMinute: rateShares(config.nexudus.ratePerMinute).worker,
    source,
    directory,
    tenant: new TenantWatch(directory),
    mailer,
    operatorEmail: config.mail.operator,
    keys: new Keyring([newest, ...older]),
    snapshot: new RosterSnapshot(),
    accounts: new KnownAccounts(config.connector),
    letGo: ({ priority, ...call }) => looks.turn(priority, call),
    systems: systemMeter({ nexudus: source, ironwifi: directory }),
    rules: capabilities.rules,
    client,
    membersQueue,
    publicUrl: config.publicUrl,
    mailDomain: config.mail.from.replace(/^.*@/, '').replace(/>.*$/, ''),
  };
  const recovery = watchRecovery({
    ...{ client, connector: config.connector, source, directory, mailer },
    report: (system, news) => logger?.info({ system }, recoveryNews[news]),
  });
  return {
    deps,
    recovery,
    close: async () => {
      await recovery.stop();
      mailer.close();
      await close();
    },
  };
}

/** Reads rules, and remembers the last ones' capabilities of the tenant. */
function latestCapabilities(read: ActivityDeps['rules']): {
  rules: ActivityDeps['rules'];
  current: () => DirectoryCapabilities;
} {
  let latest = unknownCapabilities;
  return {
    current: () => latest,
    rules: async (options) => {
      const rules = await read(options);
      latest = rules.directory;
      return rules;
    },
  };
}

/** Reports what the clients have counted; each throttled reply is reported once. */
function systemMeter(
  clients: Record<SyncedSystem, { stats(): ClientStats }>,
): () => Record<SyncedSystem, SystemReport> {
  const reported = eachSystem(() => 0);
  return () =>
    eachSystem((system) => {
      const { lastMinute: calls, allowed, lastReadAt, lastWriteAt, throttled } = clients[system].stats();
      const since = throttled - reported[system];
      reported[system] = throttled;
      return { calls, allowed, lastReadAt, lastWriteAt, throttled: since };
    });
}
