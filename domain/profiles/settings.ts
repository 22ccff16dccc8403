import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { profileWords, words } from '../schema/fields';
import { section, type SettingsError, shown } from '../schema/section';
import { trustProblems, trustWarnings } from './check-trust';
import { radiusServer } from './radius-server';
import { isServerName } from './server-names';
import { eapMethods, type RadiusTrust, subjectOf } from './trust';

const serverName = () =>
  z
    .string()
    .trim()
    .refine(isServerName, {
      error: (issue) => `must be the DNS name in the RADIUS server's certificate, not ${shown(issue.input)}`,
    })
    .transform((name) => name.toLowerCase());

const atLeastOne = (what: string) => ({
  error: `must list at least one ${what}: a password profile without it is unsafe`,
});

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const isPem = (text: string): boolean => text.includes('-----BEGIN CERTIFICATE-----');
const isKey = (text: string): boolean => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);

/** One line without the dashes of PEM. */
const isPath = (text: string): boolean => /^[^\r\n]{1,1024}$/.test(text) && !text.includes('-----');

const NO_KEY = { error: 'holds a private key, which has no place in settings: give the certificates alone' };

/** Neither message repeats the input: it may be a key. */
const caCertificate = () =>
  words()
    .refine((text) => !isKey(text), NO_KEY)
    .refine((text) => isKey(text) || isPem(text) || isPath(text), {
      error: 'is neither a CA certificate in PEM form nor the path of a PEM file',
    });

/** Without both lists a device hands its password to any network of the same name (field.md §5.0). */
export const radiusSettings = section({
  caCertificates: z
    .array(caCertificate())
    .min(1, atLeastOne('CA certificate'))
    .describe(
      'CA certificates in PEM, or paths of PEM files that the worker reads when the settings are saved: the root of the ' +
        "RADIUS server's certificate, and what stands between if you like; six at most. " +
        "For a roll-over today's root comes first and the next one behind it.",
    ),
  serverNames: z
    .array(serverName())
    .min(1, atLeastOne('server name'))
    .describe("The DNS names in the RADIUS server's certificate."),
  method: z.enum(eapMethods).default('peap-mschapv2').describe('How the RADIUS server takes passwords.'),
  outerIdentity: profileWords()
    .default('anonymous')
    .describe('The identity that is shown outside the tunnel, such as `anonymous@example.com`.'),
  server: radiusServer
    .optional()
    .describe(
      'A RADIUS server that the worker asks for its certificate once a day, as a device does, without any password. ' +
        'By default none is asked.',
    ),
});

type RadiusSettings = z.infer<typeof radiusSettings>;

/** How to get PEM out of a .p12 or .pfx. Its result holds the private key in clear, so only its owner may read it. */
export const PKCS12_TO_PEM =
  'only PEM is read. Convert it with (umask 077; openssl pkcs12 -in signing.p12 -out signing.pem -nodes), adding ' +
  '-legacy if OpenSSL does not know its cipher, and give signing.pem as certificate and as key';

/** The path of a PEM file. */
const pemFile = () =>
  words()
    .refine(isPath, { error: 'must be the path of a PEM file, not what is in it' })
    .refine((path) => !/\.(p12|pfx)$/i.test(path), { error: `is PKCS#12: ${PKCS12_TO_PEM}` });

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

/** Entries of `radius.caCertificates` that are paths. */
export const certificateFiles = ({ radius }: { radius?: RadiusSettings }): string[] =>
  (radius?.caCertificates ?? []).filter((entry) => !isPem(entry));

interface ResolvedTrust {
  radius: RadiusTrust | null;
  errors: SettingsError[];
  warnings: string[];
}

/** Reads and checks every certificate. @param now epoch ms, for certificates that are not valid yet or any more. */
export function resolveTrust({ radius }: { radius?: RadiusSettings }, files: NamedFiles, now: number): ResolvedTrust {
  const resolved: ResolvedTrust = { radius: null, errors: [], warnings: [] };
  if (radius === undefined) return resolved;
  const certificates = radius.caCertificates.flatMap((entry, index) => {
    const path = `radius.caCertificates.${index}`;
    const text = isPem(entry) ? entry : (files[entry] ?? null);
    if (text === null) resolved.errors.push({ path, message: 'names a file that the worker cannot read' });
    return text === null ? [] : certificatesIn(text, path, now, resolved);
  });
  const { serverNames, method, outerIdentity } = radius;
  const trust: RadiusTrust = { caCertificates: [...new Set(certificates)], serverNames, method, outerIdentity };
  // of a list that could not be read, nothing can be said
  if (resolved.errors.length === 0) resolved.errors.push(...trustProblems(trust));
  resolved.warnings.push(...trustWarnings(trust));
  return { ...resolved, radius: trust };
}

function certificatesIn(text: string, path: string, now: number, { errors, warnings }: ResolvedTrust): string[] {
  const found = text.match(PEM) ?? [];
  if (found.length === 0) errors.push({ path, message: noCertificate(text) });
  return found.flatMap((pem) => {
    const certificate = parse(pem);
    if (certificate === null) errors.push({ path, message: 'holds something that is not a certificate' });
    else if (!certificate.ca)
      errors.push({ path, message: `is not the certificate of a CA: ${subjectOf(certificate)}` });
    else warnings.push(...validityWarnings(certificate, path, now));
    return certificate?.ca ? [certificate.toString().trim()] : [];
  });
}

const noCertificate = (text: string): string =>
  isKey(text) ? 'holds a private key and no certificate' : 'holds no certificate in PEM form';

function validityWarnings(certificate: X509Certificate, path: string, now: number): string[] {
  const { validFrom, validTo } = certificate;
  if (Date.parse(validTo) < now) return [`${path}: ${subjectOf(certificate)} has expired (${validTo}).`];
  if (Date.parse(validFrom) <= now) return [];
  return [`${path}: ${subjectOf(certificate)} is not valid yet (${validFrom}): until then no device takes it.`];
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
