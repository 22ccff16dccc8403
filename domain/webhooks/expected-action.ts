import type { Reason, Step } from '../replayed/entitlement';
import type { HeardAction } from './actions';

/** What a member's workflow held, and what Nexudus says now: a change that no webhook announced. */
interface SilentChange {
  /** `reason` is null where nothing was held. */
  before: { reason: Reason | null; planId: string | null };
  step: Step;
}

type Announcer = HeardAction | null | ((change: SilentChange) => HeardAction | null);

/**
 * The webhook that should have announced a change; null if Nexudus has none for it, or its documents are silent
 * (nexudus.md §5.2, §5.3). Of several, the most certain. Changes through other settings are for the caller to leave out:
 * here every change counts as one in Nexudus.
 */
export function announcedBy(change: SilentChange): HeardAction | null {
  const announcer = ARRIVALS[change.step.reason];
  if (typeof announcer === 'function') return announcer(change);
  return change.before.reason === change.step.reason ? null : announcer;
}

/** Which webhook announces that a reason begins to apply. */
const ARRIVALS: Record<Reason, Announcer> = {
  deleted: 'CoworkerDelete',
  suspended: 'AccessControlUpdate',
  checkedOut: 'CoworkerCheckout',
  checkInNeeded: (change) => (hadAccess(change) ? 'CheckinDeleted' : ofRecord(change)),

  checkedIn: (change) => (hadAccess(change) ? null : 'CoworkerCheckin'),
  contract: restored,
  pass: restored,
  teamContract: restored,
  teamPass: restored,
  ended: ofRecord,
  notStarted: ofRecord,
  passExpired: ofRecord,
  passUsedUp: ofRecord,
  noWifiPlan: ofRecord,
  unmappedPlan: ofRecord,
  none: ofNoRecord,

  // They have no webhook of their own; whether archiving and pausing raise a CoworkerUpdate is unconfirmed.
  archived: null,
  paused: null,
  unpaid: null,
  // An operator, the settings or the clock decided, not Nexudus.
  allowed: null,
  blocked: null,
  retiredPlan: null,
  keptByPolicy: null,
  checkInClosed: null,
  outsideHours: null,
  joined: null,
};

/** Which webhook announces that a reason no longer stands in the way; for most it is that of the record that now admits. */
const DEPARTURES: Record<Reason, HeardAction | null | typeof ofRecord> = {
  suspended: 'AccessControlUpdate',
  unpaid: 'CoworkerInvoicePaid',
  checkInNeeded: 'CoworkerCheckin',
  checkedOut: 'CoworkerCheckin',
  checkInClosed: 'CoworkerCheckin',
  checkedIn: ofRecord,
  deleted: null,
  archived: null,
  paused: null,
  allowed: null,
  blocked: null,
  retiredPlan: null,
  keptByPolicy: null,
  joined: null,

  contract: ofRecord,
  pass: ofRecord,
  teamContract: ofRecord,
  teamPass: ofRecord,
  ended: ofRecord,
  notStarted: ofRecord,
  passExpired: ofRecord,
  passUsedUp: ofRecord,
  outsideHours: null,
  noWifiPlan: ofRecord,
  unmappedPlan: ofRecord,
  none: ofRecord,
};

function restored(change: SilentChange): HeardAction | null {
  const { reason } = change.before;
  const departure = reason === null ? ofRecord : DEPARTURES[reason];
  return typeof departure === 'function' ? departure(change) : departure;
}

/** AccessControlUpdate is documented for every change of a contract or pass; some have an action of their own. */
function ofRecord(change: SilentChange): HeardAction | null {
  const { before, step } = change;
  const [record, ...behind] = step.evidence;
  if (behind.some(({ kind }) => kind === 'team')) return ofTeam(change);
  if (record?.kind !== 'contract') return 'AccessControlUpdate';
  if (before.reason === null || before.reason === 'none') return 'CoworkerContractCreate';
  if (before.reason !== 'contract') return 'AccessControlUpdate';
  if (step.reason === 'ended') return 'CoworkerContractCancel';
  return isOfOtherPlan(step, before.planId) ? 'CoworkerContractUpgradeDowngrade' : 'AccessControlUpdate';
}

/** The contract goes on, with another plan. */
function isOfOtherPlan({ reason, access }: Step, planId: string | null): boolean {
  if (reason === 'noWifiPlan' || reason === 'unmappedPlan') return true;
  return reason === 'contract' && 'planId' in access && access.planId !== planId;
}

/** Joining a team is announced for the member; changes of the paying member's contracts only for the paying member. */
function ofTeam({ before, step }: SilentChange): HeardAction | null {
  const joined: readonly (Reason | null)[] = [null, 'none', 'contract', 'pass'];
  return isGood(step) && joined.includes(before.reason) ? 'AccessControlUpdate' : null;
}

/** The last contract or pass was deleted, it did not end. */
function ofNoRecord({ before }: SilentChange): HeardAction | null {
  if (before.reason === 'contract') return 'CoworkerContractDelete';
  if (before.reason === 'checkedIn') return 'CheckinDeleted';
  return hadAccess({ before }) ? 'AccessControlUpdate' : null;
}

const hadAccess = ({ before }: Pick<SilentChange, 'before'>): boolean =>
  before.reason === 'contract' ||
  before.reason === 'pass' ||
  before.reason === 'teamContract' ||
  before.reason === 'teamPass';

const isGood = ({ access }: Step): boolean => access.state === 'granted' || access.state === 'prepared';
