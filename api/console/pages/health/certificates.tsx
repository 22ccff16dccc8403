import type { CertificateView } from '../../../../contracts/api/certificates';
import type { HealthView } from '../../../../contracts/api/health';
import { Badge, type Tone } from '../../parts/notice';
import { Table } from '../../parts/table';
import { Ago, When } from '../../parts/when';
import type { Visit } from '../../frame/visit';

const tones: Record<CertificateView['state'], Tone> = { ok: 'good', soon: 'warn', expired: 'bad', unknown: 'idle' };

/** The CAs of the profiles, the RADIUS server's certificate, and what Apple profiles are signed with. */
export function Certificates({ certificates, visit }: { certificates: HealthView['certificates']; visit: Visit }) {
  const { say, place } = visit;
  const watched = certificates?.watched ?? [];
  const lookedAt = certificates?.lookedAt ?? null;
  return (
    <section id="certificates" data-part>
      <h2>{say('health.certificates')}</h2>
      {certificates === null ? (
        <p class="empty">{say('health.notKnown')}</p>
      ) : watched.length === 0 ? (
        <p class="empty">{say('health.certificates.none')}</p>
      ) : (
        <Table
          label={say('health.certificates')}
          head={[
            say('health.certificate.use'),
            say('health.certificate.state'),
            say('health.certificate.until'),
            say('health.certificate.fault'),
          ]}
          rows={watched.map((certificate) => [
            <>
              {say(`health.certificate.${certificate.use}`)}
              {certificate.fingerprint !== null && (
                <>
                  {' '}
                  <code>{certificate.fingerprint}</code>
                </>
              )}
            </>,
            <Badge tone={certificate.fault === null ? tones[certificate.state] : 'bad'}>
              {say(
                certificate.fault === null ? `health.certificate.${certificate.state}` : 'health.certificate.faulty',
              )}
            </Badge>,
            certificate.notAfter === null ? say('health.notKnown') : <When at={certificate.notAfter} place={place} />,
            certificate.fault?.message ?? '–',
          ])}
        />
      )}
      {lookedAt !== null && (
        <p class="soft">
          {say('health.certificates.looked')} <Ago at={lookedAt} place={place} />
        </p>
      )}
    </section>
  );
}
