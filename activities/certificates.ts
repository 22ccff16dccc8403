import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { CertificateActivities } from '../contracts/activities';
import type { ProfileSigning } from '../domain/profiles/settings';
import { readSigner } from '../domain/profiles/sign-apple';
import { shortFingerprint } from '../domain/profiles/trust';
import type { FoundCertificate, SeenCertificate } from '../domain/replayed/health/certificates';
import type { ActivityDeps } from './runtime/deps';
import { failing } from './runtime/failures';

/** Looks at every certificate that the settings name. What it answers says nothing of whom they are for. */
export function certificateActivities(deps: Pick<ActivityDeps, 'rules'>): CertificateActivities {
  return { lookAtCertificates: () => failing(() => lookAt(deps)) };
}

async function lookAt({ rules }: Pick<ActivityDeps, 'rules'>): Promise<FoundCertificate[]> {
  const { radius, profileSigning } = await rules({ fresh: true });
  const cas = (radius?.caCertificates ?? []).map((pem) => found('ca', new X509Certificate(pem)));
  return [...cas, ...(profileSigning === null ? [] : [await foundSigner(profileSigning)])];
}

const found = (use: FoundCertificate['use'], certificate: X509Certificate): FoundCertificate => ({
  ...{ use, seen: seenIn(certificate), fault: null },
});

/** The API signs with it. A file that this process cannot read is no proof that there is none. */
async function foundSigner(signing: ProfileSigning): Promise<FoundCertificate> {
  try {
    const signer = readSigner({ certificate: await readFile(signing.certificate), key: await readFile(signing.key) });
    return found('signing', signer.certificate);
  } catch {
    return { use: 'signing', seen: null, fault: 'unreadable' };
  }
}

const seenIn = (certificate: X509Certificate): SeenCertificate => ({
  fingerprint: shortFingerprint(certificate),
  notAfter: Date.parse(certificate.validTo),
});
