import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CertificateView } from '../../contracts/api/certificates';
import { count, failed, type Diagnosis, listed, ok, skipped, unknown, warning } from '../../contracts/api/diagnosis';
import type { ConnectorHealth } from '../../contracts/replayed';
import { profileLimits } from '../../domain/settings/profile-limits';
import type { Rules } from '../../domain/settings/rules';
import type { AccessTokens } from '../access/access-tokens';
import { certificateView } from '../admin/certificate-view';
import type { AuditTrail } from '../audit/audit-trail';
import { Problem } from '../http/problem';
import { GatewayError, type Gateways, type ScheduleState, type TemporalLook } from '../ports/gateways';
import { type Check, instant } from './diagnosis';

const LIMIT_MS = 10_000;

export interface OwnCheckDeps {
  gateways: Pick<Gateways, 'connector' | 'queues' | 'syncs' | 'temporal'>;
  health: () => Promise<ConnectorHealth>;
  rules: () => Promise<Rules>;
  spool: { readonly waiting: number };
  tokens: Pick<AccessTokens, 'list'>;
  audit: Pick<AuditTrail, 'path' | 'tryWrite'>;
}

/** What Latchkey's own parts say of themselves: no call leaves for Nexudus or IronWifi. */
export function ownChecks(deps: OwnCheckDeps): Check[] {
  const { gateways, health, rules } = deps;
  const check = (id: Check['id'], look: () => Promise<Diagnosis>): Check => ({ id, limitMs: LIMIT_MS, look });
  return [
    check('temporal', async () => temporal(await gateways.temporal.look().catch(noTemporal))),
    check('queues', async () => queues(await gateways.queues.pollers())),
    check('schedule', async () => schedule(await gateways.syncs.schedule())),
    check('settings', () => settings(deps)),
    check('plans', () => plans(deps)),
    check('certificates', async () => certificates(await rules(), await health())),
    check('spool', () => Promise.resolve(spool(deps.spool.waiting))),
    check('home', () => home(deps)),
  ];
}

const noTemporal = (error: unknown): Diagnosis => {
  if (!(error instanceof GatewayError)) throw error;
  return failed(
    error.message,
    'Check TEMPORAL_ADDRESS and what belongs to it, and that the server runs. Hooks are kept meanwhile.',
  );
};

function temporal(look: TemporalLook | Diagnosis): Diagnosis {
  if ('result' in look) return look;
  const { namespace, version, hasNamespace, missing } = look;
  if (!hasNamespace)
    return failed(
      `Temporal answers, but has no namespace ${namespace}.`,
      'Start a worker, which makes it, or set TEMPORAL_NAMESPACE to one that there is.',
    );
  if (missing === null)
    return unknown(
      `Temporal ${version} answers, and does not say which search attributes namespace ${namespace} has.`,
      'Look there: members can be listed if all that docs/operations.md names are there.',
    );
  if (missing.length > 0)
    return failed(
      `Namespace ${namespace} lacks ${count(missing.length, 'search attribute')}: ${missing.join(', ')}.`,
      'Start a worker, which makes them, or make them by hand where it may not.',
    );
  return ok(`Temporal ${version} answers; namespace ${namespace} has all search attributes.`);
}

function queues({ members, directory }: { members: boolean; directory: boolean }): Diagnosis {
  const idle = [...(members ? [] : ['members']), ...(directory ? [] : ['directory'])];
  if (idle.length === 0) return ok('A worker polls each of them.');
  return failed(
    `No worker polls the task ${idle.length === 1 ? 'queue' : 'queues'} ${idle.join(' and ')}.`,
    'Start a worker.',
  );
}

const LATE_MS = 5 * 60_000;

function schedule({ paused, note, nextAt }: ScheduleState): Diagnosis {
  if (paused)
    return failed(
      `It is paused${note === null ? '' : ` (${note})`}: no sync runs by itself.`,
      'Resume it in the Temporal UI, or with temporal schedule toggle --unpause.',
    );
  if (nextAt === null) return failed('It has no next run.', 'Restart a worker, which puts it right.');
  if (nextAt.getTime() < Date.now() - LATE_MS)
    return warning(`Its next run was due ${instant(nextAt.getTime())}.`, 'Look at Temporal: does it keep up?');
  return ok(`The next sync begins ${instant(nextAt.getTime())}.`);
}

async function settings({ gateways, health }: OwnCheckDeps): Promise<Diagnosis> {
  const document = await gateways.connector.settings();
  if (document === null) return failed('None have been saved.', 'Save the first ones: PUT /api/v1/settings.');
  const { live } = await health();
  if (live === null)
    return warning(
      `Version ${document.version} is saved, and the connector is not live: nothing is written or mailed.`,
      'Make a preview, then go live: POST /api/v1/preview, POST /api/v1/live.',
    );
  return ok(`Version ${document.version} is at work; live since ${instant(live.since)}.`);
}

/** The last sync has seen every member's plan. */
async function plans({ gateways, health }: OwnCheckDeps): Promise<Diagnosis> {
  const { syncs } = await health();
  const done = syncs.filter(({ state, fingerprint }) => state === 'done' && fingerprint === null);
  const last = done.find(({ dryRun }) => !dryRun) ?? done[0];
  if (last === undefined)
    return unknown('No sync has been made yet.', 'Wait for the first one, or start it: POST /api/v1/sync.');
  const { report } = await gateways.syncs.find(last.runId);
  const when = instant(last.finishedAt);
  const unmapped = report?.unmappedPlans.filter(({ gone }) => !gone) ?? [];
  const gone = report?.unmappedPlans.filter((plan) => plan.gone) ?? [];
  if (unmapped.length > 0)
    return warning(
      `${count(unmapped.length, 'plan')} with members not in the plan map: ${listed(unmapped.map(({ name, id, members }) => `${name} (${id}), ${count(members, 'member')}`))}; seen by the sync of ${when}.`,
      'Map each to a group, or to none: the settings plans, or the page Plans of the console.',
    );
  if (gone.length > 0)
    return warning(
      `The plan map has what Nexudus no longer lists: ${listed(gone.map(({ name, id }) => `${name} (${id})`))}.`,
      'Take it out of the settings plans once no member has it.',
    );
  return ok(`Every plan that members have is mapped, by the sync of ${when}.`);
}

function certificates(rules: Rules, { certificates: { watched, lookedAt } }: ConnectorHealth): Diagnosis {
  if (profileLimits(rules) === null)
    return skipped(
      'The settings have no radius: members get no profiles that pin a CA.',
      'Add radius to the settings.',
    );
  if (lookedAt === null) return unknown('No worker has looked at the certificates yet.', 'Start a worker.');
  const seen = watched.map((certificate) => certificateView(certificate, Date.now()));
  const worst = [...seen].sort((a, b) => severity(b) - severity(a))[0];
  if (worst === undefined || severity(worst) === 0)
    return ok(`${count(seen.length, 'certificate')}, good for at least ${Math.min(...seen.map(left))} days.`);
  return severity(worst) === 2 ? failed(wrongWith(worst), todoFor(worst)) : warning(wrongWith(worst), todoFor(worst));
}

const left = ({ daysLeft }: CertificateView): number => daysLeft ?? Infinity;
const distrusts = ['untrusted', 'wrongName', 'wrongPurpose'];

function severity({ state, fault }: CertificateView): 0 | 1 | 2 {
  if (state === 'expired' || (fault !== null && distrusts.includes(fault.code))) return 2;
  return state === 'soon' || fault !== null ? 1 : 0;
}

const whose: Record<CertificateView['use'], string> = {
  ca: 'A CA of the profiles',
  server: "The RADIUS server's certificate",
  signing: 'The certificate that Apple profiles are signed with',
};

function wrongWith({ use, state, daysLeft, fault }: CertificateView): string {
  if (state === 'expired') return `${whose[use]} has expired.`;
  if (fault !== null) return `${whose[use]}: ${fault.code}. ${fault.message}`;
  return `${whose[use]} expires in ${daysLeft ?? 0} days.`;
}

const todoFor = ({ use }: CertificateView): string =>
  use === 'ca'
    ? 'Roll the CA over, as docs/operations.md says, before it ends.'
    : use === 'server'
      ? 'Look at the RADIUS server and at the settings radius; renew its certificate under the same CA and name.'
      : 'Renew it, and put it where the settings profileSigning say.';

function spool(waiting: number): Diagnosis {
  if (waiting === 0) return ok('It is empty.');
  return warning(
    `${count(waiting, 'hint')} of webhooks wait here for Temporal.`,
    'See the checks of Temporal and of the task queues; they are handed on by themselves.',
  );
}

const LITTLE_BYTES = 200 * 1024 * 1024;

async function home({ tokens, audit }: OwnCheckDeps): Promise<Diagnosis> {
  const folder = dirname(audit.path);
  try {
    tokens.list();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return failed('No access token works: tokens.json cannot be used.', error.message);
  }
  try {
    await audit.tryWrite();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return failed(
      `The audit trail ${audit.path} cannot be written (${code ?? 'another process has it'}), so acts are refused.`,
      `See that ${folder} belongs to the user of the API, that its disk has room, and that one API runs with it.`,
    );
  }
  const { bavail, bsize } = await statfs(folder);
  const megabytes = Math.floor((bavail * bsize) / (1024 * 1024));
  if (bavail * bsize < LITTLE_BYTES)
    return warning(`The disk of ${folder} has ${megabytes} MB left.`, 'Make room: without it no webhook is kept.');
  return ok(`Access tokens and audit trail in ${folder} can be read and written.`);
}
