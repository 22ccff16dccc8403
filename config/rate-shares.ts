/**
 * Of the calls that we allow ourselves: one worker and one API process use them up together. Whoever looks at a page must not
 * make anybody wait at a door.
 */
export const rateShares = { worker: 5 / 6, api: 1 / 6 } as const;
