import type { MaintenanceView } from '../../../../contracts/api/health';
import { act, type ConsoleRoute, type Form, may, SeeOther, type Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { Badge } from '../../parts/notice';
import { When } from '../../parts/when';

const systems = ['nexudus', 'ironwifi'] as const;
const NAMES = { nexudus: 'Nexudus', ironwifi: 'IronWifi' } as const;

export const maintenanceRoutes: ConsoleRoute[] = [act('/settings/start/maintenance', switchIt, { role: 'admin' })];

interface MaintenanceProps {
  visit: Visit;
  /** Null: they cannot be read now. */
  switches: Record<(typeof systems)[number], MaintenanceView> | null;
}

/** Holds all calls to a system back while somebody works on it. */
export function Maintenance({ visit, switches }: MaintenanceProps) {
  const { say } = visit;
  return (
    <section class="card" id="maintenance">
      <h2>{say('settings.maintenance.title')}</h2>
      <p>{say('settings.maintenance.lead')}</p>
      {switches === null ? (
        <p>{say('settings.maintenance.unknown')}</p>
      ) : (
        systems.map((system) => <Switch key={system} visit={visit} system={system} state={switches[system]} />)
      )}
    </section>
  );
}

interface SwitchProps {
  visit: Visit;
  system: (typeof systems)[number];
  state: MaintenanceView;
}

function Switch({ visit, system, state: { on, since, by } }: SwitchProps) {
  const { say, csrf, place } = visit;
  return (
    <form method="post" action="/console/settings/start/maintenance" class="buttons">
      <Csrf token={csrf} />
      <input type="hidden" name="system" value={system} />
      <input type="hidden" name="on" value={String(!on)} />
      <strong>{NAMES[system]}</strong>{' '}
      <Badge tone={on ? 'warn' : 'good'}>{say(on ? 'settings.maintenance.on' : 'settings.maintenance.off')}</Badge>
      {on && since !== null && (
        <span class="soft">
          <When at={since} place={place} /> {by !== null && `(${by})`}
        </span>
      )}
      {may(visit, 'admin') && (
        <button>
          {say(on ? 'settings.maintenance.end' : 'settings.maintenance.begin', { system: NAMES[system] })}
        </button>
      )}
    </form>
  );
}

async function switchIt({ api }: Visit, form: Form): Promise<SeeOther> {
  const on = form.on === 'true';
  await api.switchMaintenance({ body: form.system === 'nexudus' ? { nexudus: on } : { ironwifi: on } });
  return new SeeOther('/console/settings/start?done=maintained#maintenance');
}
