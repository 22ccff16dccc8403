import { Csrf } from '../../parts/csrf';
import { Notice } from '../../parts/notice';
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
import type { Drafts } from './drafts';
import { asSaved, editedBase, propose, type Proposal } from './propose';
import type { Refusal } from './refusal';
import { BaseFields, Help, ReviewBar } from './settings-form';
import { SettingsTabs } from './tabs';
import { type Mistake, toYaml, YamlText } from '../../../../domain/settings/yaml-text';

/** The whole document as text. */
export const yamlRoutes = (drafts: Drafts): ConsoleRoute[] => [
  page('/settings/yaml', (visit) => show(visit, drafts)),
  act('/settings/yaml', (visit, form) => take(visit, form, drafts), { role: 'admin' }),
];

async function show(visit: Visit, drafts: Drafts): Promise<View> {
  const proposal = drafts.find(asked(visit, 'draft') ?? '') ?? (await asSaved(visit));
  return yamlView(visit, { proposal, text: toYaml(proposal.settings) });
}

async function take(visit: Visit, form: Form, drafts: Drafts): Promise<View | SeeOther> {
  const base = await editedBase(visit, form);
  const yaml = new YamlText((form.yaml ?? '').replaceAll('\r\n', '\n'));
  const { settings, text } = yaml;
  const proposal: Proposal = { ...base, settings: settings ?? base.base ?? {} };
  if (settings === null || yaml.mistakes.length > 0)
    return { ...yamlView(visit, { proposal, text, mistakes: yaml.mistakes }), status: 422 };
  const next = await propose(visit, drafts, { ...proposal, from: 'yaml', acceptsCutOff: form.cutOff === 'accept' });
  if (next instanceof SeeOther) return next;
  if (next === null) return yamlView(visit, { proposal, text, isUnchanged: true });
  const mistakes = next.errors.map((error) => yaml.mistakeAt(error));
  return { ...yamlView(visit, { proposal, text, mistakes, refusal: next }), status: 422 };
}

interface YamlViewProps {
  proposal: Proposal;
  text: string;
  mistakes?: readonly Mistake[];
  refusal?: Refusal;
  isUnchanged?: boolean;
}

function yamlView(visit: Visit, { proposal, text, mistakes = [], refusal, isUnchanged }: YamlViewProps): View {
  const { say, csrf } = visit;
  const isEditor = may(visit, 'admin');
  const isWrong = mistakes.length > 0 || refusal !== undefined;
  return {
    title: `${say('settings.title')}: YAML`,
    body: (
      <>
        <SettingsTabs visit={visit} open="yaml" />
        {isUnchanged && <Notice tone="idle">{say('settings.unchanged')}</Notice>}
        {isWrong && <Mistakes {...{ visit, mistakes, refusal }} />}
        <p class="lead">{say('settings.yaml.lead')}</p>
        <form method="post" action="/console/settings/yaml" class="stack">
          <Csrf token={csrf} />
          <BaseFields proposal={proposal} />
          <div class="field">
            <label for="yaml">{say('settings.yaml.label')}</label>
            <textarea
              {...{ id: 'yaml', name: 'yaml', class: 'yaml', spellcheck: false, readonly: !isEditor }}
              rows={Math.min(40, Math.max(16, text.split('\n').length + 2))}
              aria-invalid={isWrong ? true : undefined}
              aria-describedby={isWrong ? 'mistakes' : undefined}
            >
              {text}
            </textarea>
          </div>
          {isEditor && <ReviewBar visit={visit} refusal={refusal} />}
        </form>
      </>
    ),
  };
}

function Mistakes({
  visit: { say },
  mistakes,
  refusal,
}: Pick<YamlViewProps, 'refusal'> & { visit: Visit; mistakes: readonly Mistake[] }) {
  return (
    <Notice tone="bad">
      <p id="mistakes">
        {mistakes.length > 0 ? say('settings.wrong', { count: String(mistakes.length) }) : refusal?.detail}
      </p>
      {mistakes.length > 0 && (
        <ul>
          {mistakes.map(({ line, text, message }, i) => (
            <li key={i}>
              {line !== null && <strong>{say('settings.yaml.line', { line: String(line) })} </strong>}
              <span lang="en">
                <Help text={message} />
              </span>{' '}
              {text !== '' && <code>{text.slice(0, LONGEST_LINE)}</code>}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

const LONGEST_LINE = 120;
