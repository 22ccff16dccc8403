import type { Mailer } from '../../clients/mail';
import type { WebhookAddress } from '../../domain/webhooks/webhook';
import { readRecords } from '../admin/webhook-records';
import type { ExternalClients } from '../ports/external-clients';
import type { ReadRules } from '../ports/rules';
import type { Check } from './diagnosis';
import { callOf, LOCATIONS_MAX_AGE_MS, nexudusChecks } from './nexudus-checks';
import { outsideChecks } from './outside-checks';
import { ownChecks, type OwnCheckDeps } from './own-checks';
import { webhookCheck } from './webhook-check';

export interface LookDeps extends Omit<OwnCheckDeps, 'health' | 'rules'> {
  external: ExternalClients;
  mailServer: Pick<Mailer, 'probe'>;
  rules: ReadRules;
  publicUrl: string;
  sandbox?: boolean;
  /** Where our webhooks lead. */
  address: WebhookAddress;
}

/** Everything that is looked at in one run. What several of them need is read once. */
export function looksOf(deps: LookDeps): Check[] {
  const { external, gateways, publicUrl, sandbox = false, mailServer } = deps;
  const { source, directory } = external;
  const health = once(() => gateways.connector.health());
  const rules = once(() => deps.rules.read());
  const businesses = once(() => source.businesses(callOf(), LOCATIONS_MAX_AGE_MS));
  const { connector } = gateways;
  return [
    ...ownChecks({ ...deps, health, rules }),
    ...nexudusChecks({ source, businesses, connector, rules }),
    ...outsideChecks({ directory, mailServer, health, publicUrl, sandbox }),
    webhookCheck(
      async () =>
        (await readRecords({ source, rules: deps.rules, address: deps.address }, callOf(), await businesses())).plan,
    ),
  ];
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}
