import type { CertificateUse, CertificateWarning } from '../replayed/health/certificates';
import { formatInstant } from '../time/local-time';
import type { OperatorContext, OperatorText } from './operator-text';

/** A certificate expires soon, or has expired. */
export interface CertificateLetter extends CertificateWarning {
  kind: 'certificate';
}

/** As it stands in a sentence. */
const certificateName: Record<CertificateUse, string> = {
  ca: 'a CA certificate of the profiles',
  server: "the RADIUS server's certificate",
  signing: 'the certificate that Apple profiles are signed with',
};

const consequences: Record<CertificateUse, string> = {
  ca: 'From then on devices accept no RADIUS server whose certificate leads to it, so members whose profile has no other CA cannot connect. Roll over before: docs/operations.md, "A CA roll-over", has the steps.',
  server:
    'From then on devices refuse the RADIUS server, and no member can connect. Have it renewed under a CA that is in radius.caCertificates and with a name in radius.serverNames.',
  signing:
    'From then on devices call new Apple profiles unverified; those that are installed stay as they are. Put a new certificate into the files of profileSigning.',
};

/** It tells the day and no number of days: it may have waited for the mail server. */
export function certificateText(letter: CertificateLetter, context: OperatorContext): OperatorText {
  const { use, fingerprint, notAfter, days } = letter;
  const { spaceName, zone, publicUrl } = context;
  const [name, end] = [certificateName[use], formatInstant(notAfter, zone)];
  const [expires, sentence] =
    days === 0 ? ['has expired', `has expired on ${end}`] : ['expires soon', `expires on ${end}`];
  return {
    subject: `${spaceName}: ${name} ${expires}`,
    text: `${capitalized(name)} ${sentence}.
It is the one whose SHA-256 begins with ${fingerprint}.

${consequences[use]}

You are warned 30, 7 and 1 days before, and when it has expired, until another one is in its place.
All certificates: GET ${publicUrl}/api/v1/health
`,
  };
}

const capitalized = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
