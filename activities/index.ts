import type {
  CertificateActivities,
  ConnectorActivities,
  DeliveryActivities,
  ObserveActivities,
  RenewalActivities,
  RosterActivities,
} from '../contracts/activities';
import { certificateActivities } from './certificates';
import { connectorActivities } from './connector';
import { deliveryActivities } from './delivery';
import { observeActivities } from './facts/observe';
import { renewalActivities } from './renewals';
import { rosterActivities } from './roster/sync-roster';
import type { ActivityDeps } from './runtime/deps';

export type MembersActivities = ObserveActivities &
  DeliveryActivities &
  RosterActivities &
  ConnectorActivities &
  CertificateActivities &
  RenewalActivities;

/** Activities of the queue `members`: reads and mail. */
export const membersActivities = (deps: ActivityDeps): MembersActivities => ({
  ...observeActivities(deps),
  ...deliveryActivities(deps),
  ...rosterActivities(deps),
  ...connectorActivities(deps),
  ...certificateActivities(deps),
  ...renewalActivities(deps),
});

/** Activities of the queue `directory`: everything that writes to it. */
export { directoryActivities } from './directory';
export type { ActivityDeps } from './runtime/deps';
export { WatchedMailer } from './runtime/mail-watch';
export { TenantWatch } from './runtime/tenant-watch';
export { KnownAccounts } from './runtime/known-accounts';
export { RosterSnapshot } from './runtime/roster-snapshot';
