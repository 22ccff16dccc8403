import { $, h, toast, when } from './dom.mjs';
import { send } from './server.mjs';

/** The health of the webhook records and the last deliveries. */
export function drawWebhooks({ records, deliveries }, refresh) {
  const dead = records.filter((record) => !record.Active);
  const failing = records.filter((record) => record.Active && record.ErrorCount > 0);
  drawBadge(records, dead, failing);
  const enable = async () => {
    await send('POST', 'play/webhooks/enable', {}).catch((error) => toast(error.message, 'bad'));
    refresh();
  };
  $('webhooks').replaceChildren(
    h('p', {}, summary(records, dead, failing)),
    ...[...dead, ...failing]
      .slice(0, 4)
      .map((record) =>
        h(
          'p',
          { class: 'small' },
          `${record.ActionName}, location ${record.BusinessId}: ${record.LastError ?? 'switched off'}`,
        ),
      ),
    dead.length > 0 ? h('button', { type: 'button', onclick: enable }, 'Enable them again') : '',
    h('ol', { class: 'deliveries' }, deliveries.slice(0, 8).map(line)),
  );
}

function drawBadge(records, dead, failing) {
  const [text, kind] =
    records.length === 0
      ? ['no webhooks', 'idle']
      : dead.length > 0
        ? [`${dead.length} webhooks off`, 'bad']
        : failing.length > 0
          ? [`${failing.length} webhooks failing`, 'warn']
          : ['webhooks healthy', 'good'];
  $('hooks-badge').textContent = text;
  $('hooks-badge').className = `badge ${kind}`;
}

function summary(records, dead, failing) {
  if (records.length === 0) return 'None is installed; Latchkey will only learn of changes when it looks.';
  return `${records.length} records, ${dead.length} switched off, ${failing.length} failing.`;
}

function line({ actionName, businessId, status, error, attempt, at }) {
  const outcome = h('b', { class: error === null ? 'good' : 'bad', title: error ?? '' }, status ?? 'no answer');
  return h(
    'li',
    {},
    h('span', {}, actionName),
    h('small', {}, ` ${businessId}${attempt > 0 ? `, attempt ${attempt + 1}` : ''} · ${when(new Date(at))}`),
    outcome,
  );
}
