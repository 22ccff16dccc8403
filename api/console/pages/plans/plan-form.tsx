import type { ComponentChildren } from 'preact';
import type { PlanView } from '../../../../contracts/api/plans';
import type { Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { Notice } from '../../parts/notice';
import { entryOf, packed, withDraft } from './draft';
import { NO_WIFI, type FieldPath } from './fields';
import { PATH, plansAddress, type Opened } from './opened';

/** What is in the fields, by name. */
export type Typed = Partial<Record<FieldPath | 'wifi', string>>;
/** What is wrong, by field; '': with none of them. */
export type Errors = ReadonlyMap<string, string>;

interface FormProps {
  visit: Visit;
  state: Opened;
  plan: PlanView;
  typed: Typed;
  errors: Errors;
}

/** The entry of one plan. */
export function PlanForm({ visit, state, plan, typed, errors }: FormProps) {
  const { say, csrf } = visit;
  const { known, draft, keyOf } = state;
  const isMapped = entryOf(withDraft(known.map, draft), keyOf(plan)) !== null;
  const common = { say, typed, errors };
  return (
    <>
      {errors.size > 0 && (
        <Notice tone="bad">
          <p>{say('plans.edit.wrong')}</p>
          {errors.has('') && <p>{errors.get('')}</p>}
        </Notice>
      )}
      <Meant visit={visit} state={state} plan={plan} />
      <form class="card stack" method="post" action={`${PATH}/edit`}>
        <Hidden csrf={csrf} plan={plan} draft={packed(draft)} />
        <fieldset>
          <legend>{say('plans.edit.wifi')}</legend>
          {(['yes', 'no'] as const).map((value) => (
            <label class="choice" key={value}>
              <input type="radio" name="wifi" value={value} checked={(typed.wifi ?? 'yes') === value} />
              <span>{say(`plans.edit.wifi.${value}`)}</span>
            </label>
          ))}
        </fieldset>
        <div class="fields">
          <TextField {...common} path="group" hint list="groups" />
          <TextField {...common} path="orgUnit" hint />
          <TextField {...common} path="precedence" hint inputmode="numeric" />
          <TextField {...common} path="validity" hint />
          <CheckIn {...common} />
        </div>
        <datalist id="groups">
          {groupsIn(state).map((group) => (
            <option value={group} key={group} />
          ))}
        </datalist>
        <fieldset>
          <legend>{say('plans.edit.attributes')}</legend>
          <p class="soft">{say('plans.edit.attributes.hint')}</p>
          <div class="fields">
            {attributes.map((path) => (
              <TextField
                key={path}
                {...common}
                path={path}
                inputmode={path === 'attributes.priority' ? 'text' : 'decimal'}
              />
            ))}
          </div>
        </fieldset>
        <p class="buttons">
          <button class="main" name="then" value="show">
            {say('plans.draft.show')}
          </button>
          <button>{say('plans.edit.add')}</button>
          <a class="button quiet" href={plansAddress(draft)}>
            {say('plans.edit.cancel')}
          </a>
        </p>
      </form>
      {isMapped && (
        <details class="act">
          <summary>{say('plans.edit.remove')}</summary>
          <form method="post" action={`${PATH}/remove`}>
            <Hidden csrf={csrf} plan={plan} draft={packed(draft)} />
            <p>{say('plans.edit.remove.says')}</p>
            <button class="danger">{say('plans.edit.remove')}</button>
          </form>
        </details>
      )}
    </>
  );
}

const attributes = [
  'attributes.downMbps',
  'attributes.upMbps',
  'attributes.priority',
  'attributes.sessionMinutes',
  'attributes.vlan',
  'attributes.devices',
] as const satisfies readonly FieldPath[];

const Hidden = ({ csrf, plan, draft }: { csrf: string; plan: PlanView; draft: string | undefined }) => (
  <>
    <Csrf token={csrf} />
    <input type="hidden" name="plan" value={plan.id} />
    {draft !== undefined && <input type="hidden" name="draft" value={draft} />}
  </>
);

/** An entry by name may be about several plans. */
function Meant({ visit: { say }, state: { known, keyOf }, plan }: Pick<FormProps, 'visit' | 'state' | 'plan'>) {
  const meant = known.plans.filter((each) => keyOf(each) === keyOf(plan));
  if (meant.length < 2) return null;
  const places = meant.map(({ id, location }) => location?.name ?? location?.id ?? id);
  return <Notice tone="idle">{say('plans.edit.means', { locations: places.join(', ') })}</Notice>;
}

const groupsIn = ({ known, draft }: Opened): string[] => {
  const groups = Object.values(withDraft(known.map, draft)).map(({ group }) => group);
  return [...new Set(groups.filter((group) => typeof group === 'string' && group !== NO_WIFI))].sort() as string[];
};

interface FieldProps {
  say: Visit['say'];
  typed: Typed;
  errors: Errors;
}

interface TextProps extends FieldProps {
  path: Exclude<FieldPath, 'checkInRequired'>;
  hint?: boolean;
  inputmode?: 'text' | 'numeric' | 'decimal';
  list?: string;
}

function TextField({ say, typed, errors, path, hint = false, inputmode, list }: TextProps) {
  return (
    <Field say={say} errors={errors} path={path} hint={hint ? say(`plans.field.${path as Hinted}.hint`) : null}>
      {(described) => (
        <input
          id={path}
          name={path}
          value={typed[path]}
          inputmode={inputmode}
          list={list}
          autocomplete="off"
          {...described}
        />
      )}
    </Field>
  );
}

type Hinted = 'group' | 'orgUnit' | 'precedence' | 'validity';

function CheckIn({ say, typed, errors }: FieldProps) {
  return (
    <Field say={say} errors={errors} path="checkInRequired" hint={null}>
      {(described) => (
        <select id="checkInRequired" name="checkInRequired" {...described}>
          {(['', 'true', 'false'] as const).map((value) => (
            <option key={value} value={value} selected={(typed.checkInRequired ?? '') === value}>
              {say(`plans.field.checkInRequired.${value === '' ? 'default' : value}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface Described {
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
}

interface AnyField extends Pick<FieldProps, 'say' | 'errors'> {
  path: FieldPath;
  hint: string | null;
  children: (described: Described) => ComponentChildren;
}

/** A field with its name, its hint, and what is wrong with it. */
function Field({ say, errors, path, hint, children }: AnyField) {
  const wrong = errors.get(path) ?? null;
  const notes = [wrong === null ? [] : [`${path}-wrong`], hint === null ? [] : [`${path}-hint`]].flat();
  const described: Described = {
    ...(notes.length > 0 && { 'aria-describedby': notes.join(' ') }),
    ...(wrong !== null && { 'aria-invalid': 'true' as const }),
  };
  return (
    <div class="field">
      <label for={path}>{say(`plans.field.${path}`)}</label>
      {children(described)}
      {wrong !== null && (
        <p class="wrong" id={`${path}-wrong`}>
          {wrong}
        </p>
      )}
      {hint !== null && (
        <p class="soft" id={`${path}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
