import { ExternalError } from '../../../clients/external-error';
import type { PlanRow, TimePassRow } from '../../../clients/membership-source';
import type { ExternalClients } from '../../../api/ports/external-clients';
import { businessId, planId } from '../../../domain/replayed/ids';
import { world } from '../../domain/builders';
import { external } from './served-api';

/** Nexudus as far as it sells something. */
export class Shop {
  tariffs: PlanRow[] = [];
  passes: PlanRow[] = [];
  isAway = false;
  /** How often the tariffs were read. */
  reads = 0;

  readonly external: ExternalClients = {
    ...external(),
    source: {
      ...external().source,
      tariffs: () => {
        this.reads += 1;
        return this.#answer(this.tariffs);
      },
      timePasses: () =>
        this.#answer(this.passes.map((row): TimePassRow => ({ ...row, minutesIncluded: null, slots: [] }))),
      businesses: () => this.#answer(world.businesses),
    },
  };

  #answer<T>(rows: T): Promise<T> {
    if (this.isAway)
      return Promise.reject(new ExternalError('nexudus', 'outage', 'Nexudus answers 503', { retryable: true }));
    return Promise.resolve(rows);
  }
}

export const onSale = (id: string, name: string, more: Partial<PlanRow> = {}): PlanRow => ({
  ...{ id: planId(id), name, businessId: businessId('1'), archived: false },
  ...more,
});

/** What the builders' world sells. */
export function worldShop(): Shop {
  const shop = new Shop();
  for (const { id, name, kind } of world.plans) (kind === 'tariff' ? shop.tariffs : shop.passes).push(onSale(id, name));
  return shop;
}
