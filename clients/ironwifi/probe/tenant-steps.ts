import { fieldsOf } from './account-steps';
import { bodyOf } from './asker';
import { type Finding, inferred, open, seen } from './finding';
import { accountOf, type Bench, isDone, type Step } from './step';
import { ExternalError } from '../../external-error';
import type { IronwifiReply } from '../api';
import { PAGE_SIZE, readPageOf, userRecord } from '../wire';

export const tenant: Step = {
  id: 'tenant',
  asks: 'Which tenant answers to the key?',
  why: 'Nothing is made in a tenant that is not yours.',
  mostCalls: 1,
  kind: 'stops',
  run: async (bench) => {
    const { companyId, region } = await bench.askTenant();
    if (bench.knownCompany !== null && bench.knownCompany !== companyId)
      throw new ExternalError('ironwifi', 'wrongTenant', `Company ${companyId} answers, not ${bench.knownCompany}`, {
        retryable: false,
      });
    bench.place.companyId = companyId;
    const evidence = `GET /account: company ${companyId}${region === null ? '' : `, region ${region}`}`;
    return [seen('tenant', region === null ? companyId : `${companyId} in ${region}`, evidence)];
  },
};

type Query = Record<string, string | number>;

const users = { embedded: 'users', record: userRecord };
const SIZES = ['page_size', 'per_page'] as const;

export const lists: Step = {
  id: 'lists',
  asks: 'How are lists paged?',
  why: 'Reading the roster takes a call for each page, in every sync.',
  mostCalls: 4,
  kind: 'needsAccount',
  run: async (bench) => {
    const one = await page(bench, { page: 1, page_size: 1 });
    const shape = Array.isArray(bodyOf(one)) ? 'a bare array' : 'HAL';
    const by = await pageSizeBy(bench, one);
    return [seen('lists', shape, `GET /users: ${one.status}`), by, await pageCap(bench), await pastEnd(bench)];
  },
};

const page = (bench: Bench, query: Query): Promise<IronwifiReply> =>
  bench.asker.ask({ method: 'GET', path: '/users', query });

/** What the answer says of itself; null: nothing. */
function sizeOf(reply: IronwifiReply): number | null {
  const body = bodyOf(reply);
  const told = typeof body === 'object' && body !== null && 'page_size' in body ? Number(body.page_size) : NaN;
  return Number.isFinite(told) ? told : null;
}

async function pageSizeBy(bench: Bench, one: IronwifiReply): Promise<Finding> {
  const told = bench.others === 0 ? ' of the only account' : '';
  for (const name of SIZES) {
    const reply = name === 'page_size' ? one : await page(bench, { page: 1, [name]: 1 });
    const evidence = `GET /users?${name}=1: ${reply.status}, rows: ${rowsOf(reply)}${told}`;
    const isTold = sizeOf(reply) === 1;
    if (isTold || (bench.others > 0 && rowsOf(reply) === 1)) return seen('pageSizeBy', name, evidence);
  }
  return open('pageSizeBy', bench.others === 0 ? 'There is no other account to see a page by' : 'Neither is heeded');
}

const rowsOf = (reply: IronwifiReply): number => (isDone(reply) ? readPageOf(users, reply).rows.length : 0);

const WIDE = 500;

async function pageCap(bench: Bench): Promise<Finding> {
  const reply = await page(bench, { page: 1, page_size: WIDE, per_page: WIDE });
  const evidence = `GET /users with pages of ${WIDE}: ${reply.status}`;
  if (!isDone(reply)) {
    const most = /maximum page size is (\d+)/i.exec(reply.text)?.[1];
    if (most !== undefined) return seen('pageCap', most, `${evidence}, which names the most`);
    return seen('pageCap', `fewer than ${WIDE}`, evidence);
  }
  const told = sizeOf(reply);
  if (told !== null) return seen('pageCap', told >= WIDE ? `${WIDE} or more` : String(told), `${evidence}, of ${told}`);
  const rows = rowsOf(reply);
  if (rows < bench.others + 1) return inferred('pageCap', String(rows), `${evidence}, with ${rows} rows`);
  return open('pageCap', `${evidence}, with all ${rows} rows`);
}

const FAR = 9999;

async function pastEnd(bench: Bench): Promise<Finding> {
  const reply = await page(bench, { page: FAR, page_size: PAGE_SIZE, per_page: PAGE_SIZE });
  const evidence = `GET /users?page=${FAR}: ${reply.status}`;
  if (!isDone(reply)) return seen('pastEnd', String(reply.status), evidence);
  return seen('pastEnd', rowsOf(reply) === 0 ? 'an empty page' : 'a page with rows', evidence);
}

/** Ways to ask for one user that other services have. */
const FILTERS = ['username', 'search', 'q'] as const;

export const filters: Step = {
  id: 'filters',
  asks: 'Is there a way to look a user up by name?',
  why: 'Without one, an account whose id is not known is found by reading the whole roster.',
  mostCalls: FILTERS.length,
  kind: 'needsAccount',
  run: async (bench) => {
    if (bench.others === 0) return [open('filters', 'There is no other account that a filter could leave out')];
    const { id } = accountOf(bench);
    const honoured: string[] = [];
    for (const name of FILTERS) {
      const reply = await page(bench, { [name]: bench.account.username, page: 1, page_size: 2, per_page: 2 });
      const found = isDone(reply) ? readPageOf(users, reply).rows : [];
      if (found.length === 1 && found[0]?.id === id) honoured.push(name);
    }
    const evidence = `GET /users with ${FILTERS.join(', ')}: ${honoured.length} give our account alone`;
    return [seen('filters', honoured.length === 0 ? 'no' : `by ${honoured.join(', ')}`, evidence)];
  },
};

export const reports: Step = {
  id: 'reports',
  asks: 'May log-ins be read as a report?',
  why: 'Latchkey does not use reports; this says whether your key could.',
  mostCalls: 1,
  kind: 'alone',
  run: async ({ asker }) => {
    const reply = await asker.ask({ method: 'GET', path: '/reports/110' }, { may: () => true });
    const evidence = `GET /reports/110: ${reply.status}`;
    if (!isDone(reply)) return [seen('reports', String(reply.status), evidence)];
    const body = bodyOf(reply);
    if (Array.isArray(body)) return [seen('reports', 'a bare array', evidence)];
    const listed = fieldsOf(body).filter((name) => Array.isArray((body as Record<string, unknown>)[name]));
    const fields = fieldsOf(body).slice(0, 8).join(', ');
    return [
      seen(
        'reports',
        listed.length === 0 ? 'without rows' : `rows under ${listed.join(', ')}`,
        `${evidence}, with ${fields}`,
      ),
    ];
  },
};

export const scim: Step = {
  id: 'scim',
  asks: 'Is there SCIM beside the API?',
  why: 'Latchkey does not use it; it would be a documented way to write users.',
  mostCalls: 1,
  kind: 'alone',
  run: async ({ asker }) => {
    // beside the API, and not below it
    const request = { method: 'GET', path: '/../scim/v2/ServiceProviderConfig' } as const;
    const reply = await asker.ask(request, { where: 'api', may: () => true });
    const evidence = `GET /scim/v2/ServiceProviderConfig: ${reply.status}`;
    if (reply.status === 401 || reply.status === 403)
      return [inferred('scim', 'it wants a token of its own', evidence)];
    const isThere = isDone(reply) && fieldsOf(bodyOf(reply)).includes('schemas');
    return [seen('scim', isThere ? 'it takes our key' : 'no', evidence)];
  },
};

/** More than any limit that is documented (ironwifi.md §1.5). */
const MANY = 130;
const AT_ONCE = 5;

export const rate: Step = {
  id: 'rate',
  asks: 'What do answers tell of the rate limit?',
  why: 'Latchkey stays below its own limit, and obeys one that is told.',
  mostCalls: 0,
  kind: 'alone',
  run: ({ asker: { limit } }) => {
    const finding =
      limit === null
        ? seen('rateHeaders', 'no', 'No answer had X-RateLimit-Limit')
        : seen('rateHeaders', 'yes', `X-RateLimit-Limit: ${short(limit)}`);
    return Promise.resolve([finding]);
  },
};

const short = (text: string): string => text.slice(0, 20);

export const rateLimit: Step = {
  id: 'rateLimit',
  asks: 'How is one call too many answered?',
  why: 'You asked for it. Every call with this key, Latchkey’s own too, may be refused for a minute after it.',
  mostCalls: MANY,
  kind: 'alone',
  run: async ({ asker }) => {
    for (let sent = 0; sent < MANY; sent += AT_ONCE) {
      const account = () => asker.askAtOnce({ method: 'GET', path: '/account' });
      const replies = await Promise.all(Array.from({ length: AT_ONCE }, account));
      const refused = replies.find(({ status }) => status === 429);
      if (refused === undefined) continue;
      const wait = refused.header('retry-after');
      const evidence = `After ${sent} calls to ${sent + AT_ONCE}: 429, Retry-After: ${short(wait ?? 'none')}`;
      return [seen('rateLimit', wait === null ? '429' : '429 with Retry-After', evidence)];
    }
    return [open('rateLimit', `${MANY} calls in a row, and none was refused`)];
  },
};
