import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Secret } from '../../config';
import { Role } from '../../contracts/api/roles';
import { replaceFile } from '../files/replace-file';
import type { Principal } from '../http/principal';
import { Problem } from '../http/problem';
import { sameSecret } from '../http/same-secret';

const Instant = z.int();
const StoredSession = z.strictObject({
  id: z.string(),
  /** SHA-256 of what its cookie holds, hex. */
  hash: z.string(),
  principal: z.strictObject({ id: z.string(), name: z.string(), role: Role }),
  /** SHA-256 of LATCHKEY_ADMIN_TOKEN, hex, if that has signed in; the session ends when it is another. */
  adminToken: z.string().nullable(),
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
export type SignedIn = Omit<StoredSession, 'hash' | 'adminToken'> & {
  /** Null: not since the process was started. */
  lastSeenAt: number | null;
};

interface Options {
  adminToken: Secret;
  /** The newest seals cookies; the older ones still open them. */
  masterKeys: readonly Secret<Buffer>[];
  /** Whether an access token of this id still opens anything. */
  isTokenGood: (id: string) => boolean;
  log: Logger;
  now?: () => number;
}

const HOURS_MS = 3_600_000;
export const SESSION_MS = 12 * HOURS_MS;

/**
 * Who is signed in to the console. A browser has a sealed cookie with a random secret, the file only its hash. A session ends
 * after twelve hours, by signing out, by an admin, with the token that has opened it, and when LATCHKEY_ADMIN_TOKEN or the
 * master keys are replaced. A file that cannot be read is no session: everybody signs in again.
 */
export class Sessions {
  #sessions: readonly StoredSession[] = [];
  readonly #seen = new Map<string, number>();
  #lastTurn: Promise<unknown> = Promise.resolve();
  readonly #keys: Buffer[];
  readonly #now: () => number;

  constructor(
    private readonly path: string,
    private readonly options: Options,
  ) {
    this.#keys = options.masterKeys.map((key) => derived(key.reveal(), 'session cookie'));
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
      adminToken: principal.id === 'admin' ? digest(this.options.adminToken.reveal()) : null,
      startedAt,
      endsAt: startedAt + SESSION_MS,
      from,
    };
    await this.#change((sessions) => [...sessions, session]);
    this.#seen.set(session.id, startedAt);
    return { id: session.id, cookie: this.#seal(secret) };
  }

  /** Null: the cookie is none of ours, or its session has ended. */
  find(cookie: string): Session | null {
    const secret = this.#unseal(cookie);
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

  #isGood({ endsAt, adminToken, principal: { id } }: StoredSession): boolean {
    if (endsAt <= this.#now()) return false;
    if (id === 'admin') return adminToken === digest(this.options.adminToken.reveal());
    return !id.startsWith(TOKEN) || this.options.isTokenGood(id.slice(TOKEN.length));
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

  #seal(secret: string): string {
    const [key = Buffer.alloc(0)] = this.#keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = [cipher.update(secret, 'utf8'), cipher.final()];
    return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]).toString('base64url');
  }

  #unseal(cookie: string): string | null {
    const bytes = Buffer.from(cookie, 'base64url');
    if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.length > LONGEST_COOKIE) return null;
    for (const key of this.#keys) {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        const opened = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
        return Buffer.concat(opened).toString('utf8');
      } catch {
        // sealed by another key, or by nobody
      }
    }
    return null;
  }
}

const TOKEN = 'token:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LONGEST_COOKIE = 200;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const derived = (masterKey: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, '', `latchkey/${purpose}`, 32));
