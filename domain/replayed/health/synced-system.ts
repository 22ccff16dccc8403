/** The two systems that are kept in step. */
export const syncedSystems = ['nexudus', 'ironwifi'] as const;
export type SyncedSystem = (typeof syncedSystems)[number];

/** As people call them. */
export const systemName: Record<SyncedSystem, string> = { nexudus: 'Nexudus', ironwifi: 'IronWifi' };

export const eachSystem = <T>(make: (side: SyncedSystem) => T): Record<SyncedSystem, T> => ({
  nexudus: make('nexudus'),
  ironwifi: make('ironwifi'),
});
