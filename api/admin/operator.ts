import type { OperatorRequest } from '../../contracts/replayed';

/** There is one admin token, so this is as much as is known of who asks. */
export const operator: OperatorRequest = { by: 'operator' };
