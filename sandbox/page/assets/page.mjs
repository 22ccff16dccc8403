import { drawDials } from './dials.mjs';
import { followSpace, openNewcomer } from './dialogs.mjs';
import { $ } from './dom.mjs';
import { drawLogIn, showRadius } from './log-in.mjs';
import { drawMembers } from './members.mjs';
import { read } from './server.mjs';
import { drawWebhooks } from './webhooks.mjs';

const lookEvery = 2000;
let shown = '';
let latest = null;

/** Reads the state of the whole sandbox and redraws what has changed. */
async function refresh() {
  const [space, wifi, webhooks, radius] = await Promise.all([
    read('play/space'),
    read('ironwifi-play/accounts'),
    read('play/webhooks'),
    read('radius-play/status'),
  ]);
  showRadius(radius);
  if (!space || !webhooks) return;
  const look = JSON.stringify([space, wifi, webhooks]);
  if (look === shown) return;
  shown = look;
  latest = { space, accounts: wifi?.accounts };
  followSpace(space, refresh);
  drawMembers(latest, refresh);
  drawWebhooks(webhooks, refresh);
}

$('search').addEventListener('input', () => latest && drawMembers(latest, refresh));
$('new-member').addEventListener('click', openNewcomer);
drawLogIn();
for (const [id, path] of [
  ['nexudus-faults', 'play/faults'],
  ['ironwifi-faults', 'ironwifi-play/faults'],
  ['nexudus-switches', 'play/switches'],
  ['ironwifi-switches', 'ironwifi-play/switches'],
])
  void drawDials(id, path);
await refresh();
setInterval(() => void refresh(), lookEvery);
