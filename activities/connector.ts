import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScheduleOverlapPolicy, type ScheduleHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/activity';
import { FIRST, type Call } from '../clients/call';
import { ExternalError } from '../clients/external-error';
import type { MembershipSource } from '../clients/membership-source';
import type { ConnectorActivities, PreparedSettings } from '../contracts/activities';
import { rosterSyncScheduleId } from '../contracts/replayed';
import { operatorLetter, type OperatorLetter } from '../domain/letters/operator-letter';
import { certificateFiles, type NamedFiles } from '../domain/profiles/settings';
import type { SettingsError } from '../domain/schema/section';
import { resolveSettings, type World } from '../domain/settings/resolve-settings';
import { parseRules } from '../domain/settings/rules';
import { parseSettings, type Settings } from '../domain/settings/settings';
import { cutOffErrors } from './cut-off';
import type { ActivityDeps } from './runtime/deps';
import { failing, failure } from './runtime/failures';

/** An operator waits for it. */
const call: Call = { priority: 'urgent', since: FIRST };

/** The connector workflow's activities: settings and letters to the operator. */
export function connectorActivities(deps: ActivityDeps): ConnectorActivities {
  return {
    prepareSettings: (input) => failing(() => prepare(deps, input)),
    applySchedule: (input) => failing(() => applySchedule(deps, input)),
    mailOperator: ({ connector, letter }) => failing(() => mailOperator(deps, connector, letter)),
  };
}

async function prepare(
  deps: ActivityDeps,
  { settings: document, previous, acceptsCutOff = false }: Parameters<ConnectorActivities['prepareSettings']>[0],
): Promise<PreparedSettings> {
  const { source, liveByDefault } = deps;
  const parsed = parseSettings(document);
  if (!parsed.ok) throw invalid(parsed.errors);
  const world = { ...(await readWorld(source, parsed.settings)), liveByDefault };
  const before = previous === null ? null : parseRules(previous);
  const resolved = resolveSettings(parsed.settings, world, before);
  if (!resolved.ok) throw invalid(resolved.errors);
  const cutOff = acceptsCutOff ? [] : await cutOffErrors(deps, resolved.rules, before);
  if (cutOff.length > 0) throw invalid(cutOff);
  return { rules: resolved.rules, warnings: resolved.warnings };
}

const invalid = (errors: SettingsError[]): ApplicationFailure =>
  ApplicationFailure.nonRetryable('the settings are not valid', 'settingsInvalid', errors);

/** Which plans, pass products and locations Nexudus has, and the files that the settings name. Throws ExternalError. */
async function readWorld(source: MembershipSource, settings: Settings): Promise<Omit<World, 'liveByDefault'>> {
  const files = readFiles(certificateFiles(settings));
  const [tariffs, timePasses, businesses, defaultTimeZone] = await Promise.all([
    source.tariffs(call),
    source.timePasses(call),
    source.businesses(call),
    source.defaultTimeZone(call),
  ]);
  const plans = [
    ...tariffs.map(({ id, name, businessId }) => ({ id, name, businessId, kind: 'tariff' as const })),
    ...timePasses.map(({ id, name, businessId, slots }) => ({
      ...{ id, name, businessId, kind: 'timePass' as const },
      hoursKnown: slots !== null,
    })),
  ];
  const portalFields = settings.portal
    ? (await source.portalFields(call)).filter(({ ofCoworkers }) => ofCoworkers)
    : [];
  return { plans, businesses, defaultTimeZone, files: await files, portalFields, now: Date.now() };
}

async function readFiles(paths: string[]): Promise<NamedFiles> {
  const contents = paths.map(async (path) => [path, await readFile(path, 'utf8').catch(() => null)] as const);
  return Object.fromEntries(await Promise.all(contents));
}

/** An operator's pause of the Schedule stays. */
async function applySchedule(
  { client }: ActivityDeps,
  { connector, everyMs, startSync }: Parameters<ConnectorActivities['applySchedule']>[0],
): Promise<void> {
  const schedule = client.schedule.getHandle(rosterSyncScheduleId(connector));
  await schedule.update((previous) => ({
    ...previous,
    spec: { intervals: [{ every: everyMs }] },
  }));
  if (startSync) await startNext(schedule);
}

const LOOK_AGAIN_MS = 100;
/** Well within the time-out of the activity: what it has given up must not go on triggering. */
const TAKEN_WITHIN_MS = 10_000;

/**
 * Starts a sync, behind one that is running: that has read under the old settings. Of two patches of a Schedule (triggers,
 * pauses) that come within one workflow task the server takes the last (temporal.md I5), so it is asked whether it took this one.
 */
async function startNext(schedule: ScheduleHandle): Promise<void> {
  const { info: before } = await schedule.describe();
  const deadline = Date.now() + TAKEN_WITHIN_MS;
  while (Date.now() < deadline) {
    await schedule.trigger(ScheduleOverlapPolicy.BUFFER_ONE);
    const { info, raw } = await schedule.describe();
    if (info.numActionsTaken > before.numActionsTaken || Number(raw.info?.bufferSize ?? 0) > 0) return;
    await sleep(LOOK_AGAIN_MS);
  }
  throw failure('outage', 'the Schedule has taken no trigger', true);
}

/** Mails the operator, if this worker knows one. */
async function mailOperator(deps: ActivityDeps, connector: string, letter: OperatorLetter): Promise<void> {
  const { operatorEmail, publicUrl, mailDomain } = deps;
  if (operatorEmail === null) return;
  const { spaceName, defaultZone } = await deps.rules();
  const filled = operatorLetter(letter, { spaceName, zone: defaultZone, publicUrl });
  const key = createHash('sha256')
    .update(JSON.stringify([connector, letter]))
    .digest('hex')
    .slice(0, 32);
  const messageId = `operator.${letter.kind}.${key}@${mailDomain}`;
  await insisting(() => deps.mailer.send({ to: operatorEmail, ...filled, pictures: [], messageId }));
}

const AGAIN_MS = 60_000;

/** Whatever the mail server's trouble is, the letter is tried again: nothing else would. */
async function insisting(send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof ExternalError) || error.code === 'mailRefused') throw error;
    throw new ExternalError(error.system, error.code, error.message, { retryable: true, retryAfterMs: AGAIN_MS });
  }
}
