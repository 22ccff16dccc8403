import { operation } from './operation';

/** Why something is events. */
export type ChangeKind =
  /** A webhook has announced it; the truth is still to be read. */
  | 'announced'
  /** An operator, or the member on its page, has asked for it. */
  | 'asked'
  /** A workflow has gone on: it has read, decided, written or mailed. */
  | 'changed'
  /** It concerns the space: settings, holds, syncs, the health of a system. */
  | 'space';

/** The data of the event `change`. */
export interface Change {
  /** Members; empty where it concerns none, absent where they are more than can be named. */
  ids?: string[];
  what: ChangeKind;
}

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
