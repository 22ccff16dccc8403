import { $, h, toast } from './dom.mjs';
import { read, send } from './server.mjs';

/** Shows `{ faults, choices }` of a path as switches, lists and numbers that take effect when touched. */
export async function drawDials(id, path) {
  const state = await read(path);
  if (!state) return $(id).replaceChildren(h('p', { class: 'faint' }, 'Not running here.'));
  draw(id, path, state);
}

function draw(id, path, { faults, choices = {} }) {
  const turn = async (name, value) => {
    try {
      await send('PUT', path, { [name]: value });
    } catch (error) {
      toast(error.message, 'bad');
    }
    await drawDials(id, path);
  };
  const dials = Object.entries(faults).filter(([, value]) => ['boolean', 'number', 'string'].includes(typeof value));
  $(id).replaceChildren(...dials.map(([name, value]) => dial(name, value, choices[name], (next) => turn(name, next))));
}

function dial(name, value, choices, turn) {
  const control = controlFor(value, choices, turn);
  const on = value !== false && value !== 'off' && value !== 0;
  return h(
    'label',
    {
      class: `dial ${on && typeof value !== 'string' ? 'on' : ''} ${value !== 'off' && choices?.includes('off') ? 'on' : ''}`,
    },
    h('span', {}, inWords(name)),
    control,
  );
}

function controlFor(value, choices, turn) {
  if (typeof value === 'boolean')
    return h('input', {
      type: 'checkbox',
      class: 'switch',
      checked: value,
      onchange: (event) => turn(event.target.checked),
    });
  if (choices) {
    const list = h(
      'select',
      { onchange: (event) => turn(choices[event.target.selectedIndex]) },
      choices.map((choice) => h('option', {}, String(choice))),
    );
    list.selectedIndex = choices.indexOf(value);
    return list;
  }
  if (typeof value === 'number')
    return h('input', { type: 'number', min: 0, value, onchange: (event) => turn(Number(event.target.value)) });
  return h('input', { type: 'text', value, onchange: (event) => turn(event.target.value) });
}

/** `wasSuccessfulFalse` as `was successful false`. */
function inWords(name) {
  return name.replace(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase();
}
