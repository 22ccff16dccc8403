import { patched, proxyActivities } from '@temporalio/workflow';
import type { CertificateActivities } from '../../contracts/activities';
import { afterCertificateLook, afterVainLook, takeWarnings } from '../../domain/replayed/health/certificates';
import type { Instant } from '../../domain/replayed/ids';
import { waitUntil } from '../runs/deadlines';
import { ignoreFailure } from '../runs/lanes';
import { oweLetter } from './operator-letters';
import type { ConnectorState } from './state';

const { lookAtCertificates } = proxyActivities<CertificateActivities>({
  startToCloseTimeout: '2m',
  scheduleToCloseTimeout: '10m',
  retry: { initialInterval: '5s', maximumInterval: '2m' },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: 'look at the certificates',
});

/** Looks at the certificates when settings are saved, daily, and at each warning, and warns the operator. */
export async function certificateWatcher(state: ConnectorState): Promise<void> {
  for (;;) {
    await waitUntil('next look at the certificates', () => lookDueAt(state));
    await look(state);
    const warnings = takeWarnings(state.health.certificates, Date.now());
    for (const warning of warnings) oweLetter(state, { kind: 'certificate', ...warning });
  }
}

/** Null: there are no settings yet, or this run has not watched so far. */
function lookDueAt(state: ConnectorState): Instant | null {
  const wanted = wantedLook(state);
  if (wanted === null || !patched('certificates-are-watched')) return null;
  const { lookedFor, nextLookAt } = state.health.certificates;
  return lookedFor === wanted ? nextLookAt : 0;
}

/** Names the settings and the way of resolving them. */
const wantedLook = ({ document }: ConnectorState): string | null =>
  document && `${document.version}, resolver ${document.resolved.resolver}`;

async function look(state: ConnectorState): Promise<void> {
  const { health } = state;
  const wanted = wantedLook(state) ?? '';
  try {
    const found = await lookAtCertificates();
    health.certificates = afterCertificateLook(health.certificates, found, wanted, Date.now());
  } catch (error) {
    ignoreFailure(error);
    health.certificates = afterVainLook(health.certificates, wanted, Date.now());
  }
}
