import { Pool } from 'undici';
import type { Rig } from '../rig/rig';

/** One page, as it came. */
export interface Viewed {
  /** From the request until its last byte. */
  ms: number;
  bytes: number;
}

/** What was measured of each page, by its name. */
export type Views = ReadonlyMap<string, Viewed[]>;

/** Who looks at one page after the other, by one connection. */
export class Visitor {
  readonly #pool: Pool;

  private constructor(
    private readonly origin: string,
    private readonly headers: Record<string, string>,
  ) {
    this.#pool = new Pool(origin, { connections: 1 });
  }

  /** Somebody who has signed in to the console by the operator's token. */
  static async signedIn({ url, adminToken }: Rig): Promise<Visitor> {
    const body = new URLSearchParams({ token: adminToken });
    const answer = await fetch(`${url}/console/sign-in`, { method: 'POST', body, redirect: 'manual' });
    const [cookie] = (answer.headers.getSetCookie()[0] ?? '').split(';');
    if (!cookie) throw new Error(`Signing in was answered with ${answer.status}`);
    return new Visitor(url, { cookie });
  }

  /** @param origin without a trailing slash */
  static of(origin: string): Visitor {
    return new Visitor(origin, {});
  }

  /** @throws Error for any answer but 200. */
  async view(path: string): Promise<Viewed> {
    const began = performance.now();
    const { statusCode, body } = await this.#pool.request({ path, method: 'GET', headers: this.headers });
    const { byteLength: bytes } = await body.arrayBuffer();
    if (statusCode !== 200) throw new Error(`${this.origin}${path} was answered with ${statusCode}`);
    return { ms: performance.now() - began, bytes };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
