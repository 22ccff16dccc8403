import type { BusinessId } from '../replayed/ids';
import type { ActionName } from './actions';
import type { WebhookRecord } from './webhook-record';

/** One action in one location: one webhook is to announce it. */
export interface WebhookSlot {
  businessId: BusinessId;
  action: ActionName;
}

export const slotsOf = (businesses: readonly BusinessId[], actions: readonly ActionName[]): WebhookSlot[] =>
  businesses.flatMap((businessId) => actions.map((action) => ({ businessId, action })));

/** Records by the slot that they are for, to be asked for one; `actionOf` is undefined for one that is for none. */
export function bySlot<Row extends WebhookRecord>(
  rows: readonly Row[],
  actionOf: (row: Row) => ActionName | undefined,
): (slot: WebhookSlot) => Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const action = actionOf(row);
    if (action === undefined) continue;
    const key = keyOf({ businessId: row.businessId, action });
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return (slot) => groups.get(keyOf(slot)) ?? [];
}

const keyOf = ({ businessId, action }: WebhookSlot): string => `${businessId} ${action}`;
