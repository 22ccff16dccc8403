import { $, h, toast } from './dom.mjs';
import { send } from './server.mjs';

/** A device that tries a user name and password, as a member would with what came by mail. */
export function drawLogIn() {
  const username = h('input', { type: 'text', required: true, autocomplete: 'off', placeholder: 'user name' });
  const password = h('input', { type: 'text', required: true, autocomplete: 'off', placeholder: 'password' });
  const result = h('p', { class: 'small', role: 'status' }, 'Try the credentials from the mailbox.');
  const onsubmit = async (event) => {
    event.preventDefault();
    try {
      const answer = await send('POST', 'ironwifi-play/log-in', {
        username: username.value.trim(),
        password: password.value.trim(),
        device: '02-00-00-00-00-01',
      });
      const accepted = answer.accepted;
      result.replaceChildren(
        h('b', { class: accepted ? 'good' : 'bad' }, accepted ? 'Accepted' : 'Rejected'),
        answer.reason ? `: ${answer.reason}` : '',
      );
    } catch (error) {
      toast(error.message, 'bad');
    }
  };
  $('log-in').replaceChildren(
    h('form', { class: 'log-in', onsubmit }, username, password, h('button', { type: 'submit' }, 'Connect')),
    result,
  );
}
