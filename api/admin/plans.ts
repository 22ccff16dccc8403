import { listPlans } from '../../contracts/api/plans';
import type { SyncReport, SyncSummary } from '../../contracts/replayed';
import type { PlanId } from '../../domain/replayed/ids';
import { serve, type Route } from '../http/routes';
import type { ConnectorGateway, MemberGateway, SyncGateway } from '../ports/gateways';
import type { PlanCatalogue } from '../ports/plan-catalogue';
import { rulesIn } from '../ports/rules';
import { plansView, type CountedPlans } from './plans-view';

export interface PlanRouteDeps {
  connector: Pick<ConnectorGateway, 'settings' | 'health'>;
  syncs: Pick<SyncGateway, 'find'>;
  members: Pick<MemberGateway, 'countByPlan'>;
  catalogue: Pick<PlanCatalogue, 'read'>;
}

/** What Nexudus sells, beside the plan map. */
export function planRoutes({ connector, syncs, members, catalogue }: PlanRouteDeps): Route[] {
  const reports = new LastReport(syncs);
  return [
    serve(listPlans, async () => {
      const [document, sold, counted] = await Promise.all([
        connector.settings(),
        catalogue.read(),
        connector.health().then(({ syncs: known }) => reports.of(known)),
      ]);
      const rules = document === null ? null : rulesIn(document.resolved);
      const mapped = Object.keys(rules?.plans ?? {}) as PlanId[];
      // how many there are is not worth a page without the map
      const counts = await members.countByPlan(mapped).catch(() => null);
      return plansView({ document, rules, sold, counts, counted });
    }),
  ];
}

/** What the last sync has found; a report does not change, and is read once. */
class LastReport {
  #known: { runId: string; counted: CountedPlans } | null = null;

  constructor(private readonly syncs: Pick<SyncGateway, 'find'>) {}

  /** Null: there was no sync yet, or its report cannot be read. */
  async of(known: readonly SyncSummary[]): Promise<CountedPlans | null> {
    const last = known.find(isWhole);
    if (last === undefined) return null;
    if (this.#known?.runId === last.runId) return this.#known.counted;
    const report = await this.syncs.find(last.runId).then(
      (run) => run.report,
      () => null,
    );
    if (report === null) return null;
    const counted = { runId: last.runId, at: last.finishedAt, waiting: waitingIn(report) };
    this.#known = { runId: last.runId, counted };
    return counted;
  }
}

/** A dry run may have been about one member, and a what-if went by other settings. */
const isWhole = ({ state, dryRun }: SyncSummary): boolean => state === 'done' && !dryRun;

const waitingIn = ({ unmappedPlans }: SyncReport): CountedPlans['waiting'] =>
  new Map(unmappedPlans.filter(({ gone }) => !gone).map(({ id, name, members }) => [id, { name, members }]));
