import type { NexudusOptions } from '../controls/options';

/** eWebhookAction, complete (nexudus.md §5.2); an action's number is its position in the list plus one. */
const names =
  `None CoworkerUpdate CoworkerCreate BlogPostCreate BlogPostUpdate BookingCreate BookingUpdate BookingDelete
  SendWelcomeEmail CoworkerContractActivate CoworkerContractCancel CoworkerContractRenew
  CoworkerContractUpgradeDowngrade CoworkerContractActivateFirst CoworkerInvoiceCreateFirst CoworkerInvoiceCreate
  CoworkerInvoiceDelete CoworkerInvoiceUpdate CoworkerInvoiceRefund CoworkerInvoiceCreditNote CoworkerInvoicePaid
  CoworkerInvoiceFailedPayment CoworkerInvoiceReceivedPayment CoworkerInvoiceAwaitingPayment CalendarEventCreate
  CalendarEventUpdate CalendarEventAttendeeDelete CalendarEventAttendeeCreate CalendarEventAttendeeUpdate
  GlobalChatMessageCreate NewsLetterSubscriberCreate NewsLetterSubscriberSubscribed
  NewsLetterSubscriberUnSubscribed NewsLetterSubscriberRemovedFromGroup CoworkerCheckout CoworkerCheckin
  CoworkerCheckinFailed VisitorNotification CommunityBoardNewThread CommunityBoardNewReply VisitorCheckedin
  VisitorRegistered BlogPostDelete CalendarEventDelete HelDeskMessageCreated HelpDeskCommentCreated CheckinCreated
  CheckinUpdated CheckinDeleted CoworkerDelete CoworkerMessageCreate DeliveryCreated DeliveryAssigned
  ProposalCreated ProposalUpdated ProposalDeleted TeamCreated TeamUpdated TeamDeleted CoworkerContractUpdate
  AccessControlUpdate CoworkerContractCreate FailedCheckin VisitorDeleted CoworkerInvoiceLedgerEntryCreate
  CoworkerInvoiceLedgerEntryDelete CoworkerInvoiceLedgerEntryUpdate CoworkerProductCreate CoworkerProductUpdate
  CoworkerProductDelete FloorPlanDeskCreate FloorPlanDeskDelete FloorPlanDeskUpdate TariffCreate TariffDelete
  TariffUpdate CoworkerContractDelete FloorPlanCreate FloorPlanDelete FloorPlanUpdate ProductCreate ProductDelete
  ProductUpdate BusinessUpdate CommunityGroupCreate CommunityGroupDelete CommunityGroupUpdate
  CoworkerPaymentMethodCreate CoworkerPaymentMethodDelete CoworkerPaymentMethodUpdate`.split(/\s+/);

/** How the account numbers its actions; `shifted` moves each documented number to another action. */
type Numbering = Pick<NexudusOptions, 'webhookEnum'>;

export const accountNumber = (action: number, { webhookEnum }: Numbering): number =>
  webhookEnum === 'shifted' ? action + 1 : action;

export const documentedNumber = (action: number, { webhookEnum }: Numbering): number =>
  webhookEnum === 'shifted' ? action - 1 : action;

export function webhookActions(numbering: Numbering): { Id: number; Name: string }[] {
  return names.map((Name, index) => ({ Id: accountNumber(index + 1, numbering), Name }));
}

export function actionName(action: number): string {
  return names[action - 1] ?? 'None';
}

/** The actions the emulator raises, by the names this code uses for them. */
export const action = {
  coworkerUpdate: 2,
  coworkerCreate: 3,
  contractActivate: 10,
  contractCancel: 11,
  contractRenew: 12,
  contractUpgradeDowngrade: 13,
  contractActivateFirst: 14,
  invoicePaid: 21,
  invoiceAwaitingPayment: 24,
  coworkerCheckout: 35,
  coworkerCheckin: 36,
  coworkerCheckinFailed: 37,
  checkinCreated: 47,
  checkinUpdated: 48,
  checkinDeleted: 49,
  coworkerDelete: 50,
  teamCreated: 57,
  teamUpdated: 58,
  teamDeleted: 59,
  contractUpdate: 60,
  accessControlUpdate: 61,
  contractCreate: 62,
  failedCheckin: 63,
  tariffCreate: 74,
  tariffDelete: 75,
  tariffUpdate: 76,
  contractDelete: 77,
} as const;
