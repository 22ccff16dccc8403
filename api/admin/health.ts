import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import {
  readHealth,
  readMaintenance,
  switchMaintenance,
  type MaintenanceView,
  type Readiness,
  type SystemView,
  type WatchedView,
} from '../../contracts/api/health';
import type { ProfileLimitsView } from '../../contracts/api/profile-limits';
import type { ConnectorHealth, SystemHealth } from '../../contracts/replayed';
import type { CertificateWatch } from '../../domain/replayed/health/certificates';
import type { WatchedHealth } from '../../domain/replayed/health/system-health';
import type { MaintenanceSwitch } from '../../domain/replayed/health/maintenance';
import { eachSystem } from '../../domain/replayed/health/synced-system';
import { throttledLastDay } from '../../domain/replayed/health/throttling';
import { operatorOf } from '../http/principal';
import { serve, type Route } from '../http/routes';
import { outdatedSettings, profileLimits } from '../../domain/settings/profile-limits';
import type { Rules } from '../../domain/settings/rules';
import type { ConnectorGateway } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';
import { certificateView } from './certificate-view';

export interface HealthRouteDeps {
  connector: Pick<ConnectorGateway, 'health' | 'switchMaintenance'>;
  readiness: () => Promise<Readiness>;
  rules: Pick<ReadRules, 'read'>;
  /** Hints that wait for Temporal. */
  spool: { readonly waiting: number };
}

/** How the product and its external systems are doing, and the switches that hold all calls to one of them back. */
export function healthRoutes({ connector, readiness, rules, spool }: HealthRouteDeps): Route[] {
  return [
    // answers in any case: what cannot be asked is null, and `problems` says why
    serve(readHealth, async () => {
      const [ready, health, current] = await Promise.all([
        readiness(),
        connector.health().catch(() => null),
        rules.read().catch(() => null),
      ]);
      const profiles = current && profilesView(current);
      return { ...ready, spool: { waiting: spool.waiting }, ...connectorPart(health), profiles };
    }),
    serve(readMaintenance, async () => {
      const health = await connector.health();
      return eachSystem((system) => maintenanceView(health[system].maintenance));
    }),
    serve(switchMaintenance, async ({ body }, { principal }) => {
      const switches = await connector.switchMaintenance({ ...operatorOf(principal), ...body });
      return eachSystem((system) => maintenanceView(switches[system]));
    }),
  ];
}

function connectorPart(health: ConnectorHealth | null) {
  return {
    settingsVersion: health?.settingsVersion ?? null,
    ...eachSystem((system) => health && systemView(health[system])),
    mail: health && watchedView(health.mail),
    certificates: health && certificatesView(health.certificates),
    tenant: health?.tenant ?? null,
    live: health?.live ? { ...health.live, since: toIso(health.live.since) } : null,
    openHolds: health?.openHolds ?? null,
    importPaused: health?.importPaused ?? null,
    lastSync: health?.syncs[0]?.runId ?? null,
  };
}

/** Settings that were saved before may have what is refused now. */
function profilesView(rules: Rules): ProfileLimitsView | null {
  const told = profileLimits(rules);
  return told && { ...told, warnings: [...outdatedSettings(rules), ...told.warnings] };
}

function systemView({ throttling, limits, lastWriteAt, maintenance, ...watched }: SystemHealth): SystemView {
  return {
    ...watchedView(watched),
    lastWriteAt: toIsoOrNull(lastWriteAt),
    throttling: { since: toIsoOrNull(throttling.since), lastDay: throttledLastDay(throttling, Date.now()) },
    limits: limits && { ...limits, at: toIso(limits.at) },
    maintenance: maintenanceView(maintenance),
  };
}

const certificatesView = ({ lookedAt, watched }: CertificateWatch) => ({
  lookedAt: toIsoOrNull(lookedAt),
  watched: watched.map((certificate) => certificateView(certificate, Date.now())),
});

const watchedView = ({ consecutiveFailures, lastFailure, lastGoodAt, quarantine }: WatchedHealth): WatchedView => ({
  consecutiveFailures,
  lastFailure: lastFailure && { code: lastFailure.code, at: toIso(lastFailure.at) },
  lastGoodAt: toIsoOrNull(lastGoodAt),
  quarantine: quarantine && { since: toIso(quarantine.since), code: quarantine.code },
});

const maintenanceView = ({ on, endedAt }: MaintenanceSwitch): MaintenanceView => ({
  on: on !== null,
  since: toIsoOrNull(on?.since),
  by: on?.by ?? null,
  endedAt: toIsoOrNull(endedAt),
});
