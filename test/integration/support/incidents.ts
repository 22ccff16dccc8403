import type { NexudusFaults } from '../../../sandbox/nexudus';
import type { IronwifiFaults } from '../../../sandbox/ironwifi';
import type { FailureCode } from '../../../domain/replayed/failure-codes';
import type { HoldCause } from '../../../domain/replayed/guard/guard-state';
import type { SyncCounts } from '../../../contracts/replayed';
import { harbour, type Club } from './club';

/**
 * - `refused`: the run fails at once, with this reason.
 * - `stalls`: the run waits for its next call as long as it is told to, and is done once the cause is gone.
 * - `waits`: the run goes on trying, and is done once the cause is gone.
 * - `held`: so many members wait for an operator.
 * - `done`: the run does its work, and counts this.
 */
export type Ending =
  | { refused: FailureCode }
  | { waits: true }
  | { stalls: true }
  | { held: number; cause: HoldCause }
  | { done: Partial<SyncCounts> };

export interface Incident {
  what: string;
  strike: (club: Club) => void | Promise<void>;
  ends: Ending;
}

const nexudus =
  (faults: Partial<NexudusFaults>) =>
  ({ space }: Club): void =>
    void Object.assign(space.sandbox.nexudus.faults, faults);

const ironwifi =
  (faults: Partial<IronwifiFaults>) =>
  ({ space }: Club): void =>
    void Object.assign(space.sandbox.ironwifi.faults, faults);

const quietly = { hooks: false };

/** What has happened to other people's syncs, as their issue trackers tell it, and what IronWifi and Nexudus add to it. */
export const incidents: Incident[] = [
  { what: 'the source is out of reach', strike: nexudus({ down: 'refuse' }), ends: { waits: true } },
  {
    what: 'the source breaks off in the middle of a reading',
    strike: nexudus({ ooopsNext: 1 }),
    ends: { waits: true },
  },
  {
    what: 'the source lists nobody, and calls it a success',
    strike: nexudus({ emptyLists: true }),
    ends: { refused: 'inconsistent' },
  },
  { what: 'a row is missing that the total counts', strike: nexudus({ rowMissing: true }), ends: { waits: true } },
  { what: 'a page of the source comes again', strike: nexudus({ pageRepeated: true }), ends: { waits: true } },
  { what: 'the source lets us make no calls', strike: nexudus({ throttle: true }), ends: { stalls: true } },
  { what: 'the directory lets us make no calls', strike: ironwifi({ throttle: true }), ends: { stalls: true } },
  {
    what: 'the source says no in a 200',
    strike: nexudus({ wasSuccessfulFalse: true }),
    ends: { refused: 'rejected' },
  },
  {
    what: 'the password of the log-in has been changed',
    strike: nexudus({ unauthorized: true }),
    ends: { refused: 'unauthorized' },
  },
  {
    what: 'the log-in has lost the role that shows contracts',
    strike: nexudus({ deniedRoles: ['CoworkerContract-List'] }),
    ends: { refused: 'unauthorized' },
  },
  {
    what: 'most members are missing from a list that reads well',
    strike: (club) => club.hide('coworkers', (row) => club.members.slice(3).includes(String(row.Id))),
    ends: { held: 12, cause: 'sourceShrank' },
  },
  {
    what: 'a location is missing from the list',
    strike: (club) => club.hide('coworkers', (row) => row.InvoicingBusinessId === harbour),
    ends: { held: 7, cause: 'sourceShrank' },
  },
  {
    what: 'every contract is missing, and nothing names one',
    strike: (club) => club.hide('contracts', () => true),
    ends: { held: 15, cause: 'removals' },
  },
  {
    what: 'contracts are missing that their members name',
    strike: (club) => nexudus({ contractsHidden: [...club.members] })(club),
    ends: { waits: true },
  },
  {
    what: 'the contracts of two members are missing, who name them',
    strike: (club) => nexudus({ contractsHidden: club.members.slice(0, 2) })(club),
    ends: { done: { skipped: 2, revoked: 0, held: 0 } },
  },
  {
    what: 'everybody is suspended at once',
    strike: ({ space, members }) => members.forEach((id) => space.sandbox.nexudus.play.suspend(id, quietly)),
    ends: { held: 15, cause: 'removals' },
  },
  {
    what: 'a plan is deleted',
    strike: (club) => club.dropPlan('Hot Desk'),
    ends: { held: 12, cause: 'planGone' },
  },
  {
    what: 'a plan is renamed',
    strike: (club) => club.renamePlan('Hot Desk', 'Flex Desk'),
    ends: { done: { revoked: 0, moved: 0, held: 0 } },
  },
  {
    what: 'the key belongs to another region',
    strike: ironwifi({ wrongRegion: true }),
    ends: { refused: 'wrongTenant' },
  },
  {
    what: 'the key has been revoked',
    strike: ironwifi({ unauthorized: true }),
    ends: { refused: 'unauthorized' },
  },
  { what: 'the directory answers in HTML', strike: ironwifi({ down: '502-html' }), ends: { waits: true } },
  {
    what: 'a page of the directory repeats an account',
    strike: ironwifi({ pageDrift: true }),
    ends: { done: { granted: 0, revoked: 0, held: 0 } },
  },
  { what: 'a page of the directory leaves one out', strike: ironwifi({ pageGap: true }), ends: { waits: true } },
  {
    what: 'a member has a new e-mail address',
    strike: ({ space, members: [id = ''] }) =>
      space.sandbox.nexudus.play.changeEmail(id, 'renamed@members.example', quietly),
    ends: { done: { misnamed: 1, granted: 0, revoked: 0 } },
  },
  {
    what: 'somebody joins with the e-mail address of a member',
    strike: (club) => {
      const twin = { fullName: 'Twin', email: club.emailOf(1), plan: 'Hot Desk' };
      club.space.sandbox.nexudus.play.join({ ...twin, ...quietly });
    },
    ends: { done: { duplicates: 1, granted: 1, revoked: 0 } },
  },
  {
    what: 'somebody joins whose user name another connector has given',
    strike: ({ space: { sandbox } }) => {
      const email = 'taken@members.example';
      sandbox.ironwifi.addForeign({ username: email, notes: 'latchkey:elsewhere:1' });
      sandbox.nexudus.play.join({ fullName: 'Taken', email, plan: 'Hot Desk', ...quietly });
    },
    ends: { done: { foreign: 1, granted: 0, revoked: 0 } },
  },
  {
    what: 'hooks announce, one by one, that everybody has lost the contract',
    strike: (club) => club.announceLoss(),
    ends: { held: 15, cause: 'vanished' },
  },
];
