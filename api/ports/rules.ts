import { Cached } from '../../clients/cached';
import type { Rules } from '../../domain/settings/rules';
import { GatewayError } from './gateway-error';
import type { ConnectorGateway } from './gateways';

const GOOD_FOR_MS = 5_000;

/** The connector's rules, five seconds old at most. */
export class RecentRules {
  readonly #known: Cached<Rules>;

  constructor(
    private readonly connector: Pick<ConnectorGateway, 'settings'>,
    now: () => number = Date.now,
  ) {
    this.#known = new Cached({ maxAgeMs: GOOD_FOR_MS, now });
  }

  /** Throws GatewayError; `notReady` before the first settings. */
  read(): Promise<Rules> {
    return this.#known.get(async () => {
      const document = await this.connector.settings();
      if (document === null) throw new GatewayError('notReady', 'No settings have been saved.');
      return document.resolved as Rules;
    });
  }

  /** Settings were saved: the next reader gets the new ones. */
  forget(): void {
    this.#known.clear();
  }
}

export type ReadRules = Pick<RecentRules, 'read' | 'forget'>;
