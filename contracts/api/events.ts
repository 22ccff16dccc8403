import { z } from 'zod';
import { operation } from './operation';

/**
 * Why something is told. `announced`: a webhook has come, and the truth is still to be read. `asked`: an operator, or the member
 * on its page, has asked for it. `changed`: a workflow has gone on: it has read, decided, written or mailed. `space`: it concerns
 * the space: settings, holds, syncs, the health of a system.
 */
const changeKinds = ['announced', 'asked', 'changed', 'space'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** The data of the event `change`. */
export const Change = z.object({
  /** Members; empty where it concerns none, absent where they are more than can be named. */
  ids: z.array(z.string()).optional(),
  what: z.enum(changeKinds),
});
export type Change = z.infer<typeof Change>;

export const readEvents = operation({
  method: 'get',
  path: '/api/v1/events',
  operationId: 'readEvents',
  tag: 'members',
  role: 'viewer',
  summary: 'What happens, while it happens: server-sent events.',
  description:
    'The event `change` has the data `{"what": "changed", "ids": ["1001"]}`. `what` is `announced` (a webhook has come), ' +
    '`asked` (by an operator, or by the member on its page), `changed` (a workflow has gone on) or `space` (settings, holds, ' +
    'syncs, health). `ids` are members; it is empty where none is concerned, and missing where they are too many to name. ' +
    'Nothing is repeated: who was away reads anew. A comment comes every 15 seconds. The stream ends with the token or ' +
    'session that has opened it, within those 15 seconds.',
  replies: { 200: { description: 'The stream.', media: 'text/event-stream' } },
});
