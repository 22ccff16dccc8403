import type { ActionName } from '../../domain/webhooks/actions';
import type { HeardAction } from '../../domain/webhooks/needed-actions';
import type { MemberSignal } from '../../workflows/messages';
import type { NexudusRecord } from './read-records';

/**
 * How a record names its members (nexudus.md §5.3):
 * - `coworker`: it is a coworker, `Id`. A `CoworkerId` on it means that it is something of a coworker's after all: check-in
 *   and check-out hooks are documented as neither.
 * - `owned`: it belongs to one, `CoworkerId`; its own `Id` is that of a contract, a check-in or an invoice.
 * - `team`: `TeamMembers` and `PayingMemberId`.
 */
export type RecordKind = 'coworker' | 'owned' | 'team';

export interface HintRule {
  kind: RecordKind;
  signal: (record: NexudusRecord) => MemberSignal;
}

const tells = (signal: MemberSignal, kind: RecordKind): HintRule => ({ kind, signal: () => signal });

/**
 * What each action tells the members it names. All others tell nobody: a change of a tariff reaches its members with the
 * next sync, and what is absent here cannot change who may connect.
 */
const RULES: Record<HeardAction, HintRule> = {
  CoworkerUpdate: tells('accessChanged', 'coworker'),
  CoworkerCreate: tells('memberCreated', 'coworker'),
  CoworkerDelete: tells('accessChanged', 'coworker'),
  AccessControlUpdate: tells('accessChanged', 'coworker'),

  CoworkerContractCreate: tells('planChanged', 'owned'),
  CoworkerContractActivate: tells('planChanged', 'owned'),
  CoworkerContractActivateFirst: tells('planChanged', 'owned'),
  CoworkerContractRenew: tells('planChanged', 'owned'),
  CoworkerContractUpgradeDowngrade: tells('planChanged', 'owned'),
  CoworkerContractUpdate: tells('planChanged', 'owned'),
  CoworkerContractCancel: tells('membershipCancelled', 'owned'),
  CoworkerContractDelete: tells('membershipCancelled', 'owned'),

  CoworkerCheckin: tells('checkedIn', 'coworker'),
  CoworkerCheckout: tells('checkedOut', 'coworker'),
  CheckinCreated: tells('checkedIn', 'owned'),
  CheckinUpdated: { kind: 'owned', signal: (record) => (record.ToTime ? 'checkedOut' : 'checkedIn') },
  CheckinDeleted: tells('accessChanged', 'owned'),

  CoworkerInvoicePaid: tells('accessChanged', 'owned'),
  CoworkerInvoiceFailedPayment: tells('accessChanged', 'owned'),
  CoworkerInvoiceReceivedPayment: tells('accessChanged', 'owned'),

  TeamCreated: tells('accessChanged', 'team'),
  TeamUpdated: tells('accessChanged', 'team'),
  TeamDeleted: tells('accessChanged', 'team'),
};

export function ruleFor(action: ActionName): HintRule | undefined {
  const rules: Partial<Record<ActionName, HintRule>> = RULES;
  return rules[action];
}
