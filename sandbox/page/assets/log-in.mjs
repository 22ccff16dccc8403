import { $, h, toast } from './dom.mjs';
import { send } from './server.mjs';

const methodTitles = {
  'peap-mschapv2': 'PEAP with MSCHAPv2',
  'ttls-pap': 'TTLS with PAP',
  'ttls-mschapv2': 'TTLS with MSCHAPv2',
};

/** What fits beside a name, characters. */
const longest = 14;

const field = (title, type = 'text') =>
  h('input', { type, required: true, autocomplete: 'off', spellcheck: false, placeholder: title, 'aria-label': title });

const username = field('user name');
const password = field('password');
const method = h(
  'select',
  { 'aria-label': 'method' },
  Object.entries(methodTitles).map(([value, title]) => h('option', { value }, title)),
);
const button = h('button', { type: 'submit' }, 'Try to log in');
const result = h('div', { class: 'log-in-result', role: 'status' });
const note = h('p', { class: 'small' });

/** A device that tries a user name and password, as a member would with the letter. */
export function drawLogIn() {
  const onsubmit = (event) => {
    event.preventDefault();
    void tryToLogIn();
  };
  $('log-in').replaceChildren(
    h('form', { class: 'log-in', onsubmit }, username, password, method, button),
    result,
    note,
  );
}

/** Says whether a login is a real exchange with FreeRADIUS, or why not and how to get one. */
export function showRadius(radius) {
  const real = radius?.hindrance === null;
  method.hidden = !real;
  note.textContent = real
    ? `A device that trusts the sandbox’s CA meets FreeRADIUS as ${radius.serverName}, UDP port ${radius.port}.`
    : `Without a real exchange: the emulator compares the password. ${radius?.hindrance ?? ''}`;
}

async function tryToLogIn() {
  button.disabled = true;
  try {
    const attempt = { username: username.value.trim(), password: password.value.trim(), method: method.value };
    show(await send('POST', 'radius-play/login', attempt));
  } catch (error) {
    toast(error.message, 'bad');
  } finally {
    button.disabled = false;
  }
}

function show({ way, accepted, reason, attributes, tls, ms }) {
  const verdict = h('b', { class: accepted ? 'good' : 'bad' }, accepted ? 'Accepted' : 'Rejected');
  const how = way === 'eap' ? [`${ms} ms`, tls].filter(Boolean).join(', ') : 'judged by the emulator, no EAP';
  result.replaceChildren(
    h('p', {}, verdict, reason && `: ${reason}`, h('small', {}, ` ${how}`)),
    attributes.length > 0 ? attributeList(attributes) : '',
  );
}

function attributeList(attributes) {
  return h(
    'dl',
    { class: 'attributes' },
    attributes.flatMap((attribute) => {
      const text = withUnit(attribute);
      return [h('dt', {}, attribute.name), h('dd', { class: text.length > longest ? 'long' : '' }, text)];
    }),
  );
}

function withUnit({ name, value }) {
  if (name.startsWith('WISPr-Bandwidth')) return `${value / 1_000_000} Mbit/s`;
  return name.endsWith('-Timeout') ? `${value} s` : String(value);
}
