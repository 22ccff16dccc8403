import type { ConnectorState } from './state';

type Document = NonNullable<ConnectorState['document']>;

/**
 * Settings named the operator's e-mail address once. It is personal data, so nothing that is stored from now on has it; that
 * there was one stays known to the rules, because letters were owed then (`oweLetter`).
 */
export function withoutAddress(document: Document): Document {
  const settings = Object.entries(document.settings as object).filter(([name]) => name !== 'operator');
  const { operator, ...rules } = document.resolved;
  return {
    ...document,
    settings: Object.fromEntries(settings),
    resolved: operator ? { ...rules, operator: {} } : rules,
  };
}
