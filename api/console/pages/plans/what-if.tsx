import { ProblemError } from '../../../../contracts/api/client';
import type { Problem as ProblemDocument } from '../../../../contracts/api/problem';
import type { WhatIfView } from '../../../../contracts/api/what-if';
import { Problem } from '../../../http/problem';
import { act, addressOf, may, named, page, SeeOther, type Form, type View, type Visit } from '../../frame/visit';
import { peopleOf } from '../../frame/people';
import { Csrf } from '../../parts/csrf';
import { Notice } from '../../parts/notice';
import { timeText } from '../../parts/when';
import type { TextKey } from '../../texts';
import { changesOf, packed, withDraft, type Draft } from './draft';
import { DraftChanges } from './draft-changes';
import { Effects, membersIn } from '../what-if/effects';
import { opened, PATH, plansAddress, type Opened } from './opened';
import { plansView } from './plan-map';
import { startWhatIf } from './start';

export const whatIfPages = [
  page('/plans/what-if/:id', async (visit) => whatIfView(visit, await shown(visit))),
  act('/plans/what-if', start, { role: 'admin' }),
  act('/plans/what-if/:id', save, { role: 'admin' }),
];

/** Where a what-if is shown, with the draft that it was made of. */
const whatIfAddress = (id: string, draft: Draft): string =>
  addressOf(`${PATH}/what-if/${id}`, { draft: packed(draft) });

async function start(visit: Visit, form: Form): Promise<View | SeeOther> {
  const state = await opened(visit, form.draft);
  return startWhatIf(visit, state).catch((error: unknown) => {
    if (!(error instanceof ProblemError) || error.status >= 500) throw error;
    const errors = error.problem?.errors?.map(({ path, message }) => `${path} ${message}`);
    return plansView(visit, state, { status: error.status, sentences: errors ?? [detailOf(error)] });
  });
}

const detailOf = (error: ProblemError): string => error.problem?.detail ?? error.message;

interface Shown extends Opened {
  whatIf: WhatIfView;
}

async function shown(visit: Visit, draft?: string): Promise<Shown> {
  const params = { id: named(visit, 'id') };
  const [state, whatIf] = await Promise.all([opened(visit, draft), visit.api.readWhatIf({ params })]);
  return { ...state, whatIf };
}

/** Saves the plan map of this what-if, if it still does what was shown. */
async function save(visit: Visit, form: Form): Promise<View | SeeOther> {
  const state = await shown(visit, form.draft);
  const { fingerprint, version } = state.whatIf;
  if (fingerprint === null || version === null) throw new Problem(409, state.whatIf.sentence);
  const { settings } = await visit.api.readSettings();
  try {
    await visit.api.saveSettings({
      headers: { 'If-Match': `"${version}"` },
      query: { fingerprint },
      body: { ...settings, plans: withDraft(state.known.map, state.draft) },
    });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return whatIfView(visit, state, error);
  }
  return new SeeOther(addressOf(PATH, { done: 'saved' }));
}

async function whatIfView(visit: Visit, state: Shown, refusal?: ProblemError): Promise<View> {
  const { say } = visit;
  const { whatIf, draft } = state;
  const people = await peopleOf(visit, membersIn(whatIf));
  return {
    title: say('whatIf.title'),
    status: refusal?.status,
    body: (
      <section id="what-if" data-part>
        {state.isUnreadable && <Notice tone="warn">{say('plans.draft.unreadable')}</Notice>}
        {refusal !== undefined && <Refusal visit={visit} draft={draft} refusal={refusal} />}
        {whatIf.state === 'running' && <Progress visit={visit} whatIf={whatIf} />}
        {whatIf.state === 'failed' && <Notice tone="bad">{say('whatIf.failed', { why: whatIf.sentence })}</Notice>}
        {whatIf.state === 'done' && <Effects visit={visit} whatIf={whatIf} plans={state.known.plans} people={people} />}
        <InTheMap visit={visit} {...state} />
        {may(visit, 'admin') && <Save visit={visit} {...state} />}
      </section>
    ),
  };
}

function Progress({ visit: { say }, whatIf: { progress } }: { visit: Visit; whatIf: WhatIfView }) {
  const { phase = 'begins', done = 0, of = null } = progress ?? {};
  const values = { done: String(done), of: String(of) };
  return (
    <div class="card stack" data-poll="1">
      <p>{say('whatIf.running')}</p>
      <p role="status" aria-live="polite">
        {say(phase === 'directory' && of !== null ? 'whatIf.phase.directory.of' : `whatIf.phase.${phase}`, values)}
      </p>
      <progress max={of ?? undefined} value={of === null ? undefined : done} aria-label={say('whatIf.title')} />
    </div>
  );
}

function InTheMap({ visit, known, draft, keyOf }: Opened & { visit: Visit }) {
  const changes = changesOf(known.map, draft);
  if (changes.length === 0) return null;
  return (
    <section class="card stack">
      <h2>{visit.say('whatIf.map')}</h2>
      <DraftChanges visit={visit} changes={changes} known={known} keyOf={keyOf} />
    </section>
  );
}

/** What can be done with it now: saved, or shown anew. */
function Save({ visit, whatIf, known, draft }: Shown & { visit: Visit }) {
  const { say, csrf, place } = visit;
  if (whatIf.state === 'running') return null;
  if (draft.size === 0) return <Notice tone="idle">{say('whatIf.noDraft')}</Notice>;
  const obstacle = obstacleTo(visit, whatIf, known.version);
  return (
    <section class="card stack">
      <h2>{say('whatIf.save.title')}</h2>
      {obstacle !== null && obstacle !== '' && <Notice tone="warn">{obstacle}</Notice>}
      {obstacle === null && whatIf.expiresAt !== null && (
        <p>{say('whatIf.save.says', { until: timeText({ at: whatIf.expiresAt, place }) })}</p>
      )}
      <div class="buttons">
        {obstacle === null && (
          <form method="post" action={whatIfAddress(whatIf.id, draft)}>
            <Csrf token={csrf} />
            <input type="hidden" name="draft" value={packed(draft)} />
            <button class="main">{say('whatIf.save')}</button>
          </form>
        )}
        <form method="post" action={`${PATH}/what-if`}>
          <Csrf token={csrf} />
          <input type="hidden" name="draft" value={packed(draft)} />
          <button class={obstacle === null ? 'quiet' : 'main'}>{say('whatIf.again')}</button>
        </form>
        <a class="button quiet" href={plansAddress(draft)}>
          {say('whatIf.back')}
        </a>
      </div>
    </section>
  );
}

/** Why it cannot be saved as it is; null: it can. */
function obstacleTo({ say }: Visit, whatIf: WhatIfView, version: number): string | null {
  if (whatIf.state === 'failed') return '';
  if (whatIf.version !== version)
    return say('whatIf.settingsChanged', { was: String(whatIf.version ?? 0), is: String(version) });
  return whatIf.expiresAt !== null && Date.parse(whatIf.expiresAt) < Date.now() ? say('whatIf.expired') : null;
}

type Counted = keyof WhatIfView['counts'];
const countTexts: Record<Counted, TextKey> = {
  gains: 'whatIf.tile.gains',
  loses: 'whatIf.tile.loses',
  moves: 'whatIf.tile.moves',
  unchanged: 'whatIf.tile.unchanged',
  unknown: 'whatIf.tile.unknown',
  held: 'whatIf.count.held',
  rescheduled: 'whatIf.tile.rescheduled',
  overruled: 'whatIf.count.overruled',
};

/** Says what has changed since, and where to look at it as it is now. */
function Refusal({ visit: { say }, draft, refusal }: { visit: Visit; draft: Draft; refusal: ProblemError }) {
  const {
    detail,
    differences = [],
    changed = [],
    whatIf,
    errors = [],
  }: Partial<ProblemDocument> = refusal.problem ?? {};
  const named = (what: string): string => (what in countTexts ? say(countTexts[what as Counted]) : what);
  return (
    <Notice tone="bad">
      <p>
        <strong>{say('whatIf.refused')}.</strong>{' '}
        {whatIf === undefined ? (detail ?? refusal.message) : say('whatIf.changed', { count: String(changed.length) })}
      </p>
      {(differences.length > 0 || errors.length > 0) && (
        <ul>
          {differences.map(({ what, was, is }) => (
            <li key={what}>{say('whatIf.changed.count', { what: named(what), was: String(was), is: String(is) })}</li>
          ))}
          {errors.map(({ path, message }) => (
            <li key={path}>{`${path} ${message}`}</li>
          ))}
        </ul>
      )}
      {whatIf !== undefined && (
        <p>
          <a href={whatIfAddress(whatIf, draft)}>{say('whatIf.changed.look')}</a>
        </p>
      )}
    </Notice>
  );
}
