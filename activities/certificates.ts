import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { RadiusFailure } from '../clients/radius/radius-failure';
import { serverCertificate } from '../clients/radius/server-certificate';
import type { CertificateActivities } from '../contracts/activities';
import type { ProfileSigning } from '../domain/profiles/settings';
import { readSigner } from '../domain/profiles/sign-apple';
import type { RadiusServer } from '../domain/profiles/radius-server';
import { shortFingerprint, type RadiusTrust } from '../domain/profiles/trust';
import type { FoundCertificate, SeenCertificate } from '../domain/replayed/health/certificates';
import type { ActivityDeps } from './runtime/deps';
import { failing } from './runtime/failures';

/** How long a RADIUS server may take for one answer, ms; it is asked three times. */
const RADIUS_PATIENCE_MS = 4_000;

/** Looks at every certificate that the settings name. What it answers says nothing of whom they are for. */
export function certificateActivities(deps: Pick<ActivityDeps, 'rules'>): CertificateActivities {
  return { lookAtCertificates: () => failing(() => lookAt(deps)) };
}

async function lookAt({ rules }: Pick<ActivityDeps, 'rules'>): Promise<FoundCertificate[]> {
  const { radius, radiusServer, profileSigning } = await rules({ fresh: true });
  const cas = (radius?.caCertificates ?? []).map((pem) => found('ca', new X509Certificate(pem)));
  const [server, signer] = await Promise.all([
    radius === null || radiusServer === null ? null : foundServer(radiusServer, radius),
    profileSigning === null ? null : foundSigner(profileSigning),
  ]);
  return [...cas, server, signer].filter((each) => each !== null);
}

const found = (use: FoundCertificate['use'], certificate: X509Certificate): FoundCertificate => ({
  ...{ use, seen: seenIn(certificate), fault: null },
});

/** A RADIUS server that does not show its certificate is no failure of the look. */
async function foundServer({ host, port, secretFile }: RadiusServer, trust: RadiusTrust): Promise<FoundCertificate> {
  const secret = await readFile(secretFile, 'utf8').catch(() => null);
  if (secret === null) return { use: 'server', seen: null, fault: 'unreadable' };
  const address = { host, port, secret: Buffer.from(secret.trim()), patienceMs: RADIUS_PATIENCE_MS };
  try {
    const { certificate, fault } = await serverCertificate(address, trust);
    return { ...found('server', certificate), fault };
  } catch (error) {
    if (!(error instanceof RadiusFailure)) throw error;
    return { use: 'server', seen: null, fault: error.fault };
  }
}

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
