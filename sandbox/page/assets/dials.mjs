import { $, h, toast } from './dom.mjs';
import { read, send } from './server.mjs';

/** Labels of the less obvious names; other names are shown split into words. */
const titles = {
  throttle: 'throttled',
  retryAfter: 'Retry-After',
  ooopsNext: 'next calls say Ooops',
  wasSuccessfulFalse: '200 that means no',
  emptyLists: 'lists read empty',
  rowMissing: 'lists lack a row',
  pageRepeated: 'pages repeat themselves',
  slowMs: 'slow by (ms)',
  slowWritesMs: 'writes slow by (ms)',
  dropHooks: 'webhooks are lost',
  unauthorized: 'credentials rejected',
  loseReplies: 'next replies are lost',
  resetMidBody: 'next replies are cut',
  wrongRegion: 'host of another region',
  hookDelayMs: 'webhooks late by (ms)',
  hookDuplicates: 'webhooks arrive twice',
  hookReorder: 'webhooks out of order',
  rowLagMs: 'rows lag by (ms)',
};

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
  // A choice with an `off` value is on when it has another value; other texts are neither.
  const on = typeof value === 'string' ? choices?.includes('off') && value !== 'off' : Boolean(value);
  return h(
    'label',
    { class: on ? 'dial on' : 'dial' },
    h('span', {}, titles[name] ?? inWords(name)),
    controlFor(value, choices, turn),
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
