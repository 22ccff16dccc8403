import { z } from 'zod';
import { certificateFaults, certificateUses } from '../../domain/replayed/health/certificates';
import { example, Instant } from './fields';

export const Certificate = z
  .object({
    use: z.enum(certificateUses).meta({
      description: "A CA of the profiles, the RADIUS server's, or what Apple profiles are signed with.",
    }),
    fingerprint: z.string().nullable().meta({ description: 'The beginning of its SHA-256, hex; null: never seen.' }),
    notAfter: Instant.nullable(),
    daysLeft: z.int().nullable().meta({ description: 'Whole days; negative once it has expired.' }),
    state: z.enum(['ok', 'soon', 'expired', 'unknown']).meta({
      description: 'soon: within 30 days. unknown: it has not been seen yet.',
    }),
    since: Instant,
    fault: z
      .object({ code: z.enum(certificateFaults), since: Instant, message: z.string() })
      .nullable()
      .meta({ description: 'Why it cannot be seen now, or why devices would not accept it.' }),
  })
  .meta({ id: 'Certificate' });
export type CertificateView = z.infer<typeof Certificate>;

export const exampleCertificate: CertificateView = {
  use: 'ca',
  fingerprint: '3f0c5a92d1b47e68',
  notAfter: '2026-11-20T12:00:00.000Z',
  daysLeft: 17,
  state: 'soon',
  since: example.earlier,
  fault: null,
};
