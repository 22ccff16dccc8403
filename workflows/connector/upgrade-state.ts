import type { OperatorLetter } from '../../domain/letters/operator-letter';
import type { SettingsDocument } from '../../contracts/replayed';
import { takeOver } from '../runs/hand-over';
import { connectorRulesFrom } from './rules';
import { newConnector, type ConnectorState } from './state';

/** The state that the connector's run begins with, whichever version of this code wrote it. */
export function connectorStateFrom(input: { connector: string }): ConnectorState {
  return takeOver(input, {
    owner: `connector ${input.connector}`,
    fresh: newConnector(input.connector),
    inputFields: ['connector'],
    upgrades: [numberResolvers],
  });
}

interface ChangedSinceV1 {
  document: SettingsDocument | null;
  post: OperatorLetter[];
}

/** Version 2 knows which resolver made the rules, so that a newer one makes them again. */
function numberResolvers({ document, post, ...same }: ChangedSinceV1): object {
  return {
    ...same,
    schemaVersion: 2,
    document: document && { ...document, resolved: connectorRulesFrom(document.resolved) },
    newestResolver: null,
    owedLetters: post,
  };
}
