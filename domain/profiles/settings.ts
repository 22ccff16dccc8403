import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { profileWords, words } from '../schema/fields';
import { section, type SettingsError } from '../schema/section';
import { isServerName } from './server-names';
import { eapMethods, type RadiusTrust, subjectOf } from './trust';

const serverName = () =>
  z
    .string()
    .trim()
    .refine(isServerName, {
      error: (issue) => `must be the DNS name in the RADIUS server's certificate, not ${JSON.stringify(issue.input)}`,
    })
    .transform((name) => name.toLowerCase());

const atLeastOne = (what: string) => ({
  error: `must list at least one ${what}: a password profile without it is unsafe`,
});

/** Without both lists a device hands its password to any network of the same name (field.md §5.0). */
export const radiusSettings = section({
  caCertificates: z
    .array(words())
    .min(1, atLeastOne('CA certificate'))
    .describe(
      'CA certificates in PEM, or paths of PEM files that the worker reads when the settings are saved. ' +
        "For a roll-over today's comes first and the next one behind it.",
    ),
  serverNames: z
    .array(serverName())
    .min(1, atLeastOne('server name'))
    .describe("The DNS names in the RADIUS server's certificate."),
  method: z.enum(eapMethods).default('peap-mschapv2').describe('How the RADIUS server takes passwords.'),
  outerIdentity: profileWords()
    .default('anonymous')
    .describe('The identity that is shown outside the tunnel, such as `anonymous@example.com`.'),
});

type RadiusSettings = z.infer<typeof radiusSettings>;

/** How to get PEM out of a .p12 or .pfx. Its result holds the private key in clear, so only its owner may read it. */
export const PKCS12_TO_PEM =
  'only PEM is read. Convert it with (umask 077; openssl pkcs12 -in signing.p12 -out signing.pem -nodes), adding ' +
  '-legacy if OpenSSL does not know its cipher, and give signing.pem as certificate and as key';

/** The path of a PEM file. */
const pemFile = () => words().refine((path) => !/\.(p12|pfx)$/i.test(path), { error: `is PKCS#12: ${PKCS12_TO_PEM}` });

/** What Apple profiles are signed with: files that the API reads. */
export const profileSigning = section(
  {
    certificate: pemFile().describe('The path of a PEM file with the certificate and its chain.'),
    key: pemFile().describe('The path of a PEM file with the private key, unencrypted. It may be the same file.'),
  },
  {
    pkcs12: `is no longer a setting: ${PKCS12_TO_PEM}`,
    passphraseFile: 'is no longer a setting: it belonged to pkcs12',
  },
);
export type ProfileSigning = z.infer<typeof profileSigning>;

/** The content of each file that the settings name, by path; null: it cannot be read. */
export type NamedFiles = Record<string, string | null>;

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const isPem = (text: string): boolean => text.includes('-----BEGIN CERTIFICATE-----');

/** Entries of `radius.caCertificates` that are paths. */
export const certificateFiles = ({ radius }: { radius?: RadiusSettings }): string[] =>
  (radius?.caCertificates ?? []).filter((entry) => !isPem(entry));

interface ResolvedTrust {
  radius: RadiusTrust | null;
  errors: SettingsError[];
  warnings: string[];
}

/** Reads and checks every certificate. @param now epoch ms, for certificates that have expired. */
export function resolveTrust({ radius }: { radius?: RadiusSettings }, files: NamedFiles, now: number): ResolvedTrust {
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
    else if (!certificate.ca)
      errors.push({ path, message: `is not the certificate of a CA: ${subjectOf(certificate)}` });
    else if (Date.parse(certificate.validTo) < now)
      warnings.push(`${path}: ${subjectOf(certificate)} has expired (${certificate.validTo}).`);
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
