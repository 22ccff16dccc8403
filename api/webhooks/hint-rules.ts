import type { MemberSignal } from '../../contracts/replayed';
import type { ActionName, HeardAction } from '../../domain/webhooks/actions';
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

const signals = (signal: MemberSignal, kind: RecordKind): HintRule => ({ kind, signal: () => signal });

/**
 * What each action tells the members it names. All others tell nobody: a change of a tariff reaches its members with the
 * next sync, and what is absent here cannot change who may connect.
 */
const RULES: Record<HeardAction, HintRule> = {
  CoworkerUpdate: signals('accessChanged', 'coworker'),
  CoworkerCreate: signals('memberCreated', 'coworker'),
  CoworkerDelete: signals('accessChanged', 'coworker'),
  AccessControlUpdate: signals('accessChanged', 'coworker'),

  CoworkerContractCreate: signals('planChanged', 'owned'),
  CoworkerContractActivate: signals('planChanged', 'owned'),
  CoworkerContractActivateFirst: signals('planChanged', 'owned'),
  CoworkerContractRenew: signals('planChanged', 'owned'),
  CoworkerContractUpgradeDowngrade: signals('planChanged', 'owned'),
  CoworkerContractUpdate: signals('planChanged', 'owned'),
  CoworkerContractCancel: signals('membershipCancelled', 'owned'),
  CoworkerContractDelete: signals('membershipCancelled', 'owned'),

  CoworkerCheckin: signals('checkedIn', 'coworker'),
  CoworkerCheckout: signals('checkedOut', 'coworker'),
  CheckinCreated: signals('checkedIn', 'owned'),
  CheckinUpdated: { kind: 'owned', signal: (record) => (record.ToTime ? 'checkedOut' : 'checkedIn') },
  CheckinDeleted: signals('accessChanged', 'owned'),

  CoworkerInvoicePaid: signals('accessChanged', 'owned'),
  CoworkerInvoiceFailedPayment: signals('accessChanged', 'owned'),
  CoworkerInvoiceReceivedPayment: signals('accessChanged', 'owned'),

  TeamCreated: signals('accessChanged', 'team'),
  TeamUpdated: signals('accessChanged', 'team'),
  TeamDeleted: signals('accessChanged', 'team'),
};

export function ruleFor(action: ActionName): HintRule | undefined {
  const rules: Partial<Record<ActionName, HintRule>> = RULES;
  return rules[action];
}
