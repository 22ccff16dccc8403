import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Express } from 'express';
import type { Logger } from 'pino';
import type { Mailer } from '../clients/mail';
import type { Config, Secret } from '../config';
import { membersQueue } from '../contracts/replayed';
import { AccessTokens } from './access/access-tokens';
import { OpenIdConnect } from './access/oidc/openid-connect';
import { Sessions } from './access/sessions';
import { createApp, type ApiDeps } from './app';
import { AuditTrail } from './audit/audit-trail';
import { Refusals } from './audit/refusals';
import { consoleTexts } from './console/texts';
import { memberTexts } from './member/catalogue';
import { PeopleIndex } from './people/people-index';
import { RosterReader } from './people/roster-reader';
import { AccessHistory } from './events/access-history';
import { LiveEvents } from './events/live-events';
import type { ExternalClients } from './ports/external-clients';
import { SpoolUnwritable } from './ports/gateways';
import { JournalFile } from './probe/journal-file';
import { Probes } from './probe/probes';
import { RecentRules } from './ports/rules';
import { LogInUse } from './files/append-log';
import { DurableIntake } from './spool/durable-intake';
import { SettingsHistory } from './settings/settings-history';
import { HintSpool } from './spool/hint-spool';
import { temporalGateways } from './temporal/gateways';
import { languages, operatorCatalogues } from './texts/catalogue';

export interface ApiOptions {
  client: Client;
  connector: string;
  /** Task queue of the workflows; default: `members`. */
  membersQueue?: string;
  /** LATCHKEY_HOME: spool, access tokens, sessions, audit trail and the operator's catalogues lie below it. One API process at a time. */
  home: string;
  webhookSecrets: readonly Secret[];
  masterKeys: readonly Secret<Buffer>[];
  adminToken: Secret;
  oidc: Config['oidc'];
  oidcClientSecret: Secret | null;
  /** How long the audit trail is kept. */
  auditRetentionDays: number;
  external: ExternalClients;
  /** Only asked whether it lets us in. */
  mailServer: Pick<Mailer, 'probe'>;
  /** Without a trailing slash. */
  publicUrl: string;
  sandbox?: boolean;
  temporalUiUrl: string;
  trustProxy?: false | number | string;
  allowedHosts?: readonly string[];
  /** Holds every answer against the contract: for tests. */
  checkAnswers?: boolean;
  log: Logger;
}

export interface Api {
  app: Express;
  /** Reads the roster into memory from now on, so that names are there when somebody comes; else it begins with the first question. */
  readRoster(): void;
  /** Ends the streams of those who listen: a server that stops waits for them. */
  hangUp(): void;
  /** Stops emptying the spool, which keeps what it has, and writes what is still in memory. The caller closes the client. */
  close(): Promise<void>;
}

/** Composes the HTTP side over a Temporal client, which need not be connected yet. Throws while another API uses the home. */
export async function composeApi(options: ApiOptions): Promise<Api> {
  const { client, connector, log } = options;
  const gateways = temporalGateways({ client, connector, membersQueue: options.membersQueue ?? membersQueue });
  const spool = new HintSpool(join(options.home, 'spool', 'hints.jsonl'), gateways.hints, log);
  await spool.open().catch((error: unknown) => {
    if (error instanceof SpoolUnwritable && error.cause instanceof LogInUse) throw inUse(options.home);
    log.error({ err: error }, 'the spool cannot be read: while Temporal is away, webhooks are refused');
  });
  const intake = new DurableIntake(gateways.hints, spool);
  const access = await openAccess(options);
  const { namespace } = client.options;
  const people = new PeopleIndex();
  const rules = new RecentRules(gateways.connector);
  const roster = new RosterReader(people, { source: options.external.source, rules, log });
  const accessHistory = new AccessHistory(join(options.home, 'access-history.json'), log);
  await accessHistory.open();
  const events = new LiveEvents({ gateways, log, onShown: accessHistory.note });
  events.start();
  const probe = new Probes({
    ...{ connector, history: access.history, gateway: gateways.connector, directory: options.external.directory, log },
    journal: new JournalFile(join(options.home, 'probe.json'), log),
  });
  probe.removeLeftovers();
  const parts = { probe, gateways, events, accessHistory, intake, spool, people, roster };
  const app = createApp({ ...options, ...access, ...(await texts(options)), ...parts, namespace });
  const hangUp = (): void => events.close();
  const close = async (): Promise<void> => {
    hangUp();
    await probe.close();
    await accessHistory.close();
    await roster.stop();
    await spool.close();
    await closeAccess(access);
  };
  return { app, hangUp, readRoster: () => roster.begin(), close };
}

async function texts({ home, log }: ApiOptions): Promise<Pick<ApiDeps, 'languages' | 'consoleLanguages'>> {
  const folder = join(home, 'locales');
  return {
    languages: languages(memberTexts, await operatorCatalogues(folder, memberTexts, log)),
    consoleLanguages: languages(consoleTexts, await operatorCatalogues(join(folder, 'console'), consoleTexts, log)),
  };
}

type Access = Pick<ApiDeps, 'tokens' | 'sessions' | 'oidc' | 'audit' | 'refused' | 'history'>;

const DAY_MS = 24 * 3_600_000;

/** Webhooks and members' pages go on whatever is the matter with these files. */
async function openAccess(options: ApiOptions): Promise<Access> {
  const { home, auditRetentionDays, log } = options;
  const tokens = new AccessTokens(join(home, 'tokens.json'), { log, keepEndedMs: auditRetentionDays * DAY_MS });
  await tokens.open();
  const isTokenGood = (id: string): boolean => tokens.isGood(id);
  const sessions = new Sessions(join(home, 'sessions.json'), { ...options, isTokenGood });
  await sessions.open();
  const audit = new AuditTrail(home, { retentionDays: auditRetentionDays, log });
  await audit
    .open()
    .catch((error: unknown) =>
      log.error({ err: error }, 'the audit trail cannot be read: until it can, acts are refused'),
    );
  const history = new SettingsHistory(home, { log });
  await history
    .open()
    .catch((error: unknown) => log.error({ err: error }, 'the history of the settings cannot be read'));
  return { tokens, sessions, oidc: openIdConnect(options), audit, refused: new Refusals(audit, log), history };
}

function openIdConnect({ oidc, oidcClientSecret: clientSecret, ...options }: ApiOptions): OpenIdConnect | null {
  return oidc === null || clientSecret === null ? null : new OpenIdConnect({ ...options, ...oidc, clientSecret });
}

async function closeAccess({ tokens, audit, refused, history }: Access): Promise<void> {
  await refused.flush();
  await audit.close();
  await history.close();
  await tokens.close();
}

/** Two that write to one spool would lose each other's hints. */
function inUse(home: string): Error {
  return new Error(
    `another API is running with this state (${home}): stop it first, or set LATCHKEY_HOME to another folder.`,
  );
}
