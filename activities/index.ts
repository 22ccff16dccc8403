import type {
  CertificateActivities,
  ConnectorActivities,
  DeliveryActivities,
  DirectoryActivities,
  ObserveActivities,
  RenewalActivities,
  RosterActivities,
} from '../contracts/activities';
import { certificateActivities } from './certificates';
import { connectorActivities } from './connector';
import { deliveryActivities } from './delivery';
import { directoryActivities } from './directory';
import { observeActivities } from './facts/observe';
import { renewalActivities } from './renewals';
import { rosterActivities } from './roster/sync-roster';
import type { ActivityDeps } from './runtime/deps';

export type MembersActivities = ObserveActivities &
  Pick<DirectoryActivities, 'settleAccount'> &
  DeliveryActivities &
  RosterActivities &
  ConnectorActivities &
  CertificateActivities &
  RenewalActivities;

/** Activities of the queue `members`. Looks and questions to the guard waited in it until they had queues of their own. */
export const membersActivities = (deps: ActivityDeps): MembersActivities => ({
  settleAccount: (order) => directoryActivities(deps).settleAccount(order),
  ...observeActivities(deps),
  ...deliveryActivities(deps),
  ...rosterActivities(deps),
  ...connectorActivities(deps),
  ...certificateActivities(deps),
  ...renewalActivities(deps),
});

/** Activities of the queues `looks` and `door`. */
export { observeActivities as looksActivities } from './facts/observe';
/** Activities of the queue `directory`: everything that writes to it. `settleAccount` waited in it until it had to wait elsewhere. */
export { directoryActivities };
export type { ActivityDeps } from './runtime/deps';
export { WatchedMailer } from './runtime/mail-watch';
export { TenantWatch } from './runtime/tenant-watch';
export { KnownAccounts } from './runtime/known-accounts';
export { RosterSnapshot } from './runtime/roster-snapshot';
