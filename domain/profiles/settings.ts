import { z } from 'zod';
import { section } from '../settings/settings-errors';
import { words } from '../settings/settings-fields';

/** The inner authentication that a tenant's RADIUS server takes passwords by. */
export const eapMethods = ['peap-mschapv2', 'ttls-pap', 'ttls-mschapv2'] as const;
export type EapMethod = (typeof eapMethods)[number];

const serverName = () =>
  z
    .string()
    .trim()
    .refine((name) => /^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i.test(name), {
      error: (issue) => `must be the DNS name in the RADIUS server's certificate, not ${JSON.stringify(issue.input)}`,
    })
    .transform((name) => name.toLowerCase());

const atLeastOne = (what: string) => ({
  error: `must list at least one ${what}: a password profile without it is unsafe`,
});

/** Without both lists a device hands its password to whoever calls a network by the same name (field.md §5.0). */
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
  outerIdentity: words()
    .default('anonymous')
    .describe('The identity that is shown outside the tunnel, such as `anonymous@example.com`.'),
});

/** What Apple profiles are signed with: files that the API reads. */
export const profileSigning = section({
  pkcs12: words().optional().describe('The path of a PKCS#12 file, instead of `certificate` and `key`.'),
  passphraseFile: words().optional().describe('The path of a file with the passphrase of the PKCS#12 file.'),
  certificate: words().optional().describe('The path of a PEM file: the certificate, followed by its chain.'),
  key: words().optional().describe('The path of a PEM file with the private key (PKCS#8).'),
}).superRefine(({ pkcs12, passphraseFile, certificate, key }, context) => {
  const missing = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (pkcs12 !== undefined && (certificate !== undefined || key !== undefined))
    missing('pkcs12', 'is given together with certificate or key: give one of the two');
  if (pkcs12 === undefined && certificate === undefined) missing('certificate', 'is missing (or give pkcs12)');
  if (pkcs12 === undefined && key === undefined) missing('key', 'is missing (or give pkcs12)');
  if (pkcs12 === undefined && passphraseFile !== undefined)
    missing('passphraseFile', 'belongs to pkcs12, which is missing');
});
export type ProfileSigning = z.infer<typeof profileSigning>;
