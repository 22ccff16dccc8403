/** What every letter to a member can name. */
const always = ['space_name', 'member_name', 'ssid', 'username'] as const;

/** What is null in some letters. */
const sometimes = [
  'password', // null unless mail.includePassword
  'profile_url', // the link to the member's page; null in letters without credentials
  'qr_code', // address of the picture of that link, for <img src>
  'plan_name',
  'valid_until', // in the location's zone; null: no end is known
] as const;

export const placeholders = [...always, ...sometimes] as const;
export type Placeholder = (typeof placeholders)[number];

type Always = Record<(typeof always)[number], string>;
type Sometimes<Value> = Record<(typeof sometimes)[number], Value>;

/** What a letter is filled with. What is left out is null. */
export type LetterValues = Always & Partial<Sometimes<string | null>>;

const nothing = Object.fromEntries(sometimes.map((name) => [name, null])) as Sometimes<null>;

/** Strict templates fail on a placeholder without a value, so each gets one. */
export const completed = (values: LetterValues): Record<Placeholder, string | null> => ({ ...nothing, ...values });

/** The least that a letter can know about a member. */
export const leastKnown = completed({ space_name: 'space', member_name: 'member', ssid: 'network', username: 'user' });

/** As a number it is too large for a loop: a template that counts up to a value is refused. */
const LARGE = '99999999';

/** The most that a letter can know. */
export const mostKnown = { ...leastKnown, ...Object.fromEntries(placeholders.map((name) => [name, LARGE])) };
