import { DateTime } from 'luxon';
import { decideAccess } from '../../domain/access/decide-access';
import type { Step, NoticeRules } from '../../domain/replayed/entitlement';
import type { Availability, CheckInFact, ContractFact, Facts, PassFact, TeamFact } from '../../domain/access/facts';
import { businessId, memberId, planId, type Instant } from '../../domain/replayed/ids';
import { resolveSettings, type World } from '../../domain/settings/resolve-settings';
import type { Rules } from '../../domain/settings/rules';
import { parseSettings, type Settings } from '../../domain/settings/settings';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const london = businessId('1');
export const newYork = businessId('2');

export const hotDesk = planId('11');
export const dedicatedDesk = planId('12');
export const privateOffice = planId('13');
export const dayPass = planId('14');
export const virtualOffice = planId('15');
export const unknownPlan = planId('16');

/** The instant of a local time in London, or in another zone. */
export const at = (local: string, zone = 'Europe/London'): Instant => DateTime.fromISO(local, { zone }).toMillis();

/** An ordinary Tuesday, winter time. */
export const now = at('2026-11-03T10:00');

export const world: World = {
  plans: [
    { id: hotDesk, name: 'Hot Desk', businessId: london, kind: 'tariff' },
    { id: dedicatedDesk, name: 'Dedicated Desk', businessId: london, kind: 'tariff' },
    { id: privateOffice, name: 'Private Office', businessId: london, kind: 'tariff' },
    { id: dayPass, name: 'Day Pass', businessId: london, kind: 'timePass' },
    { id: virtualOffice, name: 'Virtual Office', businessId: london, kind: 'tariff' },
    { id: unknownPlan, name: 'Mail Box', businessId: london, kind: 'tariff' },
  ],
  businesses: [
    { id: london, name: 'London', timeZone: 'Europe/London' },
    { id: newYork, name: 'New York', timeZone: 'America/New_York' },
  ],
  defaultTimeZone: 'Europe/London',
  files: {},
  portalFields: [],
  now,
  liveByDefault: true,
};

export const required = { spaceName: 'The Loft', ssid: 'Loft Members' };

export const defaultMap: Record<string, object> = {
  'Hot Desk': { group: 'basic-wifi', precedence: 20 },
  'Dedicated Desk': { group: 'premium-wifi', precedence: 30 },
  'Private Office': { group: 'premium-wifi', orgUnit: 'premium-wifi-priority', precedence: 40 },
  'Day Pass': { group: 'guest-wifi', precedence: 10 },
  'Virtual Office': { group: 'none' },
};

export function settingsOf(changes: object = {}): Settings {
  const parsed = parseSettings({ ...required, ...changes });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.settings;
}

/** Rules out of a settings document, as an operator would have them. */
export function rulesOf(changes: object = {}, previous: Rules | null = null): Rules {
  const resolved = resolveSettings(settingsOf({ plans: defaultMap, ...changes }), world, previous);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.errors));
  return resolved.rules;
}

export const factsOf = (changes: Partial<Facts> = {}): Facts => ({
  memberId: memberId('4400'),
  presence: 'present',
  active: true,
  archived: false,
  businessId: london,
  contracts: [],
  passes: [],
  checkIn: null,
  teams: [],
  unpaid: 'unknown',
  identity: 'abcdef012345',
  override: null,
  ...changes,
});

/** A Hot Desk contract since the new year, without an end. */
export const contract = (changes: Partial<ContractFact> = {}): ContractFact => ({
  id: '4411',
  uniqueId: null,
  planId: hotDesk,
  planName: 'Hot Desk',
  businessId: london,
  start: at('2026-01-01T00:00'),
  cancellation: null,
  active: true,
  main: true,
  pauses: [],
  ...changes,
});

/** An unused day pass without an expiry. */
export const pass = (changes: Partial<PassFact> = {}): PassFact => ({
  id: '77',
  planId: dayPass,
  planName: 'Day Pass',
  businessId: london,
  kind: 'day',
  created: at('2026-11-01T09:00'),
  expires: null,
  used: false,
  usedAt: null,
  minutesLeft: null,
  issuedBy: null,
  availability: null,
  ...changes,
});

/** Hours of the days named (0: Sunday), written by the clock of London or of another location. */
export const hours = (weekdays: number[], from: string, to: string, businessId = london): Availability => {
  const zone = businessId === newYork ? 'America/New_York' : 'Europe/London';
  const time = (text: string) => at(`1976-01-01T${text}`, zone);
  return { slots: weekdays.map((weekday) => ({ weekday, from: time(from), to: time(to) })), businessId };
};

export const minutePass = (minutesLeft: number, changes: Partial<PassFact> = {}): PassFact =>
  pass({ kind: 'minutes', minutesLeft, ...changes });

/** Open since this morning at nine. */
export const checkIn = (changes: Partial<CheckInFact> = {}): CheckInFact => ({
  id: '900',
  businessId: london,
  since: at('2026-11-03T09:00'),
  until: null,
  network: false,
  ...changes,
});

export const team = (changes: Partial<TeamFact> = {}): TeamFact => ({
  id: '7',
  payingMemberId: memberId('4500'),
  sharesPasses: false,
  contracts: [],
  passes: [],
  ...changes,
});

/** What an entitlement says of telling, by the default settings. */
export const telling: NoticeRules = {
  linkMs: 72 * HOUR,
  linkOpenings: 10,
  noticeMs: null,
  silent: [],
  later: false,
  portal: false,
};

/** The step of now. */
export function decided(facts: Partial<Facts>, rules: Rules = rulesOf(), instant: Instant = now): Step {
  const [first] = stepsOf(facts, rules, instant);
  if (!first) throw new Error('an entitlement has at least one step');
  return first;
}

export const stepsOf = (facts: Partial<Facts>, rules: Rules = rulesOf(), instant: Instant = now): Step[] =>
  decideAccess(factsOf(facts), rules, instant).steps;

/** Steps as `[local instant, state, reason]`, to compare at a glance; the first one's instant is always `now`. */
export function story(facts: Partial<Facts>, rules: Rules = rulesOf(), instant: Instant = now, zone = 'Europe/London') {
  return stepsOf(facts, rules, instant).map(({ from, access, reason }, index) => [
    index === 0 ? 'now' : DateTime.fromMillis(from, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    access.state === 'granted' || access.state === 'prepared' ? `${access.state} ${access.orgUnit}` : access.state,
    reason,
  ]);
}
