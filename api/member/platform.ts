import type { ProfileFormat } from '../../domain/profiles/profile';

/** The format for the device that asks, by what its browser calls itself; null: not known. */
export function formatFor(userAgent: string | undefined): ProfileFormat | null {
  const agent = userAgent ?? '';
  // Android and ChromeOS say Linux too; an iPad says it is a Mac, which takes the same file
  if (/\bAndroid\b/.test(agent)) return 'android';
  if (/\bCrOS\b/.test(agent)) return 'chromeos';
  if (/\b(iPhone|iPad|iPod|Macintosh)\b/.test(agent)) return 'apple';
  if (/\bWindows\b/.test(agent)) return 'windows';
  return /\bLinux\b/.test(agent) ? 'networkmanager' : null;
}
