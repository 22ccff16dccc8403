/** Every way in which an external system or our own rules can refuse; the `type` of every ApplicationFailure we throw. */
export const failureCodes = [
  'unreachable', // nothing was sent: refused, DNS, TLS
  'timeout', // sent, no reply: the outcome of a write is unknown
  'outage', // 5xx, or a reply that broke off: the outcome of a write is unknown
  'shielded', // something in front of the system answered in its stead, such as a firewall: not done
  'throttled', // 429, Nexudus's 409, a mail server's 421 or quota: not done
  'unauthorized', // 401; SMTP 530, 535
  'forbidden', // 403; a mail server that will not take letters from us
  'notFound',
  'duplicate', // the user name is taken
  'conflict', // an account with this user name that we did not make
  'rejected', // any other 4xx, or WasSuccessful: false
  'malformed', // a reply that does not have the documented shape
  'inconsistent', // two reads contradict each other, or a page is missing
  'capability', // the tenant cannot do it; the message names the setting
  'wrongTenant', // another tenant or region answered
  'orderExpired', // a grant whose end has passed before it was sent
  'noEmail',
  'mailDeferred', // SMTP 4xx for this letter
  'mailRefused', // SMTP 5xx for this recipient
  'settingsInvalid',
  'settingsStale',
  'notReady', // the connector has no settings yet
  'alreadyLive',
  'holdClosed', // decided already, or these members are not in it (any more)
  'contested', // somebody else keeps changing the account by hand
  'maintenance', // an operator has stopped all calls to this system
  'membershipRuns', // so the member is not erased, unless that is forced
  'erased', // the member is, or was: there is no account and nobody to mail
] as const;
export type FailureCode = (typeof failureCodes)[number];
export const isFailureCode = (word: unknown): word is FailureCode => failureCodes.some((code) => code === word);

/** Trying again is of no use until the configuration, or the tenant that answers, has changed. */
export const lasting: readonly FailureCode[] = ['unauthorized', 'forbidden', 'wrongTenant'];

/** The system, and not what was asked of it, may be the cause: when it is well again, trying again helps. */
export const ofTheSystem: readonly FailureCode[] = [
  ...(['unreachable', 'timeout', 'outage', 'throttled', 'malformed', 'inconsistent', 'mailDeferred'] as const),
  ...lasting,
];

/** After one of these the outcome of a write is unknown. */
export const outcomeUnknown: readonly FailureCode[] = ['timeout', 'outage', 'malformed'];
