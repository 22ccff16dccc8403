import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { AccessTokens } from '../../api/access/access-tokens';
import { Problem } from '../../api/http/problem';
import { clearScratch, scratch } from './support/scratch';

const DAY = 24 * 3_600_000;
const logged: string[] = [];
let now = Date.parse('2026-11-03T12:00:00Z');
let path: string;
let tokens: AccessTokens;

async function opened(): Promise<AccessTokens> {
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const store = new AccessTokens(path, { log, keepEndedMs: 400 * DAY, now: () => now });
  await store.open();
  return store;
}
const desk = { name: 'Front desk', role: 'desk', expiresAt: null } as const;

beforeEach(async () => {
  logged.length = 0;
  path = join(scratch(), 'tokens.json');
  tokens = await opened();
});
afterEach(async () => {
  await tokens.close();
  clearScratch();
});

describe('an access token', () => {
  it('is known by its prefix, has 192 random bits, and is stored as a hash that its owner alone may read', async () => {
    const { token } = await tokens.create(desk, 'admin');
    expect(token).toMatch(/^lk_[0-9a-f]{48}$/);
    expect(readFileSync(path, 'utf8')).not.toContain(token.slice(3));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(tokens.list())).not.toMatch(/hash|lk_/);
  });

  it('opens the door also after a restart, until it is revoked: then also after a restart not', async () => {
    const { token, kept } = await tokens.create(desk, 'admin');
    const principal = { id: `token:${kept.id}`, name: 'Front desk', role: 'desk' };
    expect((await opened()).find(token)).toEqual({ is: 'good', principal });
    await tokens.revoke(kept.id);
    expect(tokens.find(token)).toEqual({ is: 'revoked', principal });
    expect((await opened()).find(token)).toEqual({ is: 'revoked', principal });
    expect(tokens.find(`${token.slice(0, -1)}g`)).toEqual({ is: 'unknown' });
  });

  it('ends at its instant', async () => {
    const { token } = await tokens.create({ ...desk, expiresAt: now + DAY }, 'admin');
    expect(tokens.find(token).is).toBe('good');
    now += DAY;
    expect(tokens.find(token).is).toBe('expired');
  });

  it('is listed when it has ended, for as long as the audit trail may speak of it', async () => {
    const { kept } = await tokens.create(desk, 'admin');
    await tokens.revoke(kept.id);
    now += 399 * DAY;
    await tokens.create(desk, 'admin');
    expect(tokens.list()).toHaveLength(2);
    now += 2 * DAY;
    await tokens.create(desk, 'admin');
    expect(tokens.list().map(({ id }) => id)).not.toContain(kept.id);
  });

  it('is not lost where many are made at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => tokens.create({ ...desk, name: `${n}` }, 'admin')));
    expect((await opened()).list()).toHaveLength(20);
  });
});

describe('the last use', () => {
  it('is shown at once, and costs one write a minute however many requests there are', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    try {
      const { token } = await tokens.create(desk, 'admin');
      const before = readFileSync(path, 'utf8');
      for (let n = 0; n < 1_000; n++) tokens.find(token);
      expect(tokens.list()[0]?.lastUsedAt).toBe(now);
      expect(readFileSync(path, 'utf8')).toBe(before);
      await jest.advanceTimersByTimeAsync(60_000);
    } finally {
      jest.useRealTimers();
    }
    await tokens.close();
    expect((await opened()).list()[0]?.lastUsedAt).toBe(now);
  });

  it('is written when the API stops', async () => {
    const { token } = await tokens.create(desk, 'admin');
    tokens.find(token);
    await tokens.close();
    expect((await opened()).list()[0]?.lastUsedAt).toBe(now);
  });
});

describe('the file', () => {
  it('has what it had when the process dies while it is written', async () => {
    const { token } = await tokens.create(desk, 'admin');
    writeFileSync(`${path}.next`, '{"version":1,"tok');
    expect((await opened()).find(token).is).toBe('good');
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -20)],
    ['empty', () => ''],
    ['of a newer version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['without a hash', (text: string) => text.replace(/"hash": "\w+"/, '"hash": ""')],
  ])(
    'that is %s is not taken for one without tokens: all is refused with a sentence, and it stays',
    async (_what, break_) => {
      const { token } = await tokens.create(desk, 'admin');
      const broken = break_(readFileSync(path, 'utf8'));
      writeFileSync(path, broken);
      const store = await opened();
      const sentence = /tokens\.json is damaged.*LATCHKEY_ADMIN_TOKEN still works.*restart the API/;
      expect(logged.join()).toMatch(sentence);
      expect(() => store.find(token)).toThrow(sentence);
      expect(() => store.list()).toThrow(Problem);
      await expect(store.create(desk, 'admin')).rejects.toMatchObject({ status: 503 });
      await expect(store.revoke('5f0c2a91d3')).rejects.toMatchObject({ status: 503 });
      expect(store.find('the admin token, mistyped')).toEqual({ is: 'unknown' });
      await store.close();
      expect(readFileSync(path, 'utf8')).toBe(broken);
      expect(logged.join()).not.toContain('Front desk');
    },
  );

  it('that cannot be written changes nothing, and says so', async () => {
    const { kept, token } = await tokens.create(desk, 'admin');
    mkdirSync(`${path}.next`);
    await expect(tokens.revoke(kept.id)).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('room'),
    });
    expect(tokens.find(token).is).toBe('good');
    rmSync(`${path}.next`, { recursive: true });
    await tokens.revoke(kept.id);
    expect(tokens.find(token).is).toBe('revoked');
  });

  it('that others could read is closed to them at the next write', async () => {
    await tokens.create(desk, 'admin');
    chmodSync(path, 0o644);
    await tokens.create(desk, 'admin');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
