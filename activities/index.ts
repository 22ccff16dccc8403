import { connectorActivities } from './connector';
import type { ConnectorActivities, DeliveryActivities, ObserveActivities } from '../contracts/activities';
import type { RosterActivities } from '../contracts/activities';
import { deliveryActivities } from './delivery';
import type { ActivityDeps } from './deps';
import { observeActivities } from './observe';
import { rosterActivities } from './roster/sync-roster';

export type MembersActivities = ObserveActivities & DeliveryActivities & RosterActivities & ConnectorActivities;

/** Activities of the queue `members`: reads and mail. */
export const membersActivities = (deps: ActivityDeps): MembersActivities => ({
  ...observeActivities(deps),
  ...deliveryActivities(deps),
  ...rosterActivities(deps),
  ...connectorActivities(deps),
});

/** Activities of the queue `directory`: everything that writes to it. */
export { directoryActivities } from './directory';
export type { DirectoryActivities } from '../contracts/activities';
export type { ActivityDeps } from './deps';
export { TenantWatch } from './tenant-watch';
export { RosterSnapshot } from './roster/snapshot';
