import type { LetterValues } from '../../../domain/letters/placeholders';
import { parseSettings } from '../../../domain/settings/settings';
import { required } from '../builders';

/** What every letter knows. */
export const ada = {
  space_name: 'The Loft',
  member_name: 'Ada Lovelace',
  ssid: 'Loft Members',
  username: 'ada@members.example',
} satisfies LetterValues;

export const password = 'abcd2345efgh6789';
export const link = {
  profile_url: 'https://wifi.loft.example/w/4411-abcdefghijkmnpqrstuvwx2345?a=1&b=2',
  qr_code: 'cid:link@loft.example',
};

/** A member of whom everything is known. */
export const everything = {
  ...ada,
  ...link,
  password,
  plan_name: 'Dedicated Desk',
  valid_until: '31 Dec 2026 at 18:00 Europe/London',
} satisfies LetterValues;

/** What saving these settings of the mail is answered with: path and message of every fault. */
export function problemsOf(mail: object): string[] {
  const parsed = parseSettings({ ...required, mail });
  return parsed.ok ? [] : parsed.errors.map(({ path, message }) => `${path} ${message}`);
}
