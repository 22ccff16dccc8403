import { X509Certificate } from 'node:crypto';
import type { Settings } from '../settings/settings';
import type { SettingsError } from '../settings/settings-errors';
import type { RadiusTrust } from './profile';

/** The content of each file that the settings name, by path; null: it cannot be read. */
export type NamedFiles = Record<string, string | null>;

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const isPem = (text: string): boolean => text.includes('-----BEGIN CERTIFICATE-----');

/** Entries of `radius.caCertificates` that are paths. */
export const certificateFiles = ({ radius }: Pick<Settings, 'radius'>): string[] =>
  (radius?.caCertificates ?? []).filter((entry) => !isPem(entry));

export interface ResolvedTrust {
  radius: RadiusTrust | null;
  errors: SettingsError[];
  warnings: string[];
}

/** The trust settings with every certificate read and checked. @param now epoch ms, for certificates that run out. */
export function resolveTrust({ radius }: Pick<Settings, 'radius'>, files: NamedFiles, now: number): ResolvedTrust {
  const resolved: ResolvedTrust = { radius: null, errors: [], warnings: [] };
  if (radius === undefined) return resolved;
  const certificates = radius.caCertificates.flatMap((entry, index) => {
    const path = `radius.caCertificates.${index}`;
    const text = isPem(entry) ? entry : (files[entry] ?? null);
    if (text === null) resolved.errors.push({ path, message: `names a file that the worker cannot read: ${entry}` });
    return text === null ? [] : certificatesIn(text, path, now, resolved);
  });
  const { serverNames, method, outerIdentity } = radius;
  resolved.radius = { caCertificates: [...new Set(certificates)], serverNames, method, outerIdentity };
  return resolved;
}

function certificatesIn(text: string, path: string, now: number, { errors, warnings }: ResolvedTrust): string[] {
  const found = text.match(PEM) ?? [];
  if (found.length === 0) errors.push({ path, message: 'holds no certificate in PEM form' });
  return found.flatMap((pem) => {
    const certificate = parse(pem);
    if (certificate === null) errors.push({ path, message: 'holds something that is not a certificate' });
    else if (!certificate.ca) errors.push({ path, message: `is not the certificate of a CA: ${nameOf(certificate)}` });
    else if (Date.parse(certificate.validTo) < now)
      warnings.push(`${path}: ${nameOf(certificate)} has expired (${certificate.validTo}).`);
    return certificate?.ca ? [certificate.toString().trim()] : [];
  });
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

const nameOf = ({ subject }: X509Certificate): string => subject.replace(/\s*\n\s*/g, ', ');
