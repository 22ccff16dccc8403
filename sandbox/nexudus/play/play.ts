import type { Space } from '../store/space';
import { contractVerbs } from './contracts';
import { peopleVerbs, type InvoiceHook } from './people';
import { teamVerbs } from './teams';
import { visitVerbs } from './visits';

/** Everything that can happen in a coworking space, each with the webhooks Nexudus would send. */
export type NexudusPlay = ReturnType<typeof peopleVerbs> &
  ReturnType<typeof contractVerbs> &
  ReturnType<typeof visitVerbs> &
  ReturnType<typeof teamVerbs>;

export function createPlay(space: Space, sendInvoiceHook: InvoiceHook): NexudusPlay {
  return { ...peopleVerbs(space, sendInvoiceHook), ...contractVerbs(space), ...visitVerbs(space), ...teamVerbs(space) };
}
