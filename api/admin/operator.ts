import type { OperatorRequest } from '../../workflows/messages';

/** There is one admin token, so this is as much as is known of who asks. */
export const operator: OperatorRequest = { by: 'operator' };
