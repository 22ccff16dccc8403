import { clearScratch } from '../api/support/scratch';
import type { ServedApi } from '../api/support/served-api';
import { latchkey } from './support/latchkey';
import { serveSpace } from './support/space';

let api: ServedApi;
beforeEach(async () => (api = await serveSpace()));
afterEach(async () => {
  await api.close();
  clearScratch();
});

const run = (...words: string[]) => latchkey(words, { api });

describe('who is meant', () => {
  it.each([['1001'], ['1001@members.example'], ['byron'], ['Ada Byron']])('%s is one member', async (text) => {
    const { code } = await run('resend', text);
    expect(code).toBe(0);
    expect(api.fake.asked).toMatchObject([{ resend: '1001', by: 'admin' }]);
  });

  it('lists those whom a name fits, and asks for nothing', async () => {
    const { code, stderr } = await run('resend', 'ada');
    expect(code).toBe(2);
    expect(stderr).toContain('"ada" fits 2 members.');
    expect(stderr).toContain('1003  Ada Lovelace, 1003@members.example');
    expect(api.fake.asked).toEqual([]);
  });

  it('says that nobody fits', async () => {
    const { code, stderr } = await run('explain', 'zoe');
    expect({ code, told: stderr.includes('Nobody fits "zoe".') }).toEqual({ code: 1, told: true });
  });

  it('passes on what the API says of an id that it does not know', async () => {
    const { code, stderr } = await run('explain', '4711');
    expect(code).toBe(1);
    expect(stderr).toMatch(/where +GET \/api\/v1\/members\/4711 at http/);
  });
});

it('members finds, filters and prints CSV', async () => {
  const { stdout, stderr } = await run('members', 'ada');
  expect(stdout.split('\n').slice(0, 1)[0]).toMatch(/^ID +NAME +E-MAIL +STATUS/);
  expect(stdout).toContain('Ada Byron');
  expect(stdout).not.toContain('Bea');
  expect(stderr).toContain('2 members, page 1 of 1');
  const csv = await run('members', '--csv');
  expect(csv.stdout.split('\r\n')[0]).toContain('id,');
  expect(csv.stdout).toContain('Bea Ortiz');
  expect((await run('members', '--csv', '--json')).code).toBe(2);
});

it('explain tells the verdict, what it rests on, and the account', async () => {
  const { code, stdout } = await run('explain', '1001');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^[✓✗?] /);
  expect(stdout).toMatch(/member +1001/);
});

describe('override', () => {
  it('blocks until then, for a reason', async () => {
    await run('override', '1001', '--access', 'block', '--until', '24h', '--reason', 'asked to leave');
    const [asked] = api.fake.asked as { override: string; until: number; access: string }[];
    expect(asked).toMatchObject({ override: '1001', access: 'block', reason: 'asked to leave' });
    expect(Math.abs(Number(asked?.until) - Date.now() - 24 * 3_600_000)).toBeLessThan(60_000);
  });

  it.each([
    [['--access', 'block'], '--reason is missing.'],
    [['--access', 'ban'], '--access is one of allow, block, lift.'],
    [['--access', 'block', '--until', 'tomorrow', '--reason', 'x'], '--until is an instant such as'],
  ])('refuses %j before anything is sent', async (words, told) => {
    const { code, stderr } = await run('override', '1001', ...words);
    expect({ code, told: stderr.includes(told) }).toEqual({ code: 2, told: true });
    expect(api.fake.asked).toEqual([]);
  });
});

it('erase asks first, and without a terminal asks for --yes', async () => {
  const { code, stderr } = await run('erase', '1001', '--reason', 'request of today');
  expect({ code, told: stderr.includes('Give --yes.') }).toEqual({ code: 2, told: true });
  expect(api.fake.asked).toEqual([]);
});
