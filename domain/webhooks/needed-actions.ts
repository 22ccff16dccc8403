import type { Rules } from '../settings/rules';
import type { ActionName } from './actions';

/** Each of them alone announces a change that no other does for certain (nexudus.md §5.3, §8.14). */
const always = [
  'CoworkerUpdate',
  'CoworkerCreate',
  'CoworkerDelete',
  'CoworkerContractActivate',
  'CoworkerContractActivateFirst',
  'CoworkerContractCancel',
  'CoworkerContractRenew',
  'CoworkerContractUpgradeDowngrade',
  'CoworkerContractCreate',
  'CoworkerContractUpdate',
  'CoworkerContractDelete',
  'CoworkerCheckin',
  'CoworkerCheckout',
  'CheckinCreated',
  'CheckinUpdated',
  'CheckinDeleted',
  'TeamCreated',
  'TeamUpdated',
  'TeamDeleted',
  'AccessControlUpdate',
] as const satisfies readonly ActionName[];

/** The only invoice hooks that can change whether a member has something unpaid. */
const ofInvoices = [
  'CoworkerInvoicePaid',
  'CoworkerInvoiceFailedPayment',
  'CoworkerInvoiceReceivedPayment',
] as const satisfies readonly ActionName[];

export type HeardAction = (typeof always)[number] | (typeof ofInvoices)[number];

/** What Nexudus has to announce, in every location: each invoice would cost a look at a member whose access it cannot change. */
export function neededActions({ unpaid }: Pick<Rules, 'unpaid'>): readonly HeardAction[] {
  return unpaid === 'deny' ? [...always, ...ofInvoices] : always;
}
