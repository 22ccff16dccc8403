import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { QueryDefinition } from '@temporalio/common';
import type { ActivityDeps } from '../activities/runtime/deps';
import { failure } from '../activities/runtime/failures';
import { Cached } from '../clients/cached';
import type { MaintenanceGate } from '../clients/call';
import { ExternalError } from '../clients/external-error';
import {
  connectorHealth,
  connectorWorkflowId,
  workingOrder,
  type ConnectorHealth,
  type WorkingOrder,
} from '../contracts/replayed';
import { heldBack, nothingMaintained, type HeldBack } from '../domain/replayed/health/maintenance';
import type { SyncedSystem } from '../domain/replayed/health/synced-system';
import { priorityOfKey, type Priority } from '../domain/replayed/priority';
import { parseRules, type Rules } from '../domain/settings/rules';

const MAX_AGE_MS = 5_000;
/** Before a call is refused, so that it is not for a maintenance that has ended. */
const REFUSAL_MAX_AGE_MS = 1_000;

export interface OrderReader {
  rules: ActivityDeps['rules'];
  /** The gate before calls to a system. */
  gate: (system: SyncedSystem) => MaintenanceGate;
  /** The tenant that answered the first good sync. Fails with `notReady`. */
  tenant: () => Promise<ConnectorHealth['tenant']>;
}

/** Asks the connector workflow; its answer serves every activity for five seconds. */
export function orderReader(client: Client, connector: string, now: () => number = Date.now): OrderReader {
  const cached = new Cached<WorkingOrder>({ maxAgeMs: MAX_AGE_MS, now });
  const read = (maxAgeMs?: number): Promise<WorkingOrder> =>
    cached.get(() => ask(client, connector, workingOrder), { maxAgeMs });
  const holding = async (system: SyncedSystem, isWrite: boolean, maxAgeMs?: number): Promise<HeldBack | null> => {
    // a connector that does not answer holds nobody back: its last answer counts
    const order = await read(maxAgeMs).catch(() => cached.last());
    const maintenance = order?.maintenance ?? nothingMaintained();
    return heldBack(system, maintenance[system], isWrite ? priorityOfActivity() : null, now());
  };
  return {
    tenant: async () => (await ask(client, connector, connectorHealth)).tenant,
    rules: async ({ fresh } = { fresh: false }) => {
      // a read that is under way may have begun before the settings changed
      if (fresh) cached.clear();
      return rulesIn(await read());
    },
    gate:
      (system) =>
      async ({ isWrite }) => {
        if ((await holding(system, isWrite)) === null) return;
        const held = await holding(system, isWrite, REFUSAL_MAX_AGE_MS);
        // not retryable: a retry during the maintenance would only count as one more failure
        if (held !== null)
          throw new ExternalError(system, 'maintenance', held.why, {
            retryable: false,
            retryAfterMs: held.retryAfterMs,
          });
      },
  };
}

function rulesIn({ document }: WorkingOrder): Rules {
  if (document === null)
    throw failure('notReady', 'there are no settings yet: PUT /api/v1/settings, or start with LATCHKEY_SETTINGS', true);
  try {
    return parseRules(document.resolved);
  } catch (error) {
    // retried until the connector has had them resolved again, or this worker is a newer one
    throw failure('notReady', error instanceof Error ? error.message : String(error), true);
  }
}

async function ask<T>(client: Client, connector: string, query: QueryDefinition<T>): Promise<T> {
  try {
    return await client.workflow.getHandle(connectorWorkflowId(connector)).query(query);
  } catch {
    throw failure('notReady', `the workflow ${connectorWorkflowId(connector)} does not answer yet`, true);
  }
}

/** Null: the activity has none, or the call is made outside of any activity. */
function priorityOfActivity(): Priority | null {
  try {
    const key = Context.current().info.priority?.priorityKey;
    return key ? priorityOfKey(key) : null;
  } catch {
    return null;
  }
}
