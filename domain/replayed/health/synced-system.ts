/** The two systems that are kept in step. */
export const syncedSystems = ['nexudus', 'ironwifi'] as const;
export type SyncedSystem = (typeof syncedSystems)[number];

/** A system whose failures the operator hears of. */
export type WatchedSystem = SyncedSystem | 'mail';

/** As people call them. */
export const systemName: Record<WatchedSystem, string> = {
  nexudus: 'Nexudus',
  ironwifi: 'IronWifi',
  mail: 'the mail server',
};

export const eachSystem = <T>(make: (side: SyncedSystem) => T): Record<SyncedSystem, T> => ({
  nexudus: make('nexudus'),
  ironwifi: make('ironwifi'),
});
