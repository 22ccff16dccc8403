import type { X509Certificate } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import { eapOf, eapTypes, type RadiusTrust } from '../../domain/profiles/trust';
import type { CertificateFault } from '../../domain/replayed/health/certificates';
import { carryHandshake, TlsRecords } from './eap-tls';
import { RadiusFailure } from './radius-failure';
import { RadiusSocket, type RadiusAddress } from './radius-socket';

/** The certificate that a RADIUS server shows, and what devices with our profiles find wrong with it. */
export interface ShownCertificate {
  certificate: X509Certificate;
  fault: CertificateFault | null;
}

/**
 * Asks a RADIUS server for its certificate as a device does: by PEAP or TTLS over RADIUS, with the outer identity of the
 * profiles. The exchange ends with the TLS handshake: no inner identity and no password is sent.
 * @throws RadiusFailure that says why there is none
 */
export async function serverCertificate(address: RadiusAddress, trust: RadiusTrust): Promise<ShownCertificate> {
  const socket = await RadiusSocket.open(address, trust.outerIdentity);
  const records = new TlsRecords();
  const tls = connect({
    ...{ socket: records, ca: trust.caCertificates },
    // the certificate is what we are here for, be it good or bad
    ...{ rejectUnauthorized: false, checkServerIdentity: () => undefined },
  });
  const progress: Progress = { shown: null, failed: false };
  tls.on('secureConnect', () => (progress.shown = shownBy(tls, trust)));
  tls.on('error', () => (progress.failed = true));
  try {
    await carryHandshake(socket, {
      ...{ identity: trust.outerIdentity, method: eapTypes[eapOf[trust.method].outer], records },
      isDone: () => isDone(progress),
    });
    if (progress.shown === null) throw new RadiusFailure('noTls');
    return progress.shown;
  } finally {
    tls.destroy();
    socket.close();
  }
}

interface Progress {
  shown: ShownCertificate | null;
  failed: boolean;
}

function isDone({ shown, failed }: Progress): boolean {
  if (shown === null && failed) throw new RadiusFailure('noTls');
  return shown !== null;
}

function shownBy(tls: TLSSocket, trust: RadiusTrust): ShownCertificate | null {
  const certificate = tls.getPeerX509Certificate();
  return certificate === undefined ? null : { certificate, fault: faultOf(certificate, tls.authorizationError, trust) };
}

/** That a certificate has expired shows in its end. */
function faultOf(certificate: X509Certificate, error: unknown, { serverNames }: RadiusTrust): CertificateFault | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : error;
  if (code === 'INVALID_PURPOSE') return 'wrongPurpose';
  if (typeof code === 'string' && code !== 'CERT_HAS_EXPIRED') return 'untrusted';
  const isNamed = serverNames.some((name) => certificate.checkHost(name, { wildcards: false }) !== undefined);
  return isNamed ? null : 'wrongName';
}
