import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface OidcProvider {
  issuer: string;
  /** Who is signed in there from now on; `nobody` turns back. */
  choose(account: string): Promise<void>;
  /** Sends the browser there, and returns where it sends the browser back. */
  visit(address: string): Promise<URL>;
  close(): Promise<void>;
}

/** A provider with these accounts: claims by subject. */
export async function openOidcProvider(
  redirectUri: string,
  accounts: Record<string, Record<string, unknown>>,
): Promise<OidcProvider> {
  const script = join(__dirname, 'serve-openid.mjs');
  const child = spawn(process.execPath, [script, redirectUri, JSON.stringify(accounts)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const issuer = await firstAddress(createInterface(child.stdout));
  return {
    issuer,
    choose: async (account) => void (await fetch(`${issuer}/as/${account}`)),
    visit: (address) => follow(address, issuer),
    close: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** Before it the provider warns of what is fine in a test. */
async function firstAddress(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) if (line.startsWith('http://')) return line;
  throw new Error('the provider has not started');
}

/** As a browser does, with its cookies, until it is sent elsewhere. */
async function follow(address: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  for (let url = new URL(address); ;) {
    if (url.origin !== issuer) return url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null) throw new Error(`the provider answers ${answer.status}: ${await answer.text()}`);
    url = new URL(next, url);
  }
}
