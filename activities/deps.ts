import type { Client } from '@temporalio/client';
import type { Mailer } from '../clients/mail';
import type { MembershipSource } from '../clients/membership-source';
import type { WifiDirectory } from '../clients/wifi-directory';
import type { Keyring } from '../domain/account/keyring';
import type { SyncedSystem } from '../domain/replayed/health/synced-system';
import type { SystemReport } from '../domain/replayed/health/system-health';
import type { Rules } from '../domain/settings/rules';
import type { RosterSnapshot } from './roster/snapshot';
import type { TenantWatch } from './tenant-watch';

/** What activities are made from; the worker wires it, tests bring their own. */
export interface ActivityDeps {
  connector: string;
  /** A sandbox needs no preview before its first write. */
  liveByDefault: boolean;
  /** So many members an import tells in a minute: what the directory takes, with room for the door. */
  importPerMinute: number;
  source: MembershipSource;
  directory: WifiDirectory;
  /** Sees to it that the directory is the one whose accounts we know. */
  tenant: TenantWatch;
  mailer: Mailer;
  keys: Keyring;
  /** What the last sync of this worker has read. */
  snapshot: RosterSnapshot;
  /** What this worker has seen of both sides since it was last asked. */
  sides: () => Record<SyncedSystem, SystemReport>;
  /** The connector's rules, a few seconds old at most unless asked fresh. Fails with `notReady` before the first settings. */
  rules: (options?: { fresh: boolean }) => Promise<Rules>;
  client: Client;
  /** Task queue of the member workflows that a sync starts. */
  membersQueue: string;
  /** Where Nexudus finds our webhooks, without a trailing slash. */
  publicUrl: string;
  /** The right-hand side of our Message-IDs. */
  mailDomain: string;
}
