import { ProblemError } from '../../../../contracts/api/client';
import type { WhatIfView } from '../../../../contracts/api/what-if';
import { changesBetween, inBoth, withChanges } from '../../../../domain/settings/changes';
import { Problem } from '../../../http/problem';
import { Csrf } from '../../parts/csrf';
import { Notice } from '../../parts/notice';
import { act, asked, type ConsoleRoute, named, page, SeeOther, type View, type Visit } from '../../frame/visit';
import { ChangesTable } from './changes-table';
import type { Draft, Drafts } from './drafts';
import { addressOfDraft, asSaved, changesOf, propose } from './propose';
import { Refusal } from './refusal';
import { RefusalNotice } from './settings-form';
import { SettingsTabs } from './tabs';
import { namesIn } from '../what-if/effects';
import { WhatIfPart } from './what-if-part';

/** What a draft would change, before it is saved. */
export const draftRoutes = (drafts: Drafts): ConsoleRoute[] => [
  page('/settings/drafts/:id', (visit) => draftView(visit, draftOf(visit, drafts)), { role: 'admin' }),
  act('/settings/drafts/:id', (visit) => save(visit, drafts), { role: 'admin' }),
  act('/settings/drafts/:id/what-if', (visit) => tryOut(visit, drafts), { role: 'admin' }),
  act('/settings/drafts/:id/on-top', (visit) => putOnTop(visit, drafts), { role: 'admin' }),
];

function draftOf(visit: Visit, drafts: Drafts): Draft {
  const draft = drafts.find(named(visit, 'id'));
  if (draft === null) throw new Problem(410, visit.say('settings.draft.gone'));
  return draft;
}

/** Names and networks of no consequence for access; the plan map has the most, and is never saved without having been tried. */
const WITHOUT_ACCESS = [
  ...['spaceName', 'ssid', 'hiddenSsid', 'syncIntervalMinutes', 'links', 'webhooks', 'radius'],
  ...['profileSigning', 'portal'],
];

function reachOf(draft: Draft): { mayChangeAccess: boolean; mustBeTried: boolean } {
  const touched = changesOf(draft).map(({ path: [first = ''] }) => first);
  const isFirst = draft.base === null;
  return {
    mayChangeAccess: !isFirst && touched.some((key) => !WITHOUT_ACCESS.includes(key)),
    mustBeTried: !isFirst && touched.includes('plans'),
  };
}

async function draftView(visit: Visit, draft: Draft, refusal?: Refusal): Promise<View> {
  const { say } = visit;
  const [saved, whatIf] = await Promise.all([asSaved(visit), whatIfOf(visit, draft)]);
  const names = await namesIn(visit, whatIf);
  const changes = changesOf(draft);
  const isStale = saved.version !== draft.version;
  const { mayChangeAccess, mustBeTried } = reachOf(draft);
  const isShown = whatIf?.state === 'done' && whatIf.fingerprint !== null;
  return {
    title: say('settings.draft.title'),
    status: refusal === undefined ? 200 : 422,
    body: (
      <>
        <SettingsTabs visit={visit} open={null} />
        {refusal && <RefusalNotice refusal={refusal} visit={visit} />}
        {asked(visit, 'done') === 'changed' && <Notice tone="warn">{say('settings.draft.changed')}</Notice>}
        <p class="lead">{say('settings.draft.lead', { count: String(changes.length) })}</p>
        {draft.warnings.map((warning) => (
          <Notice tone="warn" key={warning}>
            <span lang="en">{warning}</span>
          </Notice>
        ))}
        <ChangesTable
          {...{ visit, changes, label: say('settings.draft.title') }}
          was={say('settings.was')}
          is={say('settings.is')}
        />
        {isStale && <Stale visit={visit} draft={draft} saved={saved} />}
        {!isStale && (
          <div id="decide" data-part>
            {mayChangeAccess && (
              <section class="card stack">
                <h2>{say('settings.whatIf.title')}</h2>
                <WhatIfPart {...{ visit, whatIf, names, mustBeTried }} address={addressOfDraft(draft)} />
              </section>
            )}
            {(!mustBeTried || isShown) && <Save visit={visit} draft={draft} whatIf={isShown ? whatIf : null} />}
          </div>
        )}
        <p>
          <a href={backTo(draft)}>{say('settings.draft.edit')}</a> ·{' '}
          <a href="/console/settings">{say('settings.draft.discard')}</a>
        </p>
      </>
    ),
  };
}

const backTo = ({ from, id }: Draft): string =>
  from === 'form' ? `/console/settings?draft=${id}` : `/console/settings/yaml?draft=${id}`;

/** Null: none was asked for, or it cannot be read now. */
const whatIfOf = async ({ api }: Visit, { whatIf }: Draft): Promise<WhatIfView | null> =>
  whatIf === null ? null : api.readWhatIf({ params: { id: whatIf } }).catch(() => null);

interface SaveProps {
  visit: Visit;
  draft: Draft;
  whatIf: WhatIfView | null;
}

function Save({ visit: { say, csrf }, draft, whatIf }: SaveProps) {
  return (
    <form method="post" action={addressOfDraft(draft)} class="buttons">
      <Csrf token={csrf} />
      <button class="main">{say(whatIf === null ? 'settings.save' : 'settings.save.shown')}</button>
      <span class="soft">{say(whatIf === null ? 'settings.save.lead' : 'settings.save.shown.lead')}</span>
    </form>
  );
}

interface StaleProps {
  visit: Visit;
  draft: Draft;
  saved: Awaited<ReturnType<typeof asSaved>>;
}

/** Somebody else has saved meanwhile. */
function Stale({ visit, draft, saved }: StaleProps) {
  const { say, csrf } = visit;
  const theirs = changesBetween(draft.base ?? {}, saved.settings);
  const both = inBoth(changesOf(draft), theirs);
  return (
    <section class="card">
      <h2>{say('settings.stale.title')}</h2>
      <Notice tone="warn">
        {say('settings.stale.lead', { was: String(draft.version), is: String(saved.version) })}
      </Notice>
      {theirs.length > 0 && (
        <ChangesTable
          {...{ visit, changes: theirs, label: say('settings.stale.title') }}
          was={say('settings.was')}
          is={say('settings.isNow')}
        />
      )}
      {both.length > 0 && (
        <p>
          {say('settings.stale.both')}{' '}
          {both.map(({ path }) => (
            <code key={path.join('.')}>{path.join(' › ')} </code>
          ))}
        </p>
      )}
      <form method="post" action={`${addressOfDraft(draft)}/on-top`}>
        <Csrf token={csrf} />
        <button class="main">{say('settings.stale.onTop', { version: String(saved.version) })}</button>
      </form>
    </section>
  );
}

async function save(visit: Visit, drafts: Drafts): Promise<View | SeeOther> {
  const draft = draftOf(visit, drafts);
  const whatIf = await whatIfOf(visit, draft);
  const fingerprint = whatIf?.fingerprint ?? undefined;
  if (fingerprint === undefined && reachOf(draft).mustBeTried) return new SeeOther(addressOfDraft(draft));
  try {
    await visit.api.saveSettings({
      query: { fingerprint, ...(draft.acceptsCutOff && { cutOff: 'accept' }) },
      headers: { 'If-Match': `"${draft.version}"` },
      body: draft.settings,
    });
  } catch (error) {
    return refused(visit, drafts, draft, error);
  }
  drafts.drop(draft.id);
  return new SeeOther(draft.base === null ? '/console/settings/start?done=saved' : '/console/settings?done=saved');
}

/** What has changed since is shown, if that is why. */
function refused(visit: Visit, drafts: Drafts, draft: Draft, error: unknown): Promise<View> | SeeOther {
  const now = error instanceof ProblemError ? error.problem?.whatIf : undefined;
  if (now !== undefined) {
    drafts.tried(draft.id, now);
    return new SeeOther(`${addressOfDraft(draft)}?done=changed`);
  }
  const refusal = Refusal.of(error);
  return error instanceof ProblemError && error.status === 412
    ? new SeeOther(addressOfDraft(draft))
    : draftView(visit, draft, refusal);
}

async function tryOut(visit: Visit, drafts: Drafts): Promise<View | SeeOther> {
  const draft = draftOf(visit, drafts);
  try {
    const { id } = await visit.api.startWhatIf({
      query: draft.acceptsCutOff ? { cutOff: 'accept' } : {},
      body: { settings: draft.settings },
    });
    drafts.tried(draft.id, id);
    return new SeeOther(`${addressOfDraft(draft)}#decide`);
  } catch (error) {
    return draftView(visit, draft, Refusal.of(error));
  }
}

/** The same changes, of what others have saved meanwhile. */
async function putOnTop(visit: Visit, drafts: Drafts): Promise<View | SeeOther> {
  const draft = draftOf(visit, drafts);
  const { base, version } = await asSaved(visit);
  const settings = withChanges(base ?? {}, changesOf(draft));
  const { from, acceptsCutOff } = draft;
  const next = await propose(visit, drafts, { base, version, settings, from, acceptsCutOff });
  if (next instanceof SeeOther) return next;
  return next === null ? new SeeOther('/console/settings') : draftView(visit, draft, next);
}
