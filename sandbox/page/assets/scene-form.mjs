import { h, toast } from './dom.mjs';
import { send } from './server.mjs';

/** A scene as a form: its fields, and one button that plays it. `played` runs after it has worked. */
export function sceneForm(scene, base, space, played) {
  const fields = (scene.fields ?? []).map((field) => ({ field, input: inputFor(field, space, base) }));
  const button = h('button', { type: 'submit', class: scene.danger ? 'danger' : '' }, scene.label);
  const onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const { id } = await send('POST', `play/${scene.verb}`, { ...base.body, ...scene.fixed, ...valuesOf(fields) });
      toast(`${base.name ?? 'Done'}: ${scene.label.toLowerCase()}`);
      played?.(id, scene);
    } catch (error) {
      toast(error.message, 'bad');
    } finally {
      button.disabled = false;
    }
  };
  const labels = fields.map(({ field, input }) => h('label', {}, h('span', {}, field.title), input));
  return h('form', { class: 'scene', onsubmit }, labels, button);
}

function inputFor({ kind, days, required, empty }, space, base) {
  if (Array.isArray(kind)) return select(kind.map((value) => [value, value]));
  if (kind === 'plan') return select([...(empty ? [['', empty]] : []), ...space.plans.map((name) => [name, name])]);
  if (kind === 'pass') return select(space.passes.map((name) => [name, name]));
  if (kind === 'location')
    return select(
      space.businesses.map(({ id, name }) => [String(id), name]),
      String(base.businessId ?? ''),
    );
  if (kind === 'team') return select(space.teams.map(({ id, name }) => [id, name]));
  if (kind === 'moment') return h('input', { type: 'datetime-local', value: days === undefined ? '' : localDay(days) });
  return h('input', { type: kind, required: Boolean(required) });
}

function select(options, chosen) {
  const list = h(
    'select',
    {},
    options.map(([value, label]) => h('option', { value }, label)),
  );
  if (chosen) list.value = chosen;
  return list;
}

function valuesOf(fields) {
  const filled = fields.filter(({ input }) => input.value !== '');
  return Object.fromEntries(
    filled.map(({ field, input }) => [
      field.name,
      field.kind === 'moment' ? new Date(input.value).toISOString() : input.value,
    ]),
  );
}

/** `days` from now in the form that a date-and-time input wants. */
function localDay(days) {
  const date = new Date(Date.now() + days * 86_400_000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
