/** No personal data: ids, words of closed unions, instants. */
export const searchAttributes = {
  LatchkeyConnector: 'KEYWORD',
  /** granted | prepared | denied | keep | unknown, and of a member who is, or was, erased: erasing | erased */
  LatchkeyStatus: 'KEYWORD',
  LatchkeyPlan: 'KEYWORD',
  LatchkeyGroup: 'KEYWORD',
  LatchkeyReason: 'KEYWORD',
  /** The lane and the code, e.g. `writer:throttled`; unset while all is well. */
  LatchkeyAttention: 'KEYWORD',
  /** The hold that the member is in, or until when it is kept, and the reason: see `holdText`; unset for others. */
  LatchkeyHold: 'KEYWORD',
  LatchkeyAccessUntil: 'DATETIME',
  /** When one of the others last changed. Unset where an earlier version has set them. */
  LatchkeyChangedAt: 'DATETIME',
  /** Business id of the member's location. */
  LatchkeyLocation: 'KEYWORD',
  /** How and when the workflow learned of what it holds: `hook:` or `look:`, epoch ms. */
  LatchkeyNews: 'KEYWORD',
  /** Since when a webhook waits because Nexudus cannot be read: what it announced is not for a sync to decide. */
  LatchkeyAwaits: 'DATETIME',
  /** See `entitlementTag`: what the roster sync compares. */
  LatchkeyEntitlement: 'KEYWORD',
  /** The CAs that the member's devices have got from us: short fingerprints, or `none`; unset where that is not known. */
  LatchkeyCas: 'KEYWORD_LIST',
} as const;
