import { patched } from '@temporalio/workflow';
import type { RenewProfile } from '../../contracts/replayed';
import type { CarriedCas } from '../../domain/replayed/carried-cas';
import { isOver } from './access';
import { show } from './explain';
import { owe } from './letters';
import { renewLink } from './links';
import type { MemberState } from './state';
import { addToTimeline } from './timeline';

/** Notes which CAs the member's devices have got, for the counts of a roll-over. */
export function noteCarried(state: MemberState, carried: CarriedCas): void {
  const isNews = JSON.stringify(carried) !== JSON.stringify(state.carried);
  state.carried = carried;
  if (isNews && patched('show-carried-cas')) show(state);
}

/** One letter for each list of CAs, to whoever has an account and no profile with the new one. */
export function askToRenew(state: MemberState, { ca, list }: RenewProfile): void {
  const { account, carried, renewalAsked } = state;
  if (renewalAsked === list || carried.cas.includes(ca) || account === null || isOver(state)) return;
  state.renewalAsked = list;
  // these have every device set up, from a page that has the new CA
  const isDueAnyway = state.owed.some(({ kind }) => kind === 'welcome' || kind === 'rotated');
  if (!isDueAnyway) owe(state, 'renewProfile', renewLink);
  addToTimeline(state, `to be asked to renew its profile, for CA ${ca}`);
}
