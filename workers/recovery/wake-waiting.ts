import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { connectorWorkflowId, systemRecovered, workflowTypes, type ReportedLane } from '../../contracts/replayed';
import type { ExternalSystem } from '../../domain/replayed/health/external-system';

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const keys = { attention: keyword('LatchkeyAttention'), status: keyword('LatchkeyStatus') };
const PAGE_SIZE = 1_000;
/** The list is seconds late, and a request from before may have failed just now. */
const SECOND_ROUND_AFTER_MS = 10_000;
/** The first one tries alone: it shows whether the system is well for members, too. */
const FIRST_ALONE_MS = 2_000;

/** The lane that waits for a system, as the search attribute calls it. */
const laneOf: Record<ExternalSystem, ReportedLane> = { nexudus: 'looker', ironwifi: 'writer', smtp: 'courier' };

export interface WakeOptions {
  client: Client;
  connector: string;
  system: ExternalSystem;
  /** Between two members, so that the rate limits hold. */
  paceMs: () => number;
  pause: (ms: number) => Promise<void>;
}

/** Tells those who wait that a system is well again. Several workers may do so at once: who waits no longer is not disturbed. */
export class Alarm {
  /** Whom the last rounds began with: somebody else goes first next time. */
  readonly #triedFirst: string[] = [];

  constructor(private readonly options: WakeOptions) {}

  /** Urgent ones first. False: `goOn` did not hold. Throws where Temporal does not answer. */
  async wake(goOn: () => Promise<boolean>): Promise<boolean> {
    const told = new Set<string>();
    if (!(await this.#round(told, goOn))) return false;
    await this.options.pause(SECOND_ROUND_AFTER_MS);
    if (!(await this.#round(told, goOn))) return false;
    this.#triedFirst.length = 0;
    const { client, connector, system } = this.options;
    await client.workflow.getHandle(connectorWorkflowId(connector)).signal(systemRecovered, { system });
    return true;
  }

  async #round(told: Set<string>, goOn: () => Promise<boolean>): Promise<boolean> {
    const { paceMs, pause } = this.options;
    for (const id of await this.#waiting(told)) {
      if (!(await goOn())) return false;
      await this.#tell(id);
      if (told.size === 0) this.#triedFirst.push(id);
      await pause(told.size === 0 ? FIRST_ALONE_MS : paceMs());
      told.add(id);
    }
    return goOn();
  }

  /** Ids of workflows that show attention. For whom else the system is, they know themselves. */
  async #waiting(told: ReadonlySet<string>): Promise<string[]> {
    const { client, connector, system } = this.options;
    const found: { id: string; rank: number }[] = [];
    for await (const { workflowId: id, typedSearchAttributes } of client.workflow.list({
      query: waitingQuery(connector),
      pageSize: PAGE_SIZE,
    })) {
      const attention = typedSearchAttributes.get(keys.attention) ?? '';
      const rank = rankOf(system, attention, typedSearchAttributes.get(keys.status) ?? '');
      if (!told.has(id)) found.push({ id, rank: rank + (this.#triedFirst.includes(id) ? 0.5 : 0) });
    }
    return found.sort((one, other) => one.rank - other.rank).map(({ id }) => id);
  }

  async #tell(id: string): Promise<void> {
    const { client, system } = this.options;
    try {
      await client.workflow.getHandle(id).signal(systemRecovered, { system });
    } catch (error) {
      // it has ended since the list was made
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}

const waitingQuery = (connector: string): string =>
  `WorkflowType = "${workflowTypes.member}" AND LatchkeyConnector = "${connector}" ` +
  `AND ExecutionStatus = "Running" AND LatchkeyAttention IS NOT NULL`;

/** Whether anybody shows attention. */
export async function anybodyWaits(client: Client, connector: string): Promise<boolean> {
  const { count } = await client.workflow.count(waitingQuery(connector));
  return count > 0;
}

/** Removals first, then who else waits for this system, and last those who show that they wait for something else. */
function rankOf(system: ExternalSystem, attention: string, status: string): number {
  if (!attention.startsWith(`${laneOf[system]}:`)) return 2;
  return status === 'denied' || status === 'erasing' ? 0 : 1;
}
