import type { X509Certificate } from 'node:crypto';
import type { ProfileFormat } from './profile';
import { type RadiusTrust, rootsOf, shortFingerprint } from './trust';

/** These use the first root of several only: see docs/member-side.md. */
const firstRootOnly: readonly ProfileFormat[] = ['networkmanager', 'passpoint'];

/** The roots that a device with such a profile accepts a RADIUS server under; short fingerprints. */
export function carriedBy(format: ProfileFormat, trust: RadiusTrust): string[] {
  const roots = rootFingerprints(trust);
  return firstRootOnly.includes(format) ? roots.slice(0, 1) : roots;
}

/** In the order of the settings. */
export const rootFingerprints = (trust: RadiusTrust): string[] => rootsOf(trust).map(shortFingerprint);

/** The root that profiles are to have by the end of a roll-over: the youngest, of several the last. Null: there is none. */
export function newestRoot(trust: RadiusTrust): X509Certificate | null {
  const [first = null, ...others] = rootsOf(trust);
  const begin = ({ validFrom }: X509Certificate): number => Date.parse(validFrom);
  return others.reduce((newest, root) => (newest && begin(newest) > begin(root) ? newest : root), first);
}
