import { z } from 'zod';
import type { PreviewView } from '../../../../contracts/api/syncs';
import { Problem } from '../../../http/problem';
import {
  act,
  addressOf,
  asked,
  type ConsoleRoute,
  type Form,
  may,
  page,
  SeeOther,
  type View,
  type Visit,
} from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { Notice } from '../../parts/notice';
import { When } from '../../parts/when';
import { Maintenance, maintenanceRoutes } from './maintenance';
import { namesOf } from './names';
import { PreviewPart } from './preview-part';
import { Refusal } from './refusal';
import { Step } from './step';
import { SettingsTabs } from './tabs';

const START = '/console/settings/start';

/** From the first settings to live, step by step; then how what is live is held back for a while. */
export const startRoutes: ConsoleRoute[] = [
  page('/settings/start', (visit) => startView(visit)),
  act('/settings/start/preview', preview, { role: 'admin' }),
  act('/settings/start/live', goLive, { role: 'admin' }),
  act('/settings/start/import', pauseImport, { role: 'admin' }),
  act('/settings/start/adopt', adopt, { role: 'admin' }),
  ...maintenanceRoutes,
];

/** Of what cannot be asked now: null. */
async function situation(visit: Visit) {
  const { api } = visit;
  const [health, version, webhooks, maintenance, preview] = await Promise.all([
    api.readHealth(),
    api.readSettings().then((saved) => saved.version),
    api.listWebhooks({ query: { known: 'true' } }).catch(() => null),
    api.readMaintenance().catch(() => null),
    previewOf(visit),
  ]);
  const concerned = [...(preview?.members ?? []), ...(preview?.adoptable ?? [])].map(({ id }) => id);
  return { health, version, webhooks, maintenance, preview, nameOf: await namesOf(visit, concerned) };
}

/** The one that the address names, else the last one that somebody has made. */
async function previewOf(visit: Visit): Promise<PreviewView | null> {
  const { api } = visit;
  const id = asked(visit, 'preview');
  const ids = id === undefined ? await lastDryRuns(visit) : [id];
  for (const each of ids) {
    const preview = await api.readPreview({ params: { id: each } }).catch(() => null);
    if (preview !== null) return preview;
  }
  return null;
}

const LOOKED_AT = 3;

const lastDryRuns = async ({ api }: Visit): Promise<string[]> =>
  (await api.listSyncs()).syncs
    .filter(({ dryRun }) => dryRun)
    .slice(0, LOOKED_AT)
    .map(({ id }) => id);

async function startView(visit: Visit, refusal?: Refusal): Promise<View> {
  const { say } = visit;
  const now = await situation(visit);
  const isLive = now.health.live !== null;
  return {
    title: say('settings.start.title'),
    status: refusal === undefined ? 200 : 409,
    body: (
      <>
        <SettingsTabs visit={visit} open="start" />
        <Done visit={visit} />
        {refusal && (
          <Notice tone="bad">
            <p lang="en">{refusal.detail}</p>
          </Notice>
        )}
        {isLive ? <Live visit={visit} now={now} /> : <Path visit={visit} now={now} />}
        <Maintenance visit={visit} switches={now.maintenance} />
      </>
    ),
  };
}

const notices = ['saved', 'adopted', 'live', 'paused', 'resumed', 'maintained'] as const;

function Done({ visit }: { visit: Visit }) {
  const done = notices.find((key) => key === asked(visit, 'done'));
  if (done === undefined) return null;
  const [count = '', failed = '0'] = [asked(visit, 'count'), asked(visit, 'failed')];
  return (
    <>
      <Notice tone="good">{visit.say(`settings.done.${done}`, { count })}</Notice>
      {failed !== '0' && <Notice tone="bad">{visit.say('settings.done.notAdopted', { count: failed })}</Notice>}
    </>
  );
}

interface PartProps {
  visit: Visit;
  now: Awaited<ReturnType<typeof situation>>;
}

function Path({ visit, now: { version, webhooks, preview, nameOf } }: PartProps) {
  const { say } = visit;
  const isSaved = version > 0;
  const unmapped = preview?.unmappedPlans.length;
  return (
    <>
      <p class="lead">{say('settings.start.lead')}</p>
      <ol class="steps" id="steps" data-part>
        <Step visit={visit} title={say('settings.step.settings')} state={isSaved ? 'done' : 'next'}>
          <p>
            {isSaved
              ? say('settings.step.settings.done', { version: String(version) })
              : say('settings.step.settings.lead')}
          </p>
          <a class={isSaved ? 'button quiet' : 'button main'} href="/console/settings">
            {say('settings.step.settings.open')}
          </a>
        </Step>
        <Step visit={visit} title={say('settings.step.plans')} state={plansState(isSaved, unmapped)}>
          <p>
            {unmapped === undefined || unmapped === 0
              ? say('settings.step.plans.lead')
              : say('settings.step.plans.unmapped', { count: String(unmapped) })}
          </p>
          <a class="button quiet" href="/console/plans">
            {say('settings.toPlans')}
          </a>
        </Step>
        <Step
          visit={visit}
          title={say('settings.step.webhooks')}
          state={webhooksState(isSaved, webhooks?.missing.length)}
        >
          <p>
            {webhooks === null
              ? say('settings.step.webhooks.unknown')
              : say('settings.step.webhooks.missing', { count: String(webhooks.missing.length) })}
          </p>
          <a class="button quiet" href="/console/webhooks">
            {say('settings.step.webhooks.open')}
          </a>
        </Step>
        <Step visit={visit} title={say('settings.step.preview')} state={previewState(isSaved, preview)}>
          <PreviewPart {...{ visit, preview, nameOf }} mayStart={isSaved} />
        </Step>
        <Step visit={visit} title={say('settings.step.live')} state={isGood(preview) ? 'next' : 'later'}>
          {isGood(preview) ? <GoLive visit={visit} preview={preview} /> : <p>{say('settings.step.live.later')}</p>}
        </Step>
      </ol>
    </>
  );
}

const plansState = (isSaved: boolean, unmapped: number | undefined) =>
  unmapped === 0 ? 'done' : isSaved ? 'open' : 'later';
const webhooksState = (isSaved: boolean, missing: number | undefined) =>
  missing === 0 ? 'done' : isSaved ? 'open' : 'later';

/** It may be carried out: done, and no older than a day. */
const isGood = (preview: PreviewView | null): preview is PreviewView & { fingerprint: string } =>
  preview !== null &&
  preview.fingerprint !== null &&
  preview.expiresAt !== null &&
  Date.parse(preview.expiresAt) > Date.now();

function previewState(isSaved: boolean, preview: PreviewView | null) {
  if (isGood(preview)) return 'done';
  return isSaved ? 'next' : 'later';
}

function GoLive({ visit, preview }: { visit: Visit; preview: PreviewView & { fingerprint: string } }) {
  const { say, csrf } = visit;
  const { counts, estimate, expiresAt } = preview;
  const what = { granted: String(counts.granted), moved: String(counts.moved), revoked: String(counts.revoked) };
  return (
    <>
      <p>{say('settings.live.what', what)}</p>
      <p>{say('settings.live.letters', { count: String(counts.granted) })}</p>
      <p class="soft">
        {say('settings.estimate', {
          calls: String(estimate.calls.nexudus + estimate.calls.ironwifi),
          minutes: String(estimate.minutes),
        })}
        {expiresAt !== null && ' · '}
        {expiresAt !== null && say('settings.live.until')}{' '}
        {expiresAt !== null && <When at={expiresAt} place={visit.place} />}
      </p>
      {may(visit, 'admin') && (
        <details class="act">
          <summary>{say('settings.live.go')}</summary>
          <form method="post" action={`${START}/live`} class="stack">
            <Csrf token={csrf} />
            <input type="hidden" name="fingerprint" value={preview.fingerprint} />
            <p>{say('settings.live.final')}</p>
            <button class="main">{say('settings.live.go')}</button>
          </form>
        </details>
      )}
    </>
  );
}

function Live({ visit, now: { health } }: PartProps) {
  const { say, csrf, place } = visit;
  const { live, importPaused } = health;
  return (
    <section class="card">
      <h2>{say('settings.live.title')}</h2>
      {live !== null && (
        <p>
          {say('settings.live.since')} <When at={live.since} place={place} /> ({live.by})
        </p>
      )}
      <p>{say(importPaused === true ? 'settings.import.paused' : 'settings.import.running')}</p>
      {may(visit, 'admin') && importPaused !== null && (
        <form method="post" action={`${START}/import`}>
          <Csrf token={csrf} />
          <input type="hidden" name="paused" value={String(!importPaused)} />
          <button>{say(importPaused ? 'settings.import.resume' : 'settings.import.pause')}</button>
        </form>
      )}
    </section>
  );
}

async function preview(visit: Visit): Promise<View | SeeOther> {
  try {
    const { id } = await visit.api.startPreview();
    return new SeeOther(addressOf(START, { preview: id }));
  } catch (error) {
    return startView(visit, Refusal.of(error));
  }
}

const Pairs = z.array(z.strictObject({ id: z.string(), account: z.string() }));

async function adopt(visit: Visit, form: Form): Promise<View | SeeOther> {
  const members = Pairs.safeParse(JSON.parse(form.pairs ?? 'null'));
  if (!members.success) throw new Problem(400, 'The form is not complete: load the page again.');
  try {
    const { taken, failed } = await visit.api.adoptMany({ body: { members: members.data } });
    const counts = { count: String(taken.length), failed: String(failed.length) };
    return new SeeOther(addressOf(START, { preview: form.preview, done: 'adopted', ...counts }));
  } catch (error) {
    return startView(visit, Refusal.of(error));
  }
}

async function goLive(visit: Visit, form: Form): Promise<View | SeeOther> {
  try {
    await visit.api.goLive({ body: { fingerprint: form.fingerprint ?? '' } });
    return new SeeOther(addressOf(START, { done: 'live' }));
  } catch (error) {
    return startView(visit, Refusal.of(error));
  }
}

async function pauseImport({ api }: Visit, form: Form): Promise<SeeOther> {
  const paused = form.paused === 'true';
  await api.pauseImport({ body: { paused } });
  return new SeeOther(addressOf(START, { done: paused ? 'paused' : 'resumed' }));
}
