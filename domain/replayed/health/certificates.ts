import type { Instant } from '../ids';

/** Whose certificates have a life that is watched: the CAs of profiles, the RADIUS server, what Apple profiles are signed with. */
export const certificateUses = ['ca', 'server', 'signing'] as const;
export type CertificateUse = (typeof certificateUses)[number];

/** What devices with our profiles find wrong with the RADIUS server's certificate: they do not connect. */
const distrusts = ['untrusted', 'wrongName', 'wrongPurpose'] as const;
/** Why a certificate cannot be seen: a file cannot be read, or the RADIUS server does not show it. */
const hindrances = ['unreadable', 'silent', 'unreachable', 'wrongSecret', 'refused', 'noTls'] as const;
export const certificateFaults = [...hindrances, ...distrusts] as const;
export type CertificateFault = (typeof certificateFaults)[number];
export type Distrust = (typeof distrusts)[number];

const isDistrust = (fault: CertificateFault | null): fault is Distrust => distrusts.some((known) => known === fault);

/** A certificate without what it says of anybody. */
export interface SeenCertificate {
  /** The beginning of its SHA-256, lower-case hex. */
  fingerprint: string;
  notAfter: Instant;
}

/** What a worker has found where a certificate is used. */
export interface FoundCertificate {
  use: CertificateUse;
  /** Null: it could not be seen. */
  seen: SeenCertificate | null;
  /** Null: it could be seen, and nothing is wrong with it but perhaps its age. */
  fault: CertificateFault | null;
}

/** One that the connector watches. */
export interface WatchedCertificate extends FoundCertificate {
  /** When this certificate was first seen here, or when it was first looked for in vain. */
  since: Instant;
  /** Since when it has the fault that it has; null: it has none. */
  faultSince: Instant | null;
  /** The last warning before its end that the operator is owed, in days; null: none yet. */
  warned: number | null;
  /** The distrust that the operator has been told of; null: none. */
  distrustTold: Distrust | null;
}

/** What the connector knows of all certificates: plain JSON. */
export interface CertificateWatch {
  watched: WatchedCertificate[];
  /** When they were last looked at; null: never. */
  lookedAt: Instant | null;
  nextLookAt: Instant;
  /** The settings, and the way of resolving them, that the last look was for. */
  lookedFor: string | null;
}

export const newCertificateWatch = (): CertificateWatch => ({
  ...{ watched: [], lookedAt: null, nextLookAt: 0, lookedFor: null },
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The operator is warned so many days before a certificate expires, and when it has. */
const WARNING_DAYS = [30, 7, 1, 0] as const;
const FIRST_WARNING_MS = WARNING_DAYS[0] * DAY;

/** The warning that is due, in days: the last that has been reached; null: none. */
const warningDue = ({ notAfter }: SeenCertificate, now: Instant): number | null =>
  WARNING_DAYS.findLast((days) => now >= notAfter - days * DAY) ?? null;

/** What was last seen of a certificate stays known while it cannot be seen; another one in its place is watched anew. */
export function afterCertificateLook(
  { watched }: CertificateWatch,
  found: FoundCertificate[],
  lookedFor: string,
  now: Instant,
): CertificateWatch {
  const after = found.map((each) => watchedFrom(each, watched, now));
  return { watched: after, lookedAt: now, nextLookAt: nextLook(after, now), lookedFor };
}

/** Nothing was found out: the next try is in an hour. */
export const afterVainLook = (before: CertificateWatch, lookedFor: string, now: Instant): CertificateWatch => ({
  ...{ ...before, lookedFor, nextLookAt: now + HOUR },
});

function watchedFrom(found: FoundCertificate, before: WatchedCertificate[], now: Instant): WatchedCertificate {
  const known = before.find(
    ({ use, seen }) => use === found.use && (found.seen === null || seen?.fingerprint === found.seen.fingerprint),
  );
  const faultSince = found.fault === null ? null : known?.fault === found.fault ? known.faultSince : now;
  const { since, warned, distrustTold } = known ?? { since: now, warned: null, distrustTold: null };
  const told = found.fault === null ? null : distrustTold;
  return { ...found, seen: found.seen ?? known?.seen ?? null, since, warned, distrustTold: told, faultSince };
}

/** Once a day, at each warning, and hourly while something cannot be seen. */
function nextLook(watched: WatchedCertificate[], now: Instant): Instant {
  const warnings = watched.flatMap(({ seen }) =>
    seen === null ? [] : WARNING_DAYS.map((days) => seen.notAfter - days * DAY).filter((at) => at > now),
  );
  return Math.min(now + (watched.some(({ fault }) => fault !== null) ? HOUR : DAY), ...warnings);
}

/** What the operator is to be told of a certificate. */
export interface CertificateWarning extends SeenCertificate {
  use: CertificateUse;
  why: WarningReason;
}

/** It expires in so many days (0: it has expired), or devices do not accept it. */
export type WarningReason = { days: number } | { distrust: Distrust };

/** The warnings that the operator has not been owed yet; they are from here on: each once, of several the last that is due. */
export function takeWarnings({ watched }: CertificateWatch, now: Instant): CertificateWarning[] {
  return watched.flatMap((certificate) => {
    const { use, seen } = certificate;
    return seen === null ? [] : takeReasons(certificate, seen, now).map((why) => ({ use, ...seen, why }));
  });
}

function takeReasons(certificate: WatchedCertificate, seen: SeenCertificate, now: Instant): WarningReason[] {
  const { fault, warned, distrustTold } = certificate;
  const reasons: WarningReason[] = [];
  const days = warningDue(seen, now);
  if (days !== null && days < (warned ?? Infinity)) reasons.push({ days: (certificate.warned = days) });
  if (isDistrust(fault) && fault !== distrustTold) reasons.push({ distrust: (certificate.distrustTold = fault) });
  return reasons;
}

/** A warning could not be delivered at all: the next look owes it again. */
export function takeBackWarning({ watched }: CertificateWatch, { use, fingerprint, why }: CertificateWarning): void {
  const warned = watched.find((each) => each.use === use && each.seen?.fingerprint === fingerprint);
  if (warned === undefined) return;
  if ('days' in why && warned.warned === why.days) warned.warned = null;
  if ('distrust' in why && warned.distrustTold === why.distrust) warned.distrustTold = null;
}

export interface CertificateState {
  state: 'ok' | 'soon' | 'expired' | 'unknown';
  since: Instant;
}

/** How a certificate stands by its age. */
export function stateOfCertificate({ seen, since }: WatchedCertificate, now: Instant): CertificateState {
  if (seen === null) return { state: 'unknown', since };
  const { notAfter } = seen;
  if (now >= notAfter) return { state: 'expired', since: notAfter };
  const soonAt = notAfter - FIRST_WARNING_MS;
  return now >= soonAt ? { state: 'soon', since: Math.max(soonAt, since) } : { state: 'ok', since };
}

/** Whole days; negative once it has expired. */
export const daysLeft = ({ notAfter }: SeenCertificate, now: Instant): number => Math.floor((notAfter - now) / DAY);
