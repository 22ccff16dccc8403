import type { Gateways } from '../ports';
import { temporalConnector } from './connector';
import { temporalHints } from './hints';
import { temporalMembers, temporalPages } from './members';
import type { Place } from './place';
import { temporalQueues } from './queues';
import { temporalSyncs } from './syncs';

/** All that the HTTP side asks of the workflows, by way of a Temporal client. */
export function temporalGateways(place: Place): Gateways {
  return {
    hints: temporalHints(place),
    members: temporalMembers(place),
    pages: temporalPages(place),
    syncs: temporalSyncs(place),
    connector: temporalConnector(place),
    queues: temporalQueues(place),
  };
}
