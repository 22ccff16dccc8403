import { entities } from '../entities';
import { action } from '../entities/webhook-actions';
import { removeCoworker } from '../rules/removal';
import type { CustomFields, Coworker } from '../store/rows';
import type { Space } from '../store/space';
import { addContract } from './contracts';
import { type HookChoice, memberOf, type Moment, played } from './stage';

export interface Newcomer extends HookChoice {
  fullName: string;
  email: string | null;
  plan?: string;
  businessId?: number;
  start?: Moment;
  mobile?: string;
  customFields?: Record<string, string>;
  systemId?: string;
}

export type InvoiceHook = (kind: number, coworker: Coworker) => void;

/** What happens to a person's own record. */
export function peopleVerbs(space: Space, sendInvoiceHook: InvoiceHook) {
  const change = (id: string, patch: Partial<Coworker>, choice?: HookChoice) =>
    played(space, choice, () => void space.change('coworkers', memberOf(id, space).Id, patch));

  return {
    /** A person joins, on a plan or as a contact only. Returns the coworker's id. */
    join: (newcomer: Newcomer): string => played(space, newcomer, () => join(newcomer, space)),
    suspend: (id: string, choice?: HookChoice) => change(id, { Active: false }, choice),
    activate: (id: string, choice?: HookChoice) => change(id, { Active: true }, choice),
    archive: (id: string, choice?: HookChoice) => change(id, { Archived: true }, choice),
    restore: (id: string, choice?: HookChoice) => change(id, { Archived: false }, choice),
    remove: (id: string, choice?: HookChoice) =>
      played(space, choice, () => removeCoworker(memberOf(id, space).Id, space)),
    changeEmail: (id: string, email: string | null, choice?: HookChoice) => change(id, { Email: email }, choice),
    changeName: (id: string, fullName: string, choice?: HookChoice) => change(id, { FullName: fullName }, choice),
    setCustomField: (id: string, name: string, value: string, choice?: HookChoice) =>
      change(id, { CustomFields: withField(memberOf(id, space).CustomFields, name, value) }, choice),
    /** An invoice falls due or is paid. `UpdatedOn` does not change, and only the invoice's own action is raised. */
    setUnpaid: (id: string, unpaid: boolean, choice?: HookChoice) => {
      const member = memberOf(id, space);
      space.touch('coworkers', member.Id, { HasDueInvoices: unpaid });
      if (choice?.hooks !== false) sendInvoiceHook(unpaid ? action.invoiceAwaitingPayment : action.invoicePaid, member);
    },
  };
}

function join(
  { fullName, email, businessId = 1001, plan, start, mobile, customFields = {}, systemId }: Newcomer,
  space: Space,
) {
  const fields = {
    ...entities.coworkers.blank(space),
    FullName: fullName,
    Email: email,
    InvoicingBusinessId: businessId,
    Businesses: [businessId],
    MobilePhone: mobile ?? null,
  };
  const named = Object.entries(customFields).reduce<CustomFields | null>(
    (all, [name, value]) => withField(all, name, value),
    null,
  );
  const create = entities.coworkers.create;
  const row = create?.(fields, { CustomFields: named, SystemId: systemId ?? null }, {}, space);
  if (!row) throw new Error('Coworkers cannot be created.');
  const id = String(row.Id);
  if (plan !== undefined) addContract(id, plan, { start, businessId }, space);
  return id;
}

function withField(fields: CustomFields | null, name: string, value: string): CustomFields {
  const others = fields?.Data.filter((field) => field.Name !== name) ?? [];
  return { Data: [...others, { Name: name, Value: value, JsonValue: null, Type: 'string' }] };
}
