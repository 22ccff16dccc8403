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
    'The worker cannot read the files of profileSigning, or their key and certificate do not belong together.',
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
