import type { PlanSettings } from './settings';

/**
 * The plan map while the settings give none. A private office differs by its org unit, whose policy says what priority
 * is: per-user attributes cost writes of their own and are for maps that ask for them.
 * A day pass is limited by the pass itself.
 */
export const defaultPlans: Record<string, PlanSettings> = {
  'Hot Desk': { group: 'basic-wifi', precedence: 20 },
  'Dedicated Desk': { group: 'premium-wifi', precedence: 30 },
  'Private Office': { group: 'premium-wifi', orgUnit: 'premium-wifi-priority', precedence: 40 },
  'Day Pass': { group: 'guest-wifi', precedence: 10 },
};
