import type { CertificateUse, CertificateWarning, Distrust } from '../replayed/health/certificates';
import { formatInstant } from '../time/local-time';
import type { OperatorContext, OperatorText } from './operator-text';

/** A certificate expires soon, has expired, or is not accepted by devices. */
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

const distrusts: Record<Distrust, string> = {
  untrusted: 'does not lead to a CA of radius.caCertificates',
  wrongName: 'has none of the names in radius.serverNames',
  wrongPurpose: 'is not for a server: its extended key usage lacks TLS server authentication',
};

/** It tells the day and no number of days: it may have waited for the mail server. */
export function certificateText(letter: CertificateLetter, context: OperatorContext): OperatorText {
  const { use, fingerprint, why } = letter;
  const { spaceName, publicUrl } = context;
  const { title, sentence, advice } = 'days' in why ? aboutEnd(letter, why.days, context) : aboutDistrust(why.distrust);
  const name = certificateName[use];
  return {
    subject: `${spaceName}: ${name} ${title}`,
    text: `${capitalized(name)} ${sentence}.
It is the one whose SHA-256 begins with ${fingerprint}.

${advice}

All certificates: GET ${publicUrl}/api/v1/health
`,
  };
}

interface CertificateWords {
  title: string;
  sentence: string;
  advice: string;
}

function aboutEnd({ use, notAfter }: CertificateLetter, days: number, { zone }: OperatorContext): CertificateWords {
  const end = formatInstant(notAfter, zone);
  return {
    ...(days === 0
      ? { title: 'has expired', sentence: `has expired on ${end}` }
      : { title: 'expires soon', sentence: `expires on ${end}` }),
    advice: `${consequences[use]}

You are warned 30, 7 and 1 days before, and when it has expired, until another one is in its place.`,
  };
}

const aboutDistrust = (distrust: Distrust): CertificateWords => ({
  title: 'is not accepted by devices',
  sentence: distrusts[distrust],
  advice:
    'Devices that were set up with our profiles refuse it, and their members cannot connect. Either the server has the wrong certificate, or the settings have the wrong CA or name.',
});

const capitalized = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
