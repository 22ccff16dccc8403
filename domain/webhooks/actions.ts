import type { Rules } from '../settings/rules';

/** Names of eWebhookAction by number, 1 to 90 (nexudus.md §5.2); "HelDesk" is spelt so by Nexudus. */
const NAMES = [
  'None',
  'CoworkerUpdate',
  'CoworkerCreate',
  'BlogPostCreate',
  'BlogPostUpdate',
  'BookingCreate',
  'BookingUpdate',
  'BookingDelete',
  'SendWelcomeEmail',
  'CoworkerContractActivate',
  'CoworkerContractCancel',
  'CoworkerContractRenew',
  'CoworkerContractUpgradeDowngrade',
  'CoworkerContractActivateFirst',
  'CoworkerInvoiceCreateFirst',
  'CoworkerInvoiceCreate',
  'CoworkerInvoiceDelete',
  'CoworkerInvoiceUpdate',
  'CoworkerInvoiceRefund',
  'CoworkerInvoiceCreditNote',
  'CoworkerInvoicePaid',
  'CoworkerInvoiceFailedPayment',
  'CoworkerInvoiceReceivedPayment',
  'CoworkerInvoiceAwaitingPayment',
  'CalendarEventCreate',
  'CalendarEventUpdate',
  'CalendarEventAttendeeDelete',
  'CalendarEventAttendeeCreate',
  'CalendarEventAttendeeUpdate',
  'GlobalChatMessageCreate',
  'NewsLetterSubscriberCreate',
  'NewsLetterSubscriberSubscribed',
  'NewsLetterSubscriberUnSubscribed',
  'NewsLetterSubscriberRemovedFromGroup',
  'CoworkerCheckout',
  'CoworkerCheckin',
  'CoworkerCheckinFailed',
  'VisitorNotification',
  'CommunityBoardNewThread',
  'CommunityBoardNewReply',
  'VisitorCheckedin',
  'VisitorRegistered',
  'BlogPostDelete',
  'CalendarEventDelete',
  'HelDeskMessageCreated',
  'HelpDeskCommentCreated',
  'CheckinCreated',
  'CheckinUpdated',
  'CheckinDeleted',
  'CoworkerDelete',
  'CoworkerMessageCreate',
  'DeliveryCreated',
  'DeliveryAssigned',
  'ProposalCreated',
  'ProposalUpdated',
  'ProposalDeleted',
  'TeamCreated',
  'TeamUpdated',
  'TeamDeleted',
  'CoworkerContractUpdate',
  'AccessControlUpdate',
  'CoworkerContractCreate',
  'FailedCheckin',
  'VisitorDeleted',
  'CoworkerInvoiceLedgerEntryCreate',
  'CoworkerInvoiceLedgerEntryDelete',
  'CoworkerInvoiceLedgerEntryUpdate',
  'CoworkerProductCreate',
  'CoworkerProductUpdate',
  'CoworkerProductDelete',
  'FloorPlanDeskCreate',
  'FloorPlanDeskDelete',
  'FloorPlanDeskUpdate',
  'TariffCreate',
  'TariffDelete',
  'TariffUpdate',
  'CoworkerContractDelete',
  'FloorPlanCreate',
  'FloorPlanDelete',
  'FloorPlanUpdate',
  'ProductCreate',
  'ProductDelete',
  'ProductUpdate',
  'BusinessUpdate',
  'CommunityGroupCreate',
  'CommunityGroupDelete',
  'CommunityGroupUpdate',
  'CoworkerPaymentMethodCreate',
  'CoworkerPaymentMethodDelete',
  'CoworkerPaymentMethodUpdate',
] as const;

export type ActionName = (typeof NAMES)[number];

export interface Action {
  number: number;
  name: ActionName;
}

export const actions: readonly Action[] = NAMES.map((name, index) => ({ number: index + 1, name }));

const byWord = new Map<string, Action>(
  actions.flatMap((action) => [
    [action.name.toLowerCase(), action],
    [String(action.number), action],
  ]),
);

/** The action that an address names, by its name (in any case) or its number. */
export function actionOf(word: string): Action | undefined {
  return byWord.get(word.toLowerCase());
}

/** The number of each action in one tenant, without actions that it does not have. */
export type ActionNumbers = ReadonlyMap<ActionName, number>;

/** A value of the tenant's eWebhookAction. */
interface EnumValue {
  number: number;
  name: string;
}

/**
 * The tenant's own numbers, by name in any case. The documented number applies if the tenant does not serve the enum (null),
 * or lacks the name and has not given the number to another one (nexudus.md §5.2).
 */
export function actionNumbers(tenant: readonly EnumValue[] | null): ActionNumbers {
  const values = tenant ?? [];
  const byName = new Map(values.map(({ name, number }) => [name.toLowerCase(), number]));
  const taken = new Set(values.map(({ number }) => number));
  return new Map(
    actions.flatMap(({ name, number }) => {
      const own = byName.get(name.toLowerCase()) ?? (taken.has(number) ? null : number);
      return own === null ? [] : [[name, own] as const];
    }),
  );
}

/** Each announces a change that no other announces for certain (nexudus.md §5.3, §8.14). */
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

/** The only invoice webhooks after which a member may owe something, or no longer does. */
const ofInvoices = [
  'CoworkerInvoicePaid',
  'CoworkerInvoiceFailedPayment',
  'CoworkerInvoiceReceivedPayment',
] as const satisfies readonly ActionName[];

export type HeardAction = (typeof always)[number] | (typeof ofInvoices)[number];

/** What Nexudus has to announce in every location. Invoices are left out if they cannot change access. */
export function neededActions({ unpaid }: Pick<Rules, 'unpaid'>): readonly HeardAction[] {
  return unpaid === 'deny' ? [...always, ...ofInvoices] : always;
}
