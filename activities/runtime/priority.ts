import { activityInfo } from '@temporalio/activity';
import { AHEAD_OF_ALL, priorityOfKey, type Priority } from '../../domain/replayed/priority';

/** What a workflow has given to this activity: it holds in Temporal's queue and at the rate limiters. */
export const priorityOfActivity = (): Priority => priorityOfKey(activityInfo().priority?.priorityKey);

/** A write that ends somebody's access. */
export const isAheadOfAll = (): boolean => activityInfo().priority?.priorityKey === AHEAD_OF_ALL;
