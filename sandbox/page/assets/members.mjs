import { $, h, toast, when } from './dom.mjs';
import { openMember } from './dialogs.mjs';
import { send } from './server.mjs';
import { statePill, stateTitle } from './state-pill.mjs';

const states = ['member', 'leaving', 'starting', 'paused', 'pass', 'team', 'suspended', 'archived', 'ended', 'contact'];
let shownState = null;

/** Draws the table anew; cheap enough after every change. */
export function drawMembers({ space, accounts }, refresh) {
  const needle = $('search').value.trim().toLowerCase();
  const members = space.members.filter(
    (member) => matches(member, needle) && (!shownState || member.state === shownState),
  );
  $('members').replaceChildren(...members.map((member) => row(member, accounts, space, refresh)));
  $('members-note').textContent = note(space, members);
  drawFilter(space, () => drawMembers({ space, accounts }, refresh));
}

function note(space, members) {
  if (members.length === 0) return 'Nobody here.';
  const rest = space.total - space.members.length;
  const inside = space.members.filter((member) => member.checkedInSince).length;
  return `${members.length} of ${space.total} shown, ${inside} in the building.${rest > 0 ? ` The ${rest} oldest are left out.` : ''}`;
}

function drawFilter(space, redraw) {
  const chip = (state) => {
    const count = space.members.filter((member) => !state || member.state === state).length;
    if (count === 0 && state !== shownState) return null;
    const onclick = () => {
      shownState = state;
      redraw();
    };
    const title = state ? stateTitle(state) : 'all';
    return h(
      'button',
      { type: 'button', class: 'chip', onclick, 'aria-pressed': String(shownState === state) },
      `${title} `,
      h('b', {}, count),
    );
  };
  $('state-filter').replaceChildren(...[null, ...states].map(chip).filter(Boolean));
}

function row(member, accounts, space, refresh) {
  return h(
    'tr',
    {},
    h(
      'td',
      { class: 'who' },
      h('button', { type: 'button', class: 'link', onclick: () => openMember(member.id) }, member.fullName),
      h('small', {}, member.email ?? 'no e-mail'),
    ),
    h('td', {}, statePill(member), member.unpaid && h('span', { class: 'pill bad' }, 'unpaid')),
    h('td', {}, holdings(member)),
    h(
      'td',
      {},
      member.checkedInSince
        ? h('span', { class: 'inside' }, `since ${when(member.checkedInSince)}`)
        : h('span', { class: 'faint' }, '–'),
    ),
    h('td', {}, wifi(accountOf(member, accounts), accounts)),
    h(
      'td',
      { class: 'actions' },
      passageButton(member, refresh),
      h('button', { type: 'button', class: 'quiet', onclick: () => openMember(member.id) }, 'More'),
    ),
  );
}

function holdings({ contracts, passes, teams }) {
  const plans = contracts
    .filter((contract) => contract.active)
    .map((contract) =>
      h(
        'div',
        {},
        contract.plan,
        contract.until && h('small', {}, ` until ${when(contract.until)}`),
        contract.paused && h('small', {}, ' paused'),
      ),
    );
  const held = passes
    .filter((pass) => pass.usable)
    .map((pass) => h('div', {}, pass.pass, pass.remaining > 1 && h('small', {}, ` ${pass.remaining} min`)));
  const companies = teams.map((team) => h('small', { class: 'team' }, team.name));
  const all = [...plans, ...held, ...companies];
  return all.length > 0 ? all : [h('span', { class: 'faint' }, '–')];
}

/** The member's account, by either way of naming accounts: email or id. */
function accountOf({ id, email }, accounts) {
  const names = [id, email?.toLowerCase()];
  return accounts?.find(
    (account) =>
      names.includes(account.username.toLowerCase()) ||
      account.notes.includes(id) ||
      (email && account.email === email),
  );
}

function wifi(account, accounts) {
  if (!accounts) return h('span', { class: 'faint' }, 'IronWifi is not here');
  if (!account) return h('span', { class: 'faint' }, '–');
  const groups = account.groups.join(', ') || account.orgunit;
  return h('span', { class: account.enabled ? 'wifi on' : 'wifi off' }, account.enabled ? groups || 'on' : 'off');
}

function passageButton(member, refresh) {
  const [verb, label] = member.checkedInSince ? ['checkOut', 'Check out'] : ['checkIn', 'Check in'];
  const onclick = async () => {
    try {
      await send('POST', `play/${verb}`, { id: member.id });
      toast(`${member.fullName}: ${label.toLowerCase()}`);
    } catch (error) {
      toast(`${member.fullName}: ${error.message}`, 'bad');
    }
    refresh();
  };
  return h('button', { type: 'button', onclick }, label);
}

function matches({ id, fullName, email }, needle) {
  return [id, fullName, email ?? ''].some((text) => text.toLowerCase().includes(needle));
}
