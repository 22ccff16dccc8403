import type { CertificateView } from '../../contracts/api/certificates';
import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import {
  daysLeft,
  stateOfCertificate,
  type CertificateFault,
  type WatchedCertificate,
} from '../../domain/replayed/health/certificates';
import type { Instant } from '../../domain/replayed/ids';

const faultSentences: Record<CertificateFault, string> = {
  unreadable:
    'The worker cannot read a file that should have it: those of profileSigning, whose key and certificate belong together, or radius.server.secretFile.',
  silent:
    'The RADIUS server does not answer. Servers are silent to a wrong shared secret and to addresses that they do not know: check host, port, the secret, and that the server knows the address of the worker.',
  unreachable: 'Nobody listens at the host and port of radius.server.',
  wrongSecret: 'The RADIUS server answers with another shared secret than that of radius.server.secretFile.',
  refused: 'The RADIUS server refuses radius.outerIdentity, or does not have radius.method.',
  noTls: 'The RADIUS server breaks the TLS handshake off.',
  untrusted: 'It does not lead to a CA of radius.caCertificates: devices refuse it.',
  wrongName: 'It has none of the names in radius.serverNames: devices refuse it.',
  wrongPurpose: 'It is not for a server (extended key usage): devices refuse it.',
};

/** A certificate as health shows it. */
export function certificateView(certificate: WatchedCertificate, now: Instant): CertificateView {
  const { use, seen, fault, faultSince } = certificate;
  const { state, since } = stateOfCertificate(certificate, now);
  return {
    ...{ use, state, since: toIso(since) },
    fingerprint: seen?.fingerprint ?? null,
    notAfter: toIsoOrNull(seen?.notAfter),
    daysLeft: seen && daysLeft(seen, now),
    fault: fault && { code: fault, since: toIso(faultSince ?? since), message: faultSentences[fault] },
  };
}
