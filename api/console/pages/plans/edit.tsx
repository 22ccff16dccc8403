import { ProblemError } from '../../../../contracts/api/client';
import type { PlanView } from '../../../../contracts/api/plans';
import { Problem } from '../../../http/problem';
import { asked, SeeOther, type Form, type View, type Visit } from '../../frame/visit';
import { drafted, entryOf, flat, withDraft, type PlanEntry } from './draft';
import { entryFrom, fieldPaths, NO_WIFI } from './fields';
import { opened, plansAddress, type Opened } from './opened';
import { PlanForm, type Errors, type Typed } from './plan-form';
import { keepInDraft, startWhatIf } from './start';

/** What the draft, or else the map, has of one plan. */
export async function showEdit(visit: Visit): Promise<View> {
  const state = await opened(visit);
  const plan = planIn(visit, state, asked(visit, 'plan'));
  return formView(visit, state, plan, typedOf(entryOf(withDraft(state.known.map, state.draft), state.keyOf(plan))));
}

function formView(visit: Visit, state: Opened, plan: PlanView, typed: Typed, errors: Errors = new Map()): View {
  return {
    title: visit.say('plans.edit.title', { plan: plan.name || plan.id }),
    status: errors.size > 0 ? 422 : 200,
    body: <PlanForm visit={visit} state={state} plan={plan} typed={typed} errors={errors} />,
  };
}

function planIn({ say }: Visit, { known }: Opened, id: string | undefined): PlanView {
  const plan = known.plans.find((each) => each.id === id);
  if (plan === undefined) throw new Problem(404, say('plans.edit.unknown'));
  return plan;
}

function typedOf(entry: PlanEntry | null): Typed {
  const values = flat(entry ?? {});
  const typed = fieldPaths.flatMap((path) => (values.has(path) ? [[path, String(values.get(path))] as const] : []));
  const hasWifi = values.get('group') !== NO_WIFI;
  return { ...Object.fromEntries(typed), ...(!hasWifi && { group: '' }), wifi: hasWifi ? 'yes' : 'no' };
}

/** Puts what was typed into the draft, and shows what that would do if it is asked to; or says what is wrong with it. */
export async function takeEdit(visit: Visit, form: Form): Promise<View | SeeOther> {
  const state = await opened(visit, form.draft);
  const plan = planIn(visit, state, form.plan);
  const typed: Typed = Object.fromEntries([...fieldPaths, 'wifi' as const].map((name) => [name, form[name]]));
  const entry = entryFrom({ ...typed, ...(typed.wifi === 'no' && { group: NO_WIFI }) });
  const key = state.keyOf(plan);
  const changed = { ...state, draft: drafted(state.known.map, state.draft, key, entry) };
  const take = form.then === 'show' && changed.draft.size > 0 ? startWhatIf : keepInDraft;
  return take(visit, changed).catch((error: unknown) => formView(visit, state, plan, typed, errorsOf(error, key)));
}

/** Takes the plan out of the map, in the draft. */
export async function removeEntry(visit: Visit, form: Form): Promise<SeeOther> {
  const state = await opened(visit, form.draft);
  const key = state.keyOf(planIn(visit, state, form.plan));
  return new SeeOther(plansAddress(drafted(state.known.map, state.draft, key, null)));
}

/** What the API says of this entry, by field; what is none of its fields says where it is. */
function errorsOf(error: unknown, key: string): Errors {
  if (!(error instanceof ProblemError) || error.status >= 500) throw error;
  const errors = error.problem?.errors ?? [{ path: '', message: error.problem?.detail ?? error.message }];
  const own = `plans.${key}.`;
  const fieldOf = (path: string): string => (path.startsWith(own) ? path.slice(own.length) : '');
  return new Map(
    errors.map(({ path, message }) => [fieldOf(path), fieldOf(path) === '' ? `${path} ${message}`.trim() : message]),
  );
}
