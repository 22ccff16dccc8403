import type { Rules } from '../domain/settings/rules';
import { GatewayError } from './gateway-error';
import type { ConnectorGateway } from './ports';

const GOOD_FOR_MS = 5_000;

/** The connector's rules, five seconds old at most. Throws GatewayError; `notReady` before the first settings. */
export interface ReadRules {
  (): Promise<Rules>;
  /** Settings were saved: whoever asks next gets the new ones. */
  forget(): void;
}

export function rulesReader(connector: Pick<ConnectorGateway, 'settings'>, now: () => number = Date.now): ReadRules {
  let known: { rules: Promise<Rules>; at: number } | null = null;
  const recent = (): Promise<Rules> => {
    if (known !== null && now() - known.at < GOOD_FOR_MS) return known.rules;
    const rules = read(connector);
    known = { rules, at: now() };
    // a failure is not kept: whoever comes next asks again
    rules.catch(() => {
      if (known?.rules === rules) known = null;
    });
    return rules;
  };
  return Object.assign(recent, { forget: () => (known = null) });
}

async function read(connector: Pick<ConnectorGateway, 'settings'>): Promise<Rules> {
  const document = await connector.settings();
  if (document === null) throw new GatewayError('notReady', 'No settings have been saved.');
  return document.resolved as Rules;
}
