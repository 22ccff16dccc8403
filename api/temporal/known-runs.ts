import {
  rosterDryWorkflowId,
  rosterPreviewWorkflowId,
  rosterSyncWorkflowId,
  workflowTypes,
} from '../../contracts/replayed';
import { GatewayError } from '../gateway-error';
import type { Place } from './place';
import type { Execution } from './scheduled-sync';

const MOST_REMEMBERED = 1_000;
/** By then the list of workflows has caught up. */
const LIST_LAG_MS = 30_000;

/**
 * Which workflow a run belongs to: the id of a sync is its run id alone. The list of workflows knows, seconds late; what was
 * started here is remembered.
 */
export class KnownRuns {
  readonly #remembered = new Map<string, { workflowId: string; at: number }>();

  constructor(private readonly place: Place) {}

  remember({ workflowId, runId }: Execution): string {
    this.#remembered.set(runId, { workflowId, at: Date.now() });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return runId;
  }

  /** @param runId known to be a UUID */
  async workflowOf(runId: string): Promise<string> {
    const known = this.#remembered.get(runId);
    if (known) return known.workflowId;
    const [found] = await this.#list(`RunId = "${runId}"`);
    if (!found) throw new GatewayError('notFound', `There is no sync ${runId}.`);
    return found.workflowId;
  }

  /** Those that run by the list, and those that are too young for it. */
  async maybeRunning(): Promise<Execution[]> {
    const listed = await this.#list('ExecutionStatus = "Running"');
    const seen = new Set(listed.map(({ runId }) => runId));
    const young = [...this.#remembered]
      .filter(([runId, { at }]) => !seen.has(runId) && Date.now() - at < LIST_LAG_MS)
      .map(([runId, { workflowId }]) => ({ workflowId, runId }));
    return [...listed, ...young];
  }

  async #list(term: string): Promise<Execution[]> {
    const { client, connector } = this.place;
    const ours = [rosterSyncWorkflowId, rosterDryWorkflowId, rosterPreviewWorkflowId].map((id) => id(connector));
    const found: Execution[] = [];
    for await (const { workflowId, runId } of client.workflow.list({
      query: `WorkflowType = "${workflowTypes.rosterSync}" AND ${term}`,
      pageSize: 100,
    })) {
      if (ours.some((prefix) => workflowId === prefix || workflowId.startsWith(`${prefix}-`)))
        found.push({ workflowId, runId });
    }
    return found;
  }
}
