/**
 * What goes first where several wait: in Temporal's queues, at a rate limiter, in the spool.
 * - `urgent`: somebody is at the door: a check-in or check-out, an operator's allow or block, a first access.
 * - `usual`: somebody has done something, and waits less visibly.
 * - `background`: nobody waits: syncs, imports, hooks that name many at once, looks that only make sure.
 */
export const priorities = ['urgent', 'usual', 'background'] as const;
export type Priority = (typeof priorities)[number];

/** As Temporal counts, from 1 to 5: lower goes first. */
export const priorityKeys: Record<Priority, number> = { urgent: 2, usual: 3, background: 5 };
/** Before all of these: a question to the guard, which takes no time; in the directory, a write that ends access. */
export const AHEAD_OF_ALL = 1;
/** In the directory, before the background: a write that changes nobody's access. */
export const AFTER_USUAL = 4;

/** What has no key is usual, as Temporal has it; on the wire that is 0. */
export function priorityOfKey(key = 0): Priority {
  if (key === 0) return 'usual';
  return priorities.find((priority) => key <= priorityKeys[priority]) ?? 'background';
}

export const isMoreUrgent = (one: Priority, other: Priority): boolean => priorityKeys[one] < priorityKeys[other];

export const moreUrgent = (one: Priority, other: Priority): Priority => (isMoreUrgent(one, other) ? one : other);
