import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Role } from '../../contracts/api/roles';
import { replaceFile } from '../../config';
import { Problem } from '../http/problem';
import type { Principal } from '../http/principal';

const Instant = z.int();
const StoredToken = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: Role,
  /** SHA-256, hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: Instant,
  /** Id of the principal. */
  createdBy: z.string(),
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
const VERSION = 1;
const TokenFile = z.strictObject({ version: z.literal(VERSION), tokens: z.array(StoredToken) });

type StoredToken = z.infer<typeof StoredToken>;
export type AccessToken = Omit<StoredToken, 'hash'>;

/** What a presented token is: good, or no longer, or none of ours. */
export type FoundToken =
  { is: 'good'; principal: Principal } | { is: 'expired' | 'revoked'; principal: Principal } | { is: 'unknown' };

interface Options {
  log: Logger;
  /** How long a token that has ended is still listed, so that its id can be told. */
  keepEndedMs: number;
  now?: () => number;
}

/** By which scanners of secrets, and people, know one of our tokens. */
const PREFIX = 'lk_';
const BYTES = 24;
const WRITE_USES_EVERY_MS = 60_000;

/**
 * Tokens with a name and a role, kept in one file as hashes. SHA-256 without salt or stretching is right for them: each is 192
 * random bits, which nobody finds by trying, and every request is checked.
 *
 * A file that cannot be read stops neither webhooks nor members' pages, nor the admin token: the API starts, says so in its
 * log, and answers 503 to every access token and to whoever would change them, until the file is put right and the API
 * restarted. It is never taken for an empty one, nor written over.
 */
export class AccessTokens {
  #tokens: readonly StoredToken[] = [];
  /** Why the file cannot be used. */
  #fault: string | null = null;
  /** Uses that are not in the file yet: by id. */
  readonly #uses = new Map<string, number>();
  #writing: NodeJS.Timeout | null = null;
  #lastTurn: Promise<unknown> = Promise.resolve();
  readonly #now: () => number;

  constructor(
    private readonly path: string,
    private readonly options: Options,
  ) {
    this.#now = options.now ?? Date.now;
  }

  /** Reads the file; none is one without tokens. */
  async open(): Promise<void> {
    try {
      this.#tokens = TokenFile.parse(JSON.parse(await readFile(this.path, 'utf8'))).tokens;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return;
      const why = code === undefined ? 'is damaged, or a newer Latchkey wrote it' : `cannot be read (${code})`;
      this.#fault = `${this.path} ${why}. LATCHKEY_ADMIN_TOKEN still works. Put a copy of the file in its place, or remove it, which voids all access tokens; then restart the API.`;
      // what zod and the parser say quotes the file
      this.options.log.error(`no access token works: ${this.#fault}`);
    }
  }

  /** Newest first. Throws a 503 where the file cannot be used. */
  list(): AccessToken[] {
    this.#demandUsable();
    const told = this.#tokens.filter((token) => this.#isStillTold(token));
    return told.map((token) => this.#shown(token)).reverse();
  }

  /** The token itself is returned once and kept nowhere. */
  async create(
    wanted: Pick<AccessToken, 'name' | 'role' | 'expiresAt'>,
    by: string,
  ): Promise<{ kept: AccessToken; token: string }> {
    const token = PREFIX + randomBytes(BYTES).toString('hex');
    const id = randomBytes(5).toString('hex');
    const created = { createdAt: this.#now(), createdBy: by, lastUsedAt: null, revokedAt: null };
    const kept = { id, ...wanted, hash: digest(token).toString('hex'), ...created };
    await this.#change((tokens) => [...tokens.filter((known) => this.#isStillTold(known)), kept]);
    return { kept: this.#shown(kept), token };
  }

  /** Once it resolves, the token opens nothing, also after a crash. A second time changes nothing. Null: there is none. */
  async revoke(id: string): Promise<AccessToken | null> {
    const revokedAt = this.#now();
    await this.#change((tokens) =>
      tokens.map((token) => (token.id === id && token.revokedAt === null ? { ...token, revokedAt } : token)),
    );
    const token = this.#tokens.find((known) => known.id === id);
    return token ? this.#shown(token) : null;
  }

  /** Throws a 503 for what looks like one of ours while the file cannot be used. */
  find(given: string): FoundToken {
    if (given.startsWith(PREFIX)) this.#demandUsable();
    const hash = digest(given);
    const token = this.#tokens.find((known) => timingSafeEqual(Buffer.from(known.hash, 'hex'), hash));
    if (token === undefined) return { is: 'unknown' };
    const { id, name, role, expiresAt, revokedAt } = token;
    const principal = { id: `token:${id}`, name, role };
    if (revokedAt !== null) return { is: 'revoked', principal };
    if (expiresAt !== null && expiresAt <= this.#now()) return { is: 'expired', principal };
    this.#noteUse(id);
    return { is: 'good', principal };
  }

  /** The name of a principal's token; undefined: it has none, or the token is not told any more. */
  nameOf(principal: string): string | undefined {
    return this.#tokens.find(({ id }) => `token:${id}` === principal)?.name;
  }

  /** Whether the token of this id opens anything now. */
  isGood(id: string): boolean {
    const token = this.#tokens.find((known) => known.id === id);
    if (token === undefined || token.revokedAt !== null) return false;
    return token.expiresAt === null || token.expiresAt > this.#now();
  }

  /** Writes the last uses. */
  async close(): Promise<void> {
    if (this.#writing !== null) clearTimeout(this.#writing);
    await this.#writeUses();
  }

  #demandUsable(): void {
    if (this.#fault !== null)
      throw new Problem(503, `Access tokens do not work now: ${this.#fault}`, { code: 'tokensUnreadable' });
  }

  #shown({ id, name, role, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt }: StoredToken): AccessToken {
    const used = { lastUsedAt: this.#uses.get(id) ?? lastUsedAt };
    return { id, name, role, createdAt, createdBy, expiresAt, revokedAt, ...used };
  }

  #isStillTold({ revokedAt, expiresAt }: StoredToken): boolean {
    const endedAt = revokedAt ?? expiresAt;
    return endedAt === null || endedAt > this.#now() - this.options.keepEndedMs;
  }

  /** Requests wait for no disk, and the disk gets at most one write a minute by them. */
  #noteUse(id: string): void {
    this.#uses.set(id, this.#now());
    this.#writing ??= setTimeout(() => {
      this.#writing = null;
      void this.#writeUses();
    }, WRITE_USES_EVERY_MS).unref();
  }

  async #writeUses(): Promise<void> {
    if (this.#uses.size === 0 || this.#fault !== null) return;
    await this.#change((tokens) => tokens).catch((error: unknown) =>
      this.options.log.warn({ err: error }, 'when access tokens were last used cannot be written'),
    );
  }

  /** One after the other; on disk before it counts. */
  #change(change: (tokens: readonly StoredToken[]) => readonly StoredToken[]): Promise<void> {
    this.#demandUsable();
    const turn = this.#lastTurn.then(async () => {
      const uses = new Map(this.#uses);
      const changed = change(this.#tokens);
      const tokens = changed.map((token) => ({ ...token, lastUsedAt: uses.get(token.id) ?? token.lastUsedAt }));
      await replaceFile(this.path, `${JSON.stringify({ version: VERSION, tokens }, null, 2)}\n`).catch(
        this.#unwritable,
      );
      this.#tokens = tokens;
      for (const [id, at] of uses) if (this.#uses.get(id) === at) this.#uses.delete(id);
    });
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  readonly #unwritable = (cause: unknown): never => {
    const detail = `${this.path} cannot be written, so nothing was changed: see that its disk has room and is not read-only.`;
    throw new Problem(503, detail, { code: 'tokensUnwritable', cause });
  };
}

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
