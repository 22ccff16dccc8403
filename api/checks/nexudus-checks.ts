import type { Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import type { BusinessRow, Readable } from '../../clients/membership-source';
import { count, failed, type Diagnosis, listed, ok, unknown, warning } from '../../contracts/api/diagnosis';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import { isZone } from '../../domain/schema/fields';
import type { Rules } from '../../domain/settings/rules';
import { parseSettings } from '../../domain/settings/settings';
import type { ExternalClients } from '../ports/external-clients';
import type { ConnectorGateway } from '../ports/gateways';
import type { Check } from './diagnosis';

/** Its calls wait behind everybody else's, at a rate of 20 a minute by default. */
export const NEXUDUS_LIMIT_MS = 75_000;
/** A list of locations may be as old as the run. */
export const LOCATIONS_MAX_AGE_MS = 30_000;

interface NexudusCheckDeps {
  source: Pick<ExternalClients['source'], 'tryRead' | 'clockAheadMs'>;
  businesses: () => Promise<BusinessRow[]>;
  connector: Pick<ConnectorGateway, 'settings'>;
  rules: () => Promise<Rules>;
}

export const callOf = (signal?: AbortSignal): Call => ({ priority: 'background', signal });

/** Log-in, roles, clock and locations, in the calls of one log-in and of one row of each list. */
export function nexudusChecks(deps: NexudusCheckDeps): Check[] {
  const { source } = deps;
  const isKnown = source.tryRead('ownUser', callOf());
  isKnown.catch(() => undefined);
  const check = (id: Check['id'], look: Check['look']): Check => ({ id, limitMs: NEXUDUS_LIMIT_MS, look });
  return [
    check('nexudusLogIn', () => isKnown.then(() => ok('Nexudus answers, and knows our user.'), logInTrouble)),
    check('nexudusRoles', (signal) => afterLogIn(isKnown, () => roles(source, signal))),
    check('nexudusClock', () => afterLogIn(isKnown, () => Promise.resolve(clock(source.clockAheadMs())))),
    check('locations', () => afterLogIn(isKnown, () => locations(deps))),
  ];
}

async function afterLogIn(isKnown: Promise<void>, look: () => Promise<Diagnosis>): Promise<Diagnosis> {
  try {
    await isKnown;
  } catch (error) {
    if (error instanceof ExternalError && passing.includes(error.code)) throw error;
    return unknown('We are not logged in to Nexudus.', 'See the check of the log-in.');
  }
  return look();
}

/** They say nothing of Nexudus. */
const passing: readonly FailureCode[] = ['maintenance', 'throttled'];
const refusing: readonly FailureCode[] = ['unauthorized', 'forbidden'];

function logInTrouble(error: unknown): Diagnosis {
  if (!(error instanceof ExternalError) || passing.includes(error.code)) throw error;
  const { code, message } = error;
  if (refusing.includes(code))
    return failed(
      `${message} (${code}).`,
      'Check NEXUDUS_USERNAME and NEXUDUS_PASSWORD (or NEXUDUS_API_KEY and NEXUDUS_API_SECRET), and that the user has API access; then restart.',
    );
  if (code === 'shielded')
    return failed(
      `Something in front of Nexudus answers in its stead: ${message}.`,
      'Ask Nexudus to let the address of this machine through.',
    );
  if (code === 'unreachable' || code === 'timeout' || code === 'outage')
    return failed(
      `${message} (${code}).`,
      'Check NEXUDUS_API_URL and the network from here; if Nexudus itself is away, wait: what is due is made up for.',
    );
  return failed(`${message} (${code}).`, 'Check NEXUDUS_API_URL: it is the admin API, with /api at its end.');
}

/** By the read that needs each. */
const roleOf: Record<Exclude<Readable, 'ownUser'>, string> = {
  coworkers: 'Coworker-List',
  contracts: 'CoworkerContract-List',
  pauses: 'ContractPausedPeriod-List',
  passes: 'CoworkerTimePass-List',
  checkIns: 'Checkin-List',
  teams: 'Team-List',
  tariffs: 'Tariff-List',
  timePasses: 'TimePass-List',
  timeSlots: 'TimePassTimeSlot-List',
  businesses: 'Business-List',
  webhooks: 'WebHook-List',
};
/** Without them we work, less well. */
const spared = [roleOf.timeSlots, roleOf.webhooks];

async function roles(source: NexudusCheckDeps['source'], signal: AbortSignal): Promise<Diagnosis> {
  const lists = Object.entries(roleOf) as [keyof typeof roleOf, string][];
  const refused: string[] = [];
  for (const [list, role] of lists)
    try {
      await source.tryRead(list, callOf(signal));
    } catch (error) {
      if (!(error instanceof ExternalError) || !refusing.includes(error.code)) throw error;
      refused.push(role);
    }
  if (refused.length === 0) return ok(`All ${lists.length} lists that are needed can be read.`);
  const evidence = `Nexudus refuses ${refused.length} of ${lists.length} lists: ${refused.join(', ')}.`;
  const todo = `Give the user of NEXUDUS_USERNAME the ${refused.length === 1 ? 'role' : 'roles'} ${refused.join(', ')}.`;
  return refused.every((role) => spared.includes(role)) ? warning(evidence, todo) : failed(evidence, todo);
}

/** Deadlines are met by our clock, and recorded by theirs. */
const NOTICED_MS = 5_000;
const HARMFUL_MS = 60_000;

function clock(aheadMs: number | null): Diagnosis {
  if (aheadMs === null) return unknown('No reply of Nexudus said what time it is there.', 'Run the checks again.');
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (Math.abs(aheadMs) < NOTICED_MS) return ok(`It differs by ${seconds} s at most.`);
  const evidence = `This machine is ${seconds} s ${aheadMs > 0 ? 'behind' : 'ahead of'} Nexudus.`;
  const todo = 'Have the clock of this machine set from the network (timedatectl set-ntp true), and that of its host.';
  return Math.abs(aheadMs) < HARMFUL_MS ? warning(evidence, todo) : failed(evidence, todo);
}

async function locations({ businesses, connector, rules }: NexudusCheckDeps): Promise<Diagnosis> {
  const known = await businesses();
  if (known.length === 0)
    return failed('Nexudus lists no location at all.', 'Give the user of NEXUDUS_USERNAME access to its locations.');
  const document = await connector.settings();
  const parsed = document === null ? null : parseSettings(document.settings);
  const settings = parsed?.ok ? parsed.settings : null;
  const zoneless = known.filter(
    ({ id, timeZone }) =>
      !(timeZone !== null && isZone(timeZone)) && !settings?.locations[id]?.timeZone && !settings?.timeZone,
  );
  if (zoneless.length > 0)
    return warning(
      `Nexudus has no time zone that we know for ${named(zoneless)}; ${await zoneInstead(document === null, rules)}.`,
      `Set it in Nexudus, or in the settings: locations.${zoneless[0]?.id ?? ''}.timeZone.`,
    );
  const zones = document === null ? null : (await rules()).zones;
  const fresh = zones === null ? [] : known.filter(({ id }) => zones[id] === undefined);
  if (fresh.length > 0)
    return warning(
      `${named(fresh)}: new in Nexudus since the settings were saved, so the time zone of the whole space counts there.`,
      'Save the settings again, as they are; then install the webhooks.',
    );
  return ok(`${count(known.length, 'location')}, each with a time zone: ${listed(zonesOf(known))}.`);
}

async function zoneInstead(isUnset: boolean, rules: () => Promise<Rules>): Promise<string> {
  return isUnset ? 'no settings say otherwise' : `${(await rules()).defaultZone} is used`;
}

const named = (businesses: BusinessRow[]): string => listed(businesses.map(({ id, name }) => `${name} (${id})`));
const zonesOf = (businesses: BusinessRow[]): string[] => [
  ...new Set(businesses.flatMap(({ timeZone }) => timeZone ?? [])),
];
