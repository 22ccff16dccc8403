import { readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../../contracts/api/problem';
import { freePort } from '../../launch/machine/ports';
import { clearScratch, scratch } from '../api/support/scratch';
import { adminToken, serveApi, type ServedApi } from '../api/support/served-api';
import { latchkey } from './support/latchkey';

let api: ServedApi;
beforeAll(async () => (api = await serveApi()));
afterAll(() => api.close());
afterEach(clearScratch);

const login = (words: string[], around: Parameters<typeof latchkey>[1] = {}) =>
  latchkey(['login', ...words], { stdin: adminToken, ...around });

/** Something else that listens; `closeOthers` after each test. */
async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  others.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const others: Server[] = [];
afterEach(() =>
  others.splice(0).forEach((server) => {
    server.close();
    server.closeAllConnections();
  }),
);

describe('what goes wrong', () => {
  it('is told with what, where and what to do: nothing listens', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, stdout, stderr } = await login(['--url', url]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Error: The API cannot be reached. Nothing listens there (ECONNREFUSED).');
    expect(stderr).toMatch(new RegExp(`where +${url}`));
    expect(stderr).toMatch(/to do +Check the address/);
  });

  it('is told with --json as a problem document on stderr', async () => {
    const { code, stdout, stderr } = await login(['--url', `http://127.0.0.1:${await freePort()}`, '--json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(Problem.parse(JSON.parse(stderr))).toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('names a token that is not known, and where it came from', async () => {
    const { code, stderr } = await login(['--url', api.url], { stdin: 'lk_of-nobody' });
    expect(code).toBe(1);
    expect(stderr).toContain('The API does not know this token, or it has ended.');
    expect(stderr).toContain('latchkey tokens create');
    expect(stderr).not.toContain('lk_of-nobody');
  });

  it('knows what is not Latchkey', async () => {
    const url = await listening((_req, res) => res.writeHead(502).end('<h1>Bad gateway</h1>'));
    const { stderr } = await login(['--url', url]);
    expect(stderr).toContain("Something that is not Latchkey's API has answered, with status 502.");
  });

  it('sends no token over plain http to another machine', async () => {
    const { code, stderr } = await login(['--url', 'http://wifi.example.com']);
    expect(code).toBe(2);
    expect(stderr).toContain('must begin with https://');
  });

  it.each(['lk_first\nlk_second', 'lk_f“irst', 'lk_first lk_second'])(
    'shows nothing of a token that is none: %j',
    async (given) => {
      const { code, stderr } = await login(['--url', api.url], { stdin: given });
      expect(code).toBe(2);
      expect(stderr).toContain('What came on stdin is no token');
      const { stderr: other } = await latchkey(['members'], { api, env: { LATCHKEY_TOKEN: given } });
      expect(other).toContain('LATCHKEY_TOKEN is no token');
      expect(stderr + other).not.toContain('lk_');
    },
  );

  it('follows no redirect: what is asked goes nowhere else', async () => {
    const asked: (string | undefined)[] = [];
    const elsewhere = await listening((req, res) => (asked.push(req.url), res.end('{}')));
    const url = await listening((req, res) => res.writeHead(307, { location: elsewhere + String(req.url) }).end());
    const { code, stderr } = await latchkey(['members', '--csv'], { api: { url } });
    const listed = await latchkey(['members'], { api: { url } });
    expect([code, listed.code, asked]).toEqual([1, 1, []]);
    expect(stderr + listed.stderr).toContain('has answered, with status 307');
  });

  it('names the nearest command', async () => {
    const { code, stderr } = await latchkey(['logni']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean login?');
    expect(stderr).toContain('latchkey --help says what it takes.');
  });

  it('is told without colours away from a terminal, and with NO_COLOR', async () => {
    const seen = await Promise.all([
      latchkey(['logni'], { terminal: 80 }),
      latchkey(['logni'], { terminal: 80, env: { NO_COLOR: '1' } }),
      latchkey(['logni']),
    ]);
    expect(seen.map(({ stderr }) => stderr.includes('\u001b['))).toEqual([true, false, false]);
  });

  it('needs no terminal to say that it needs one', async () => {
    const { code, stderr } = await latchkey(['login'], { stdin: '' });
    expect(code).toBe(2);
    expect(stderr).toContain('there is no terminal to ask on');
  });

  it('says nothing of a command when none is given, but which there are', async () => {
    const { code, stdout, stderr } = await latchkey([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Commands:');
  });
});

describe('Ctrl-C', () => {
  it('is answered in a sentence and with 130, and leaves nothing behind', async () => {
    const stop = new AbortController();
    const url = await listening(() => stop.abort());
    const config = scratch();
    const { code, stderr } = await login(['--url', url], {
      env: { XDG_CONFIG_HOME: config },
      interrupted: stop.signal,
    });
    expect(code).toBe(130);
    expect(stderr).toContain('Interrupted. Nothing was changed');
    expect(() => statSync(join(config, 'latchkey', 'login.json'))).toThrow('ENOENT');
  });

  it('does not say that nothing was changed once a change is on its way', async () => {
    const stop = new AbortController();
    const url = await listening(() => stop.abort());
    const { code, stderr } = await latchkey(['resend', '1001'], { api: { url }, interrupted: stop.signal });
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: '\nInterrupted. The API may still do what it was asked to.\n',
    });
  });
});

describe('which API, and as whom', () => {
  const Version = z.object({ url: z.string(), file: z.string() });

  it('keeps a login that works, for its owner alone', async () => {
    const config = scratch();
    const ran = await login(['--url', `${api.url}/`, '--json'], { env: { XDG_CONFIG_HOME: config } });
    const { file, url } = ran.json(Version);
    expect(url).toBe(api.url);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ url: api.url, token: adminToken });
    expect(ran.stderr + ran.stdout).not.toContain(adminToken);
    await latchkey(['logout'], { env: { XDG_CONFIG_HOME: config } });
    expect(() => statSync(file)).toThrow('ENOENT');
  });
});
