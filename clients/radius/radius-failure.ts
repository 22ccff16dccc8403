import type { CertificateFault } from '../../domain/replayed/health/certificates';

/** Why a RADIUS server did not show its certificate. */
export class RadiusFailure extends Error {
  override readonly name = 'RadiusFailure';

  constructor(readonly fault: CertificateFault) {
    super(`the RADIUS server shows no certificate: ${fault}`);
  }
}
