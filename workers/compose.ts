import type { Client } from '@temporalio/client';
import { RosterSnapshot, TenantWatch, type ActivityDeps } from '../activities';
import { createIronwifi } from '../clients/ironwifi';
import { createMailer } from '../clients/mail';
import { createNexudus } from '../clients/nexudus';
import { rateShares, type Config, type Secrets } from '../config';
import { Keyring } from '../domain/account/keyring';
import type { DirectoryCapabilities } from '../domain/settings/settings';
import { membersQueue } from '../contracts/replayed';
import { sideMeter } from './system-meter';
import { orderReader } from './working-order';

export interface Composition {
  deps: ActivityDeps;
  /** Lets go of sockets, last. */
  close: () => Promise<void>;
}

/** The rest of the directory's limit is for those at the door. */
const shareOfImports = 0.8;

/** The composition root: every client of the outside systems, made once from the configuration. */
export function compose(config: Config, secrets: Secrets, client: Client): Composition {
  const ironwifiRate = rateShares(config.ironwifi.ratePerMinute).worker;
  const orders = orderReader(client, config.connector);
  const capabilities = latestCapabilities(orders.rules);
  const source = createNexudus({
    apiUrl: config.nexudus.apiUrl,
    auth: {
      kind: config.nexudus.auth,
      username: config.nexudus.username,
      password: () => secrets.nexudusPassword.reveal(),
    },
    ratePerMinute: rateShares(config.nexudus.ratePerMinute).worker,
    gate: orders.gate('nexudus'),
  });
  const directory = createIronwifi({
    apiUrl: config.ironwifi.apiUrl,
    companyId: config.ironwifi.companyId,
    apiKey: () => secrets.ironwifiApiKey.reveal(),
    knownTenant: orders.tenant,
    ratePerMinute: ironwifiRate,
    capabilities: capabilities.current,
    gate: orders.gate('ironwifi'),
  });
  const mailer = createMailer({ smtpUrl: () => secrets.smtpUrl.reveal(), from: config.mail.from });
  const [newest, ...older] = secrets.masterKeys.map((key) => key.reveal());
  if (newest === undefined) throw new Error('LATCHKEY_MASTER_KEY holds no key');
  const deps: ActivityDeps = {
    connector: config.connector,
    liveByDefault: config.sandbox,
    importPerMinute: ironwifiRate * shareOfImports,
    source,
    directory,
    tenant: new TenantWatch(directory),
    mailer,
    keys: new Keyring([newest, ...older]),
    snapshot: new RosterSnapshot(),
    sides: sideMeter({ nexudus: source, ironwifi: directory }),
    rules: capabilities.rules,
    client,
    membersQueue,
    publicUrl: config.publicUrl,
    mailDomain: config.mail.from.replace(/^.*@/, '').replace(/>.*$/, ''),
  };
  const close = async (): Promise<void> => {
    mailer.close();
    await Promise.all([source.close(), directory.close()]);
  };
  return { deps, close };
}

const unknownCapabilities: DirectoryCapabilities = {
  patchPassword: 'unknown',
  statusWords: 'unknown',
  orgUnitBy: 'unknown',
};

/** Rules as read, and of the last ones what they say of the tenant; before any, nothing is taken for known. */
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
