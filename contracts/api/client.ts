import { guardedOperations } from './index';
import type { Answer, Operation, Sent } from './operation';
import { Problem } from './problem';

/** The API refused, or something before it did: then there is no problem document. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    /** Such as `POST /api/v1/sync`. */
    readonly request: string,
    readonly status: number,
    readonly problem: Problem | null,
  ) {
    super(`${request} was answered with ${status}${problem === null ? '' : `: ${problem.detail}`}`);
  }
}

type Call<O extends Operation> = (
  ...sent: object extends Sent<O> ? [sent?: Sent<O>] : [sent: Sent<O>]
) => Promise<Answer<O>>;

/** A call for each operation that takes a token, by its name in the contract. */
export type ApiClient = { [Name in keyof typeof guardedOperations]: Call<(typeof guardedOperations)[Name]> };

interface ClientOptions {
  /** Without a trailing slash. */
  baseUrl: string;
  /** LATCHKEY_ADMIN_TOKEN or an access token; what `send` adds proves who calls, if there is none. */
  token?: string;
  timeoutMs?: number;
  /** Default: by `fetch`. */
  send?: (url: URL, request: SentRequest) => Promise<Pick<Response, 'status' | 'json'>>;
}

export interface SentRequest {
  method: string;
  /** A redirect is an answer: nothing that is asked, least of all a body, goes to another address. */
  redirect: 'manual';
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
}

/** Every call rejects with ProblemError, with fetch's own error, or with zod's where the answer is not as documented. */
export function apiClient(options: ClientOptions): ApiClient {
  const calls = Object.entries(guardedOperations).map(([name, operation]) => [
    name,
    (sent: AnySent = {}) => call(options, operation, sent),
  ]);
  return Object.fromEntries(calls) as ApiClient;
}

interface AnySent {
  params?: Record<string, string>;
  query?: Record<string, string | undefined>;
  headers?: Record<string, string>;
  body?: unknown;
}

async function call(options: ClientOptions, operation: Operation, sent: AnySent): Promise<unknown> {
  const { timeoutMs = 15_000, send = fetch } = options;
  const { url, request } = requestOf(options, operation, sent);
  const response = await send(url, { ...request, signal: AbortSignal.timeout(timeoutMs) });
  const schema = operation.replies[response.status]?.schema;
  if (schema !== undefined) return schema.parse(await response.json());
  throw await refusalOf(operation, url, response);
}

/**
 * What an operation answers in another type than JSON (`media` of its reply), as it comes. Rejects as the calls of the client do;
 * reading it rejects when the connection is lost, or `signal` aborts.
 */
export async function openStream<O extends Operation>(
  options: Pick<ClientOptions, 'baseUrl' | 'token'> & { signal: AbortSignal },
  operation: O,
  sent: Sent<O>,
): Promise<ReadableStream<Uint8Array>> {
  const accept = Object.values(operation.replies)[0]?.media;
  const { url, request } = requestOf(options, operation, sent as AnySent);
  const headers = { ...request.headers, ...(accept !== undefined && { accept }) };
  const response = await fetch(url, { ...request, headers, signal: options.signal });
  if (!response.ok || response.body === null) throw await refusalOf(operation, url, response);
  return response.body;
}

function requestOf(
  { baseUrl, token }: Pick<ClientOptions, 'baseUrl' | 'token'>,
  { method, path }: Operation,
  { params = {}, query = {}, headers, body }: AnySent,
): { url: URL; request: Omit<SentRequest, 'signal'> } {
  const url = new URL(
    baseUrl + path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? '')),
  );
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  const request = {
    method: method.toUpperCase(),
    redirect: 'manual' as const,
    headers: {
      ...headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
  return { url, request };
}

async function refusalOf(
  { method }: Operation,
  url: URL,
  response: Pick<Response, 'status' | 'json'>,
): Promise<ProblemError> {
  const problem = Problem.safeParse(await response.json().catch(() => null));
  return new ProblemError(`${method.toUpperCase()} ${url.pathname}`, response.status, problem.data ?? null);
}
