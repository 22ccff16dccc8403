import { createHash, createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Config, Secret } from '../../config';
import { Role } from '../../contracts/api/roles';
import { replaceFile } from '../../config';
import type { Principal } from '../http/principal';
import { Problem } from '../http/problem';
import { sameSecret } from '../http/same-secret';
import { Seal } from './seal';

const Instant = z.int();
const StoredSession = z.strictObject({
  id: z.string(),
  /** SHA-256 of what its cookie holds, hex. */
  hash: z.string(),
  principal: z.strictObject({ id: z.string(), name: z.string(), role: Role }),
  /**
   * SHA-256, hex, of what has let in whoever has no access token: LATCHKEY_ADMIN_TOKEN, or who may sign in by OpenID Connect. The
   * session ends when that is another.
   */
  grant: z.string().nullable(),
  startedAt: Instant,
  endsAt: Instant,
  /** The address, by LATCHKEY_TRUST_PROXY. */
  from: z.string(),
});
const VERSION = 1;
const SessionFile = z.strictObject({ version: z.literal(VERSION), sessions: z.array(StoredSession) });
type StoredSession = z.infer<typeof StoredSession>;

/** Somebody who has signed in, as the request shows it. */
export interface Session {
  id: string;
  principal: Principal;
  /** What its forms carry, so that no other site can post in its name. */
  csrf: string;
}

/** A session as an admin sees it. */
export type SignedIn = Omit<StoredSession, 'hash' | 'grant'> & {
  /** Null: not since the process was started. */
  lastSeenAt: number | null;
};

interface Options {
  adminToken: Secret;
  /** The newest seals cookies; the older ones still open them. */
  masterKeys: readonly Secret<Buffer>[];
  /** Who may sign in by OpenID Connect; null: nobody. */
  oidc: Config['oidc'];
  /** Whether an access token of this id still opens anything. */
  isTokenGood: (id: string) => boolean;
  log: Logger;
  now?: () => number;
}

const HOURS_MS = 3_600_000;
export const SESSION_MS = 12 * HOURS_MS;

/**
 * Who is signed in to the console. A browser has a sealed cookie with a random secret, the file only its hash. A session ends
 * after twelve hours, by signing out, by an admin, with the token that has opened it, and when LATCHKEY_ADMIN_TOKEN, who may sign
 * in by OpenID Connect, or the master keys are replaced. A file that cannot be read is no session: everybody signs in again.
 */
export class Sessions {
  #sessions: readonly StoredSession[] = [];
  readonly #seen = new Map<string, number>();
  #lastTurn: Promise<unknown> = Promise.resolve();
  readonly #seal: Seal;
  readonly #now: () => number;

  constructor(
    private readonly path: string,
    private readonly options: Options,
  ) {
    this.#seal = new Seal(options.masterKeys, 'session cookie');
    this.#now = options.now ?? Date.now;
  }

  async open(): Promise<void> {
    try {
      this.#sessions = SessionFile.parse(JSON.parse(await readFile(this.path, 'utf8'))).sessions;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return;
      // what zod and the parser say quotes the file
      this.options.log.error({ path: this.path, code }, 'the sessions cannot be read: everybody signs in again');
    }
  }

  /** A new session, and its cookie. Throws a 503 where it cannot be written. */
  async start(principal: Principal, from: string): Promise<{ id: string; cookie: string }> {
    const secret = randomBytes(24).toString('base64url');
    const startedAt = this.#now();
    const session: StoredSession = {
      id: randomBytes(5).toString('hex'),
      hash: digest(secret),
      principal,
      grant: this.#grantOf(principal.id),
      startedAt,
      endsAt: startedAt + SESSION_MS,
      from,
    };
    await this.#change((sessions) => [...sessions, session]);
    this.#seen.set(session.id, startedAt);
    return { id: session.id, cookie: this.#seal.close(secret) };
  }

  /** Null: the cookie is none of ours, or its session has ended. */
  find(cookie: string): Session | null {
    const secret = this.#seal.open(cookie);
    if (secret === null) return null;
    const hash = digest(secret);
    const session = this.#sessions.find((known) => sameSecret(known.hash, hash));
    if (session === undefined || !this.#isGood(session)) return null;
    this.#seen.set(session.id, this.#now());
    const csrf = createHmac('sha256', secret).update('latchkey/csrf').digest('base64url');
    return { id: session.id, principal: session.principal, csrf };
  }

  /** Those that are good now, newest first. */
  list(): SignedIn[] {
    const good = this.#sessions.filter((session) => this.#isGood(session));
    return good
      .map(({ id, principal, startedAt, endsAt, from }) => {
        return { id, principal, startedAt, endsAt, from, lastSeenAt: this.#seen.get(id) ?? null };
      })
      .reverse();
  }

  /** Once it resolves, its cookie opens nothing, also after a crash. False: there is no such session. */
  async end(id: string): Promise<boolean> {
    const isKnown = this.#sessions.some((session) => session.id === id);
    if (isKnown) await this.#change((sessions) => sessions.filter((session) => session.id !== id));
    this.#seen.delete(id);
    return isKnown;
  }

  #isGood({ endsAt, grant, principal: { id } }: StoredSession): boolean {
    if (endsAt <= this.#now() || grant !== this.#grantOf(id)) return false;
    return !id.startsWith(TOKEN) || this.options.isTokenGood(id.slice(TOKEN.length));
  }

  #grantOf(principal: string): string | null {
    if (principal === 'admin') return digest(this.options.adminToken.reveal());
    return principal.startsWith(TOKEN) ? null : digest(JSON.stringify(this.options.oidc));
  }

  /** One after the other; on disk before it counts. Those that have ended go. */
  #change(change: (sessions: readonly StoredSession[]) => readonly StoredSession[]): Promise<void> {
    const turn = this.#lastTurn.then(async () => {
      const sessions = change(this.#sessions).filter((session) => this.#isGood(session));
      await replaceFile(this.path, `${JSON.stringify({ version: VERSION, sessions }, null, 2)}\n`).catch(
        this.#unwritable,
      );
      this.#sessions = sessions;
    });
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  readonly #unwritable = (cause: unknown): never => {
    const detail = `${this.path} cannot be written, so nobody can sign in or out: see that its disk has room and is not read-only.`;
    throw new Problem(503, detail, { code: 'sessionsUnwritable', cause });
  };
}

const TOKEN = 'token:';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
