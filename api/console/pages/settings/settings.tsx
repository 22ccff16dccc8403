import {
  act,
  asked,
  type ConsoleRoute,
  type Form,
  may,
  page,
  SeeOther,
  type View,
  type Visit,
} from '../../frame/visit';
import { Notice } from '../../parts/notice';
import { draftRoutes } from './draft-page';
import { Drafts } from './drafts';
import { edited } from './fields';
import { asSaved, editedBase, propose, type Proposal } from './propose';
import type { Refusal } from './refusal';
import { RefusalNotice, SettingsForm } from './settings-form';
import { SettingsTabs } from './tabs';
import { historyRoutes } from './history-page';
import { startRoutes } from './start-page';
import { yamlRoutes } from './yaml-page';

const drafts = new Drafts();

export const settingsPages: ConsoleRoute[] = [
  page('/settings', showForm),
  act('/settings', takeForm, { role: 'admin' }),
  ...yamlRoutes(drafts),
  ...draftRoutes(drafts),
  ...historyRoutes(drafts),
  ...startRoutes,
];

async function showForm(visit: Visit): Promise<View> {
  const draft = drafts.find(asked(visit, 'draft') ?? '');
  const proposal = draft ?? (await asSaved(visit));
  return formView(visit, { proposal, notice: <Done visit={visit} /> });
}

async function takeForm(visit: Visit, form: Form): Promise<View | SeeOther> {
  const base = await editedBase(visit, form);
  const proposal: Proposal = { ...base, settings: edited(base.base ?? {}, form) };
  const next = await propose(visit, drafts, { ...proposal, from: 'form', acceptsCutOff: form.cutOff === 'accept' });
  if (next instanceof SeeOther) return next;
  const shown = { ...base, settings: base.base ?? {} };
  if (next === null)
    return formView(visit, { proposal: shown, notice: <Notice tone="idle">{visit.say('settings.unchanged')}</Notice> });
  return {
    ...formView(visit, { proposal: shown, typed: (key) => form[key], refusal: next }),
    status: 422,
  };
}

interface FormViewProps {
  proposal: Proposal;
  notice?: View['body'];
  typed?: (key: string) => string | undefined;
  refusal?: Refusal;
}

function formView(visit: Visit, { notice, ...form }: FormViewProps): View {
  const { say } = visit;
  const { version } = form.proposal;
  return {
    title: say('settings.title'),
    body: (
      <>
        <SettingsTabs visit={visit} open="form" />
        {notice}
        {form.refusal && <RefusalNotice refusal={form.refusal} visit={visit} />}
        <p class="lead">
          {version === 0 ? say('settings.lead.first') : say('settings.lead', { version: String(version) })}{' '}
          {!may(visit, 'admin') && say('settings.readOnly')}
        </p>
        <SettingsForm visit={visit} {...form} />
      </>
    ),
  };
}

function Done({ visit }: { visit: Visit }) {
  if (asked(visit, 'done') !== 'saved') return null;
  return <Notice tone="good">{visit.say('settings.saved')}</Notice>;
}
