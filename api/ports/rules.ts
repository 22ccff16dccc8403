import { Cached } from '../../clients/cached';
import { parseRules, type Rules } from '../../domain/settings/rules';
import { type ConnectorGateway, GatewayError } from './gateways';

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
      return rulesIn(document.resolved);
    });
  }

  /** Settings were saved: the next reader gets the new ones. */
  forget(): void {
    this.#known.clear();
  }
}

/** Throws GatewayError, `notReady`. */
export function rulesIn(resolved: unknown): Rules {
  try {
    return parseRules(resolved);
  } catch (error) {
    throw new GatewayError('notReady', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

export type ReadRules = Pick<RecentRules, 'read' | 'forget'>;
