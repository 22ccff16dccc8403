/** The two systems that are kept in step. */
export const sides = ['nexudus', 'ironwifi'] as const;
export type Side = (typeof sides)[number];

/** As people call them. */
export const sideName: Record<Side, string> = { nexudus: 'Nexudus', ironwifi: 'IronWifi' };

export const eachSide = <T>(make: (side: Side) => T): Record<Side, T> => ({
  nexudus: make('nexudus'),
  ironwifi: make('ironwifi'),
});
