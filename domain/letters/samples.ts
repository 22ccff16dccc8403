import { completed, placeholders } from './placeholders';

/** As little as a letter can know of a member. */
export const leastKnown = completed({ space_name: 'space', member_name: 'member', ssid: 'network', username: 'user' });

/** Taken for a number it is too large for a loop: one that counts up to what a member is called is refused. */
const LARGE = '99999999';

/** As much as a letter can know. */
export const mostKnown = { ...leastKnown, ...Object.fromEntries(placeholders.map((name) => [name, LARGE])) };
