import type { Moment } from './moment';
import { en as past } from './past/english';
import type { Naming, Phrases, System, Told } from './phrases';

/** "today 18:00", "Monday 1 Dec 00:00", "3 Nov", "3 Nov 2025". */
function when(moment: Moment): string {
  const name = isNamed(moment.day) ? moment.day : dateOf(moment);
  return moment.withTime ? `${name} ${moment.time}` : name;
}

function dateOf({ day, weekday, dayOfMonth, month, year }: Moment): string {
  const date = `${dayOfMonth} ${month}`;
  return day === 'near' ? `${weekday} ${date}` : day === 'otherYear' ? `${date} ${year}` : date;
}

const isNamed = (day: Moment['day']): boolean => ['today', 'tomorrow', 'yesterday'].includes(day);
const on = (moment: Moment): string => (isNamed(moment.day) ? when(moment) : `on ${when(moment)}`);
const at = (moment: Moment): string => (moment.day === 'today' ? moment.time : on(moment));

const granted = ({ title, checkIn }: Told): string => (checkIn ? `${title}, checked in ${checkIn.at}` : title);
const counts = (record: string): string => `${record} needs a check-in`;
const butCounts = (counted: string | null): string => (counted === null ? '' : `, and ${counts(counted)}`);
const optional = (text: string | null): string => (text === null ? '' : ` ${text}`);

const systems: Record<System, string> = { nexudus: 'Nexudus', ironwifi: 'IronWifi', mail: 'the mail server' };

const record: Naming = (kind, plan, id) => {
  const noun = plan === null || kind === 'contract' ? [id === null ? `the ${kind}` : kind] : [];
  return [...noun, plan ?? [], id === null ? [] : `#${id}`].flat().join(' ');
};

export const en: Phrases = {
  calendar: { locale: 'en-GB', month: 'short' },
  times: {
    on,
    at,
    until: (moment) => `until ${when(moment)}`,
    since: (moment) => `since ${moment.day === 'today' ? moment.time : when(moment)}`,
  },
  heads: {
    yes: (until) => `may connect${optional(until)}`,
    soon: 'may connect in a moment',
    still: 'can still connect for now',
    no: 'may not connect',
    notYet: 'cannot connect yet',
    would: (until) => `not live yet, but would be let in${optional(until)}`,
    wouldNot: 'not live yet, and would not be let in',
  },
  explained: (head, why) => `${head}: ${why}`,
  notLookedAt: 'nothing is known of this member yet: Nexudus has not been read',
  erasure: {
    underWay: (since) => `is being erased ${since}`,
    done: (date) => `was erased ${date}`,
    keptOff: 'access stays off until an operator lifts the block',
    isFree: 'a new membership brings a new account',
  },
  seeProfile: (id) => `see coworker #${id}: the same person has the account there`,
  record,
  title: record,
  person: (id) => (id === null ? 'this member' : `coworker #${id} (same person)`),
  ofTeam: (record, team) => `${record} of team #${team}`,
  ofProfile: (record, profile) => `${record} of coworker #${profile} (same person)`,
  because: {
    contract: granted,
    pass: granted,
    teamContract: granted,
    teamPass: granted,
    checkedIn: ({ checkIn }) => `checked in${optional(checkIn?.at ?? null)}, which is enough here`,
    allowed: () => 'an operator allows it',
    blocked: ({ until }) => `blocked by an operator${optional(until)}`,
    deleted: ({ person }) => `Nexudus no longer lists ${person}`,
    archived: ({ person }) => `${person} is archived in Nexudus`,
    suspended: ({ person }) => `${person} is suspended in Nexudus`,
    unpaid: ({ person }) => `${person} has unpaid invoices`,
    none: () => 'there is no contract and no pass',
    notStarted: ({ record, on: start }) => (start ? `${record} starts ${start}` : `${record} has not started yet`),
    ended: ({ record, on: end }) => (end ? `${record} ended ${end}` : `${record} is no longer active`),
    paused: ({ record, until }) => `${record} is paused${optional(until)}`,
    passExpired: ({ record, on: end }) => (end ? `${record} expired ${end}` : `${record} has expired`),
    passUsedUp: ({ record, on: end }) => (end ? `${record} ran out ${end}` : `${record} is used up`),
    checkInNeeded: ({ counted }) => `not checked in${butCounts(counted)}`,
    checkedOut: ({ counted, checkIn }) => `checked out${optional(checkIn?.on ?? null)}${butCounts(counted)}`,
    checkInClosed: ({ counted, checkIn }) =>
      `the check-in was closed automatically${optional(checkIn?.on ?? null)}${butCounts(counted)}`,
    outsideHours: ({ record }) => `${record} is outside its hours`,
    noWifiPlan: ({ record }) => `${record} does not include WiFi`,
    unmappedPlan: ({ record }) => `${record} gives no access yet`,
    retiredPlan: ({ record }) => `${record} is no longer mapped to a group, so everything stays as it was`,
    keptByPolicy: ({ open }) =>
      open ? 'access is not taken away automatically (autoDeprovision is off)' : 'nothing gives access any more',
    joined: ({ profile }) => `the same person has the account${profile ? ` as coworker #${profile}` : ' elsewhere'}`,
  },
  ways: {
    checkIn: 'check in first',
    checkInAgain: 'check in again',
    opens: (start) => `access opens ${start}`,
    comesBack: (start) => `access comes back ${start}`,
    blockLifted: 'access comes back when the block is lifted',
    pauseEnds: 'access comes back when the pause ends',
    restored: 'restore the member in Nexudus first',
    reactivated: 'reactivate the member in Nexudus first',
    paid: 'the invoices must be paid first',
    contractOrPass: 'a contract or a pass gives access',
    contractStarts: 'access comes back when a contract starts',
    newPass: 'access comes back with a new pass or a contract',
    planWithWifi: 'a plan with WiFi gives access',
    planMapped: (plan) => `${plan ?? 'the plan'} is not mapped to a group`,
    accountMade: 'turn on autoProvision in the settings, or adopt an account',
    moment: 'wait a moment',
    retry: 'Latchkey keeps trying; Retry tries at once',
    adopted: 'adopt the account that has this user name, or rename that one in IronWifi',
    emailKnown: 'enter an e-mail address in Nexudus first',
    maintenanceEnds: (system) => `access opens when the maintenance of ${systems[system]} ends`,
    goLive: 'go live',
  },
  notes: {
    opening: 'the account is being opened',
    closing: 'the account is being closed',
    moving: (level) => `the account is being moved to ${level}`,
    due: (because) => `access is due: ${because}`,
    writeFails: (since) => `the account cannot be changed in IronWifi (${since})`,
    writeRefused: {
      conflict: 'another account already has this user name',
      contested: 'somebody keeps changing the account by hand in IronWifi',
      noEmail: 'this member has no e-mail address in Nexudus',
    },
    writeWaits: 'the account cannot be changed during the maintenance of IronWifi',
    noAccount: 'there is no account, and none is made automatically (autoProvision is off)',
    readFails: (since) => `Nexudus cannot be read (${since})`,
    readWaits: 'Nexudus is not read during its maintenance',
    outdated: (note) => `${note}, so this may be out of date`,
    letterOwed: 'the letter with the credentials has not gone out yet',
    held: (says) => `Nexudus now says: ${says}. An operator still has to decide`,
    kept: (until, says) => `kept as it is${optional(until)}, although Nexudus says: ${says}`,
    otherLevel: 'another access level is due',
    heir: (profile) => `coworker #${profile}, the same person, is about to take over the account`,
  },
  facts: {
    endless: (record) => `${record} has no end date`,
    runs: (record, until) => `${record} is valid ${until}`,
    whileCheckedIn: counts,
    checkInSince: (id, time) => `check-in #${id} ${time}`,
    checkInEnded: (id, end) => `check-in #${id} ended ${end}`,
    checkInClosed: (id, end) => `check-in #${id} was closed automatically ${end}`,
    checkInOnly: (id) => `check-in #${id}`,
    team: (id) => `team #${id} shares it with its members`,
    profile: (id) => `coworker #${id} is the same person (same e-mail address)`,
    allowedBy: (operator, until) => `allowed by operator ${operator}${optional(until)}`,
    blockedBy: (operator, until) => `blocked by operator ${operator}${optional(until)}`,
    accountOpen: (level) => (level === null ? 'the account is open' : `the account is open at level ${level}`),
    accountReady: 'the account is ready but closed',
    accountClosed: 'the account is closed',
    accountNone: 'there is no account yet',
    accountUnknown: 'it is not known yet whether the last change of the account was made',
    troubles: {
      details: (since) => `the account needs an operator (${since})`,
      courier: (since) => `a letter cannot be sent (${since})`,
      portal: (since) => `the link cannot be written to Nexudus (${since})`,
    },
    maintenance: (system) => `${systems[system]} is under maintenance`,
    notLive: 'Latchkey is not live: nothing is written yet',
    lastRead: (time) => `Nexudus was last read ${time}`,
  },
  next: {
    opens: (start) => `access opens ${start}`,
    ends: (end) => `access ends ${end}`,
    readied: (time) => `the account is made ready ${time}`,
    level: (level, time) => `the level changes to ${level} ${time}`,
    stays: (time) => `access is no longer due ${time}, but stays`,
    readAgain: (time) => `Nexudus is read once more ${time}, before access ends`,
    askedAgain: (time) => `an operator is asked again ${time}`,
    deleted: (time) => `the account is deleted ${time}`,
  },
  past,
};
