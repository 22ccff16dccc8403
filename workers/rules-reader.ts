import type { Client } from '@temporalio/client';
import { failure } from '../activities/failures';
import type { ActivityDeps } from '../activities/deps';
import type { Rules } from '../domain/rules';
import { connectorWorkflowId, currentSettings } from '../workflows/messages';

const goodFor = 5_000;

/** Reads the rules from the connector workflow by query; what was read serves every activity for five seconds. */
export function rulesReader(client: Client, connector: string, now: () => number = Date.now): ActivityDeps['rules'] {
  let known: { rules: Promise<Rules>; readAt: number } | null = null;
  return ({ fresh } = { fresh: false }) => {
    if (known === null || fresh || now() - known.readAt > goodFor) {
      const rules = readRules(client, connector);
      known = { rules, readAt: now() };
      // a failure is not kept: the next caller asks again
      rules.catch(() => {
        if (known?.rules === rules) known = null;
      });
    }
    return known.rules;
  };
}

async function readRules(client: Client, connector: string): Promise<Rules> {
  const document = await settingsOf(client, connector);
  if (document === null)
    throw failure('notReady', 'there are no settings yet: PUT /api/v1/settings, or start with LATCHKEY_SETTINGS', true);
  return document.resolved as Rules;
}

async function settingsOf(client: Client, connector: string): ReturnType<typeof queryOf> {
  try {
    return await queryOf(client, connector);
  } catch {
    throw failure('notReady', `the workflow ${connectorWorkflowId(connector)} does not answer yet`, true);
  }
}

const queryOf = (client: Client, connector: string) =>
  client.workflow.getHandle(connectorWorkflowId(connector)).query(currentSettings);
