import type { Client } from '@temporalio/client';
import type { Call } from '../../clients/call';
import type { Mailer } from '../../clients/mail';
import type { MembershipSource } from '../../clients/membership-source';
import type { WifiDirectory } from '../../clients/wifi-directory';
import type { Keyring } from '../../domain/account/keyring';
import type { SyncedSystem } from '../../domain/replayed/health/synced-system';
import type { SystemReport } from '../../domain/replayed/health/system-health';
import type { Rules } from '../../domain/settings/rules';
import type { KnownAccounts } from './known-accounts';
import type { RosterSnapshot } from './roster-snapshot';
import type { TenantWatch } from './tenant-watch';

/** What activities depend on; the worker provides it, and tests provide their own. */
export interface ActivityDeps {
  connector: string;
  /** True for the sandbox: no preview is needed before the first write. */
  liveByDefault: boolean;
  /** Members that an import signals in a minute: the directory's rate, less a share for other members. */
  importPerMinute: number;
  /** Calls to Nexudus that this worker may make in a minute. */
  readsPerMinute: number;
  source: MembershipSource;
  directory: WifiDirectory;
  /** Makes sure that the directory is ours. */
  tenant: TenantWatch;
  mailer: Mailer;
  /** Who is told what waits for a decision or has stopped working. Null: nobody. */
  operatorEmail: string | null;
  keys: Keyring;
  /** What this worker's last sync read. */
  snapshot: RosterSnapshot;
  /** Which accounts this worker has seen. */
  accounts: KnownAccounts;
  /** Resolves when a look that has read what it wanted may go on: those of many who share a list do not go all at once. */
  letGo: (look: Call) => Promise<void>;
  /** What this worker has seen of both systems since the last call. */
  systems: () => Record<SyncedSystem, SystemReport>;
  /** The connector's rules, five seconds old at most, or fresh. Fails with `notReady` before the first settings. */
  rules: (options?: { fresh: boolean }) => Promise<Rules>;
  client: Client;
  /** Task queue of the member workflows that a sync starts. */
  membersQueue: string;
  /** The address of our webhooks and member pages, without a trailing slash. */
  publicUrl: string;
  /** The right-hand side of our Message-IDs. */
  mailDomain: string;
}
