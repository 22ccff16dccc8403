import type { RawWorkflowExecutionInfo } from '@temporalio/client';
import { memberOfWorkflowId, memberWorkflowId, workflowTypes, type searchAttributes } from '../../contracts/replayed';
import type { MemberFilter, MemberGateway, MemberRow } from '../ports/gateways';
import type { Place } from '../../contracts/signal-member';
import { within } from './call';

const PAGE_SIZE = 100;
const PATIENCE_MS = 10_000;
/** Filters whose page marks are kept, and for how long: members that came since would fall between the pages. */
const MOST_FILTERS = 50;
const MARKS_GOOD_FOR_MS = 60_000;

type Listing = Awaited<ReturnType<MemberGateway['list']>>;

/** `null` is the mark of the first page. */
type Mark = Uint8Array | null;

interface Walk {
  /** Where each page begins. */
  marks: Mark[];
  begunAt: number;
}

/**
 * Numbered pages over a list that can only be walked, newest first. The start of each page is remembered, so that paging
 * through costs one call a page; page 1 begins a new walk.
 */
export class MemberPages {
  readonly #walks = new Map<string, Walk>();

  constructor(private readonly place: Place) {}

  list(filter: MemberFilter): Promise<Listing> {
    const { client, connector } = this.place;
    const query = queryOf(connector, filter);
    return within(client, PATIENCE_MS, 'server', async () => {
      const { count } = await client.workflow.count(query);
      const pages = Math.max(1, Math.ceil(count / PAGE_SIZE));
      return { members: filter.page > pages ? [] : await this.#page(query, filter.page), pages };
    });
  }

  async #page(query: string, page: number): Promise<Listing['members']> {
    const { marks } = page === 1 ? this.#newWalk(query) : this.#walkOf(query);
    for (let known = Math.min(marks.length, page); known < page; known++) {
      const { next } = await this.#read(query, marks[known - 1] ?? null);
      if (next === null) return [];
      marks[known] = next;
    }
    const { members, next } = await this.#read(query, marks[page - 1] ?? null);
    if (next !== null) marks[page] = next;
    return members;
  }

  #walkOf(query: string): Walk {
    const walk = this.#walks.get(query);
    return walk && Date.now() - walk.begunAt < MARKS_GOOD_FOR_MS ? walk : this.#newWalk(query);
  }

  #newWalk(query: string): Walk {
    const walk: Walk = { marks: [null], begunAt: Date.now() };
    this.#walks.delete(query);
    this.#walks.set(query, walk);
    for (const oldest of [...this.#walks.keys()].slice(0, -MOST_FILTERS)) this.#walks.delete(oldest);
    return walk;
  }

  async #read(query: string, mark: Mark): Promise<{ members: Listing['members']; next: Mark }> {
    const { client } = this.place;
    const { executions, nextPageToken } = await client.workflowService.listWorkflowExecutions({
      namespace: client.options.namespace,
      query,
      pageSize: PAGE_SIZE,
      nextPageToken: mark,
    });
    return { members: (executions ?? []).map(memberRow), next: nextPageToken?.length ? nextPageToken : null };
  }
}

/** Every value in it is an id, a word of a closed union or the connector's name, which has no quotes. */
function queryOf(connector: string, { ids, status, attention }: MemberFilter): string {
  const terms = [
    `WorkflowType = "${workflowTypes.member}"`,
    'ExecutionStatus = "Running"',
    `LatchkeyConnector = "${connector}"`,
  ];
  if (ids) terms.push(`WorkflowId IN (${ids.map((id) => `"${memberWorkflowId(connector, id)}"`).join(', ')})`);
  if (status) terms.push(`LatchkeyStatus = "${status}"`);
  if (attention) terms.push('LatchkeyAttention IS NOT NULL');
  return terms.join(' AND ');
}

/** A member as the list of workflows has it: what its search attributes say. */
export function memberRow({ execution, searchAttributes: found }: RawWorkflowExecutionInfo): MemberRow {
  const value = (name: keyof typeof searchAttributes) => textOf(found?.indexedFields?.[name]?.data);
  const until = value('LatchkeyAccessUntil');
  return {
    id: memberOfWorkflowId(execution?.workflowId ?? ''),
    status: value('LatchkeyStatus'),
    plan: value('LatchkeyPlan'),
    group: value('LatchkeyGroup'),
    reason: value('LatchkeyReason'),
    attention: value('LatchkeyAttention'),
    until: until === null ? null : new Date(until).toISOString(),
    location: value('LatchkeyLocation'),
  };
}

/** Search attributes are JSON whatever the data converter: keywords and instants are strings. */
export function textOf(data: Uint8Array | null | undefined): string | null {
  if (!data) return null;
  const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
  return typeof value === 'string' ? value : null;
}
