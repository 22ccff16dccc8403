import { z } from 'zod';

const SyncStarted = z.object({ id: z.string() });
const SyncReport = z.object({
  state: z.enum(['running', 'done', 'failed']),
  reason: z.string().nullish(),
  sentence: z.string().nullish(),
  counts: z.object({ read: z.number(), granted: z.number(), moved: z.number(), revoked: z.number() }).nullish(),
});
const Members = z.object({ members: z.array(z.object({ id: z.string() })) });
export type SyncReport = z.infer<typeof SyncReport>;

/** The few calls of our own API that the launcher makes, with the operator's token. */
export class AdminClient {
  readonly #base: string;
  readonly #token: string;

  constructor(base: string, token: string) {
    this.#base = base;
    this.#token = token;
  }

  async startSync(options: { dryRun: boolean }): Promise<string> {
    const { id } = SyncStarted.parse(await this.#call('POST', '/api/v1/sync', options));
    return id;
  }

  async sync(id: string): Promise<SyncReport> {
    return SyncReport.parse(await this.#call('GET', `/api/v1/syncs/${encodeURIComponent(id)}`));
  }

  /** Any member, for an example; undefined while there is none. */
  async someMember(): Promise<string | undefined> {
    return Members.parse(await this.#call('GET', '/api/v1/members')).members[0]?.id;
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.#base + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}`);
    return response.json();
  }
}
