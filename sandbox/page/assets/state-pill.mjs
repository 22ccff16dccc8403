import { h } from './dom.mjs';

const titles = { pass: 'pass holder', team: 'team only' };

/** The label of each state. */
export const stateTitle = (state) => titles[state] ?? state;

/** A member's state, in its colour. */
export const statePill = ({ state }) => h('span', { class: `pill ${state}` }, stateTitle(state));
