/** The product's search attributes, as servers of tests register them before any worker starts. */
export const SEARCH_ATTRIBUTES = {
  LatchkeyConnector: 'Keyword',
  LatchkeyStatus: 'Keyword',
  LatchkeyPlan: 'Keyword',
  LatchkeyGroup: 'Keyword',
  LatchkeyReason: 'Keyword',
  LatchkeyAttention: 'Keyword',
  LatchkeyEntitlement: 'Keyword',
  LatchkeyAccessUntil: 'Datetime',
} as const;
