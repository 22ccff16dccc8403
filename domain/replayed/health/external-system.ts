/** What we call from outside: the two synced systems, and the mail server. */
export const externalSystems = ['nexudus', 'ironwifi', 'smtp'] as const;
export type ExternalSystem = (typeof externalSystems)[number];
