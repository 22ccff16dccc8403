import { $, h, when } from './dom.mjs';
import { sceneForm } from './scene-form.mjs';
import { newMember, newTeam, scenes } from './scenes.mjs';
import { statePill } from './state-pill.mjs';

let current = { space: null, refresh: () => undefined };
let openId = null;

/** Called with every new view of the space; an open member card follows it. */
export function followSpace(space, refresh) {
  current = { space, refresh };
  const standing = $('dialog').querySelector('.standing');
  const member = space.members.find(({ id }) => id === openId);
  if ($('dialog').open && standing && member) standing.replaceWith(standingOf(member));
}

export function openMember(id) {
  const member = current.space.members.find((candidate) => candidate.id === id);
  if (!member) return;
  openId = id;
  const base = { body: { id }, businessId: member.businessId, name: member.fullName };
  const played = (_id, { verb }) => {
    current.refresh();
    if (verb === 'remove') $('dialog').close();
  };
  const topics = scenes.map(({ topic, scenes: list }) =>
    h(
      'section',
      {},
      h('h3', {}, topic),
      h(
        'div',
        { class: 'scenes' },
        list.map((scene) => sceneForm(scene, base, current.space, played)),
      ),
    ),
  );
  show(member.fullName, standingOf(member), ...topics);
}

export function openNewcomer() {
  openId = null;
  const joined = (id) => {
    $('dialog').close();
    void Promise.resolve(current.refresh()).then(() => openMember(id));
  };
  const teamMade = () => {
    $('dialog').close();
    current.refresh();
  };
  show(
    'Somebody new',
    h(
      'section',
      {},
      h('h3', {}, 'A member'),
      sceneForm(newMember, { body: {}, name: 'Joined' }, current.space, joined),
    ),
    h(
      'section',
      {},
      h('h3', {}, 'A team'),
      sceneForm(newTeam, { body: { memberIds: [] }, name: 'Team' }, current.space, teamMade),
    ),
  );
}

function show(title, ...content) {
  const close = h('button', { type: 'button', class: 'quiet', onclick: () => $('dialog').close() }, 'Close');
  $('dialog').replaceChildren(h('header', {}, h('h2', { id: 'dialog-title' }, title), close), ...content);
  if (!$('dialog').open) $('dialog').showModal();
}

function standingOf(member) {
  const { contracts, passes, teams } = member;
  const lines = [
    ...contracts.map(
      (row) =>
        `${row.plan} #${row.id}, from ${when(row.from)}${row.until ? ` until ${when(row.until)}` : ''}${row.paused ? ', paused' : ''}${row.active ? '' : ', ended'}`,
    ),
    ...passes.map(
      (row) =>
        `${row.pass} #${row.id}, ${row.usable ? `${row.remaining} left` : 'not usable'}${row.expires ? `, until ${when(row.expires)}` : ''}`,
    ),
    ...teams.map((row) => `Team ${row.name}`),
    member.checkedInSince && `In the building since ${when(member.checkedInSince)}`,
  ].filter(Boolean);
  return h(
    'section',
    { class: 'standing' },
    h('p', {}, statePill(member), ` ${member.email ?? 'no e-mail'} · coworker ${member.id}`),
    h(
      'ul',
      {},
      lines.map((line) => h('li', {}, line)),
    ),
  );
}
