import type { GuardSettings } from '../../domain/replayed/guard/guard-state';

/**
 * The part of the resolved settings that the connector itself goes by. The rest is carried along for activities and the API,
 * which parse it (`domain/settings/rules.ts`).
 */
export interface ConnectorRules {
  /** Which way of resolving settings made them. */
  resolver: number;
  /** Of the settings. */
  version: number;
  live: boolean;
  syncIntervalMinutes: number;
  guard: GuardSettings;
  /** Only in rules of resolvers before the third: whether letters to the operator are owed. */
  operator?: object | null;
}

/** Checks the fields that the connector reads. Rules were not numbered by their resolver before version 2. */
export function connectorRulesFrom(resolved: unknown): ConnectorRules {
  const rules: Partial<ConnectorRules> = isObject(resolved) ? { resolver: 1, ...resolved } : {};
  const isWhole =
    typeof rules.resolver === 'number' &&
    typeof rules.version === 'number' &&
    typeof rules.live === 'boolean' &&
    typeof rules.syncIntervalMinutes === 'number' &&
    isObject(rules.guard);
  // a plain Error: the state is kept, and the task is tried again until a worker comes that understands it
  if (!isWhole) throw new Error('the resolved settings are not what this worker knows: it waits for another one.');
  return rules as ConnectorRules;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
