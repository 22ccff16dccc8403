import type { ComponentChildren } from 'preact';
import { valueAt } from '../../../../domain/settings/changes';
import { Csrf } from '../../parts/csrf';
import { Badge, Notice } from '../../parts/notice';
import { may, type Visit } from '../../frame/visit';
import { type Field, fieldSections, helpOf, isOwn, labelOf, shownText, textOf } from './fields';
import type { Proposal } from './propose';
import type { Refusal } from './refusal';

interface FormProps {
  visit: Visit;
  proposal: Proposal;
  /** What was typed, by key; undefined: nothing yet. */
  typed?: (key: string) => string | undefined;
  refusal?: Refusal;
}

/** Every setting with its help, default and unit. */
export function SettingsForm({ visit, proposal, typed, refusal }: FormProps) {
  const { say, csrf } = visit;
  const isEditor = may(visit, 'admin');
  const sections = fieldSections();
  return (
    <form method="post" action="/console/settings" class="settings">
      <Csrf token={csrf} />
      <BaseFields proposal={proposal} />
      <nav aria-label={say('settings.sections')}>
        <ul class="jump">
          {sections.map((section) => (
            <li key={section.id}>
              <a href={`#${section.id}`}>{say(section.label)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <fieldset class="plain" disabled={!isEditor}>
        {sections.map((section) => (
          <section class="card" id={section.id} key={section.id}>
            <h2>{say(section.label)}</h2>
            {section.help !== null && (
              <p class="lead">
                <Help text={say(section.help)} />
              </p>
            )}
            {section.fields.map((field, i) => (
              <>
                {field.group !== null && field.group !== section.fields[i - 1]?.group && (
                  <GroupHead group={field.group} visit={visit} />
                )}
                <Setting
                  key={field.key}
                  {...{ field, visit, settings: proposal.settings }}
                  value={typed?.(field.key) ?? shownText(proposal.settings, field)}
                  wrong={refusal?.errorsAt(field) ?? []}
                />
              </>
            ))}
          </section>
        ))}
      </fieldset>
      {isEditor && <ReviewBar visit={visit} refusal={refusal} />}
    </form>
  );
}

const GroupHead = ({ group, visit: { say } }: { group: string[]; visit: Visit }) => (
  <div class="setting-group">
    <h3>{say(labelOf(group))}</h3>
    <p class="soft">
      <Help text={say(helpOf(group))} />
    </p>
  </div>
);

/** What was edited goes along, so that what others have changed meanwhile can be told apart. */
export const BaseFields = ({ proposal: { base, version } }: { proposal: Proposal }) => (
  <>
    <input type="hidden" name="base" value={JSON.stringify(base)} />
    <input type="hidden" name="version" value={String(version)} />
  </>
);

/** Leads on to the page that shows what would change. */
export function ReviewBar({ visit: { say }, refusal }: { visit: Visit; refusal?: Refusal }) {
  return (
    <div class="save-bar">
      {refusal?.cutsOff && (
        <label class="choice">
          <input type="checkbox" name="cutOff" value="accept" /> {say('settings.cutOff')}
        </label>
      )}
      <button class="main">{say('settings.review')}</button>
      <span class="soft">{say('settings.review.lead')}</span>
    </div>
  );
}

interface SettingProps {
  field: Field;
  visit: Visit;
  settings: unknown;
  value: string;
  wrong: string[];
}

function Setting({ field, visit, settings, value, wrong }: SettingProps) {
  const { key, path, control } = field;
  const label = visit.say(labelOf(path));
  const isElsewhere = control.is === 'elsewhere';
  return (
    <div class="setting field" id={`setting-${key}`}>
      <div>
        {isElsewhere ? <strong>{label}</strong> : <label for={`f-${key}`}>{label}</label>} <code>{key}</code>{' '}
        {isOwn(settings, field) && <Badge tone="idle">{visit.say('settings.own')}</Badge>}
        <p class="soft" id={`help-${key}`}>
          <Help text={visit.say(helpOf(path))} />
        </p>
      </div>
      <div>
        {isElsewhere ? (
          <Elsewhere field={field} visit={visit} settings={settings} />
        ) : (
          <>
            <span class="with-unit">
              <Input field={field} visit={visit} value={value} isWrong={wrong.length > 0} />
              {field.unit !== null && <span class="soft">{visit.say(`settings.unit.${field.unit}`)}</span>}
            </span>
            <p class="soft">{defaultText(field, visit)}</p>
          </>
        )}
        {wrong.length > 0 && (
          <p class="wrong" id={`wrong-${key}`} lang="en">
            {wrong.join('; ')}
          </p>
        )}
      </div>
    </div>
  );
}

/** Lists and maps have more room as YAML; the plan map has a page. */
function Elsewhere({
  field: { key, path },
  visit: { say },
  settings,
}: {
  field: Field;
  visit: Visit;
  settings: unknown;
}) {
  const value = valueAt(settings, path);
  const count = value instanceof Object ? Object.keys(value).length : 0;
  return (
    <p>
      {count === 0 ? say('settings.entries.none') : say('settings.entries', { count: String(count) })}{' '}
      {key === 'plans' ? (
        <a href="/console/plans">{say('settings.toPlans')}</a>
      ) : (
        <a href="/console/settings/yaml">{say('settings.toYaml')}</a>
      )}
    </p>
  );
}

interface InputProps {
  field: Field;
  visit: Visit;
  value: string;
  isWrong: boolean;
}

function Input({ field: { key, control, fallback }, visit: { say }, value, isWrong }: InputProps) {
  const common = {
    ...{ id: `f-${key}`, name: key },
    'aria-describedby': isWrong ? `help-${key} wrong-${key}` : `help-${key}`,
    'aria-invalid': isWrong ? true : undefined,
  } as const;
  if (control.is === 'lines')
    return (
      <textarea {...common} rows={6} spellcheck={false}>
        {value}
      </textarea>
    );
  if (control.is === 'switch' || control.is === 'choice') {
    const options = control.is === 'switch' ? ['true', 'false'] : control.options;
    const shown = (option: string): string =>
      control.is === 'choice' ? option : say(option === 'true' ? 'settings.yes' : 'settings.no');
    // a value that is none of them is kept, and the API says what is wrong with it
    const all = [...(fallback === undefined ? [''] : []), ...options];
    return (
      <select {...common}>
        {[...all, ...(all.includes(value) ? [] : [value])].map((option) => (
          <option key={option} value={option} selected={option === value}>
            {option === '' ? '–' : shown(option)}
          </option>
        ))}
      </select>
    );
  }
  const inputmode = control.is === 'number' ? (control.isWhole ? 'numeric' : 'decimal') : undefined;
  return (
    <input
      {...common}
      class={control.is === 'number' ? 'number' : undefined}
      value={value}
      inputmode={inputmode}
      autocomplete="off"
    />
  );
}

function defaultText({ control, fallback, isRequired, path, unit }: Field, { say }: Visit): string {
  return [defaultOnly(), rangeOnly()].filter((text) => text !== null).join(' · ');

  function defaultOnly(): string | null {
    if (fallback === undefined) {
      if (isRequired) return say(path.length === 1 ? 'settings.required' : 'settings.requiredHere');
      return say('settings.noDefault');
    }
    const value = typeof fallback === 'boolean' ? say(fallback ? 'settings.yes' : 'settings.no') : textOf(fallback);
    return say('settings.default', { value: unit === null ? value : `${value} ${say(`settings.unit.${unit}`)}` });
  }

  function rangeOnly(): string | null {
    if (control.is === 'text' && control.examples.length > 0)
      return say('settings.example', { examples: control.examples.join(', ') });
    if (control.is !== 'number' || control.least === undefined || control.most === undefined) return null;
    return say('settings.range', { least: String(control.least), most: String(control.most) });
  }
}

/** What stands in backticks is code. */
export function Help({ text }: { text: string }): ComponentChildren {
  return text.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part));
}

/** What is wrong with no field of the form, and what the API says besides. */
export function RefusalNotice({ refusal, visit: { say } }: { refusal: Refusal; visit: Visit }) {
  const others = refusal.elsewhere();
  return (
    <Notice tone="bad">
      {refusal.count > 0 ? (
        <p>{say('settings.wrong', { count: String(refusal.count) })}</p>
      ) : (
        <p lang="en">{refusal.detail}</p>
      )}
      {others.length > 0 && (
        <ul lang="en">
          {others.map(({ path, message }) => (
            <li key={path}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
