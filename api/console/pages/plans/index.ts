import { act, page } from '../../frame/visit';
import { removeEntry, showEdit, takeEdit } from './edit';
import { showPlans } from './plan-map';
import { whatIfPages } from './what-if';

/** The plan map: what it gives, what a draft of it would do, and saving just that. */
export const planPages = [
  page('/plans', showPlans),
  page('/plans/edit', showEdit, { role: 'admin' }),
  act('/plans/edit', takeEdit, { role: 'admin' }),
  act('/plans/remove', removeEntry, { role: 'admin' }),
  ...whatIfPages,
];
