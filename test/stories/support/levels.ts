/** The plan map of the stories. In `Night Owl` members have access while they are checked in. */
export const plans = {
  'Hot Desk': { group: 'basic-wifi', precedence: 20 },
  'Dedicated Desk': { group: 'premium-wifi', precedence: 30 },
  'Private Office': { group: 'office-wifi', precedence: 40 },
  'Night Owl': { group: 'night-wifi', precedence: 15, checkInRequired: true },
  'Day Pass': { group: 'guest-wifi', precedence: 10 },
};

export type Plan = keyof typeof plans;

/** What somebody is entitled to, or has: the access level by its name; null is no access. */
export type Level = string | null;

export const levelOf = (plan: Plan): string => plans[plan].group;

const ranks = new Map(Object.values(plans).map(({ group, precedence }) => [group, precedence]));

/** Of two levels the higher is the better; an unknown one is as good as none. */
export const rankOf = (level: Level): number => (level === null ? 0 : (ranks.get(level) ?? 0));
