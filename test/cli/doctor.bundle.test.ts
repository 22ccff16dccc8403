import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { GatewayError } from '../../api/ports/gateways';
import { holdOf } from '../api/support/holds';
import { clearScratch, scratch } from '../api/support/scratch';
import { adminToken, serveApi, type ServedApi } from '../api/support/served-api';
import { closed } from './support/doctor-world';
import { latchkey } from './support/latchkey';

const Bundle = z.object({
  versions: z.object({ latchkey: z.string(), node: z.string() }),
  variables: z.array(z.string()),
  checks: z.array(z.object({ id: z.string(), result: z.string(), evidence: z.string(), todo: z.string().nullable() })),
  health: z.looseObject({ ready: z.boolean() }).nullable(),
  counts: z.object({ members: z.record(z.string(), z.number()), holds: z.record(z.string(), z.number()) }).nullable(),
  logs: z.record(z.string(), z.array(z.unknown())),
});

/** None of these may be found in the file, however it is written. The last are words of ours. */
const personal = [
  ...['zebulon', 'quist', 'zebulon.quist@loft.example', 'loft.example', '+49', '1234567', '1414300042'],
  ...['quarterdeck', 'postern-gate', 'lk_token-of-the-desk', 'topgallant', 'hyperion', 'Mark', 'Grace', 'pa55phrase'],
  ...[adminToken, 'directory-settings-members'],
];

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
afterEach(async () => {
  await api.close();
  clearScratch();
});

const person = 'Zebulon Quist <zebulon.quist@loft.example>, +49 170 1234567';

/** An environment, files, logs and answers that are full of people and secrets. */
function planted() {
  const home = scratch();
  mkdirSync(join(home, 'logs'), { mode: 0o700 });
  const log = [
    { level: 50, time: 1793600000000, msg: `a check failed in itself`, member: '1414300042', number: 1414300042 },
    {
      level: 40,
      msg: `no letter to ${person}`,
      err: { message: `refused: ${person}`, stack: `Error: ${person}\n at send` },
    },
    { level: 30, msg: 'a webhook of Mark, and of Grace', 'zebulon.quist@loft.example': true, Zebulon: 'quarterdeck' },
    {
      level: 30,
      msg: 'the token was lk_token-of-the-desk',
      link: 'https://wifi.loft.example/w/hyperion',
      password: 'pa55phrase',
    },
  ];
  writeFileSync(join(home, 'logs', 'api.log'), `${log.map((line) => JSON.stringify(line)).join('\n')}\n`);
  writeFileSync(
    join(home, 'logs', 'worker.log'),
    `Error: connect ECONNREFUSED of ${person}\n    at topgallant (x.js:1:2)\n`,
  );
  const settings = `spaceName: ${JSON.stringify(person)}\ntopgallant: hyperion\n`;
  const env = {
    LATCHKEY_HOME: home,
    XDG_CONFIG_HOME: scratch(),
    LATCHKEY_SETTINGS: closed(scratch(), 'settings.yaml', settings),
    NEXUDUS_USERNAME: 'zebulon.quist@loft.example',
    NEXUDUS_PASSWORD_FILE: closed(scratch(), 'password', 'quarterdeck'),
    IRONWIFI_API_KEY: 'directory-settings-members',
    SMTP_URL: 'smtps://zebulon:postern-gate@mail.loft.example',
    MAIL_FROM: person,
    LATCHKEY_OPERATOR_EMAIL: 'Zebulon Quist',
    ZEBULON: 'quist',
  };
  api.fake.schedule = { paused: true, note: `Zebulon Quist went for lunch with Grace`, nextAt: null };
  api.fake.live = { since: 0, by: 'Zebulon Quist' };
  api.fake.holds = [holdOf()];
  api.fake.side = { lastFailure: { code: 'timeout', at: 0 } };
  return env;
}

async function bundled(
  env: Record<string, string>,
): Promise<{ text: string; bundle: z.output<typeof Bundle>; file: string }> {
  const file = join(scratch(), 'support.json');
  await latchkey(['doctor', '--bundle', file], { api, env });
  const text = readFileSync(file, 'utf8');
  return { text, file, bundle: Bundle.parse(JSON.parse(text)) };
}

it('holds nothing about persons and no secret, wherever they were', async () => {
  const { text, file } = await bundled(planted());
  expect(personal.filter((each) => text.toLowerCase().includes(each.toLowerCase()))).toEqual([]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('holds what helps: versions, names of variables, findings, health, counts, what was logged', async () => {
  const { bundle } = await bundled(planted());
  const { checks, variables, health, counts, logs } = bundle;
  expect(variables).toEqual(expect.arrayContaining(['NEXUDUS_USERNAME', 'NEXUDUS_PASSWORD_FILE', 'LATCHKEY_HOME']));
  expect(checks.find(({ id }) => id === 'queues')?.evidence).toBe('A worker polls each of them.');
  expect(checks.find(({ id }) => id === 'schedule')).toMatchObject({
    result: 'failed',
    evidence: expect.stringMatching(/^It is paused \(.*: no sync runs by itself\.$/),
  });
  expect(checks.find(({ id }) => id === 'node')?.evidence).toBe(`Version ${process.versions.node}.`);
  expect(health).toMatchObject({ ready: true });
  expect(counts).toEqual({ members: { granted: 1 }, holds: { open: 1 } });
  expect(logs['api.log']?.[0]).toMatchObject({
    level: 50,
    time: 1793600000000,
    msg: 'a check failed in itself',
    member: '…',
  });
  expect(logs['worker.log']?.[0]).toMatch(/^Error: connect ECONNREFUSED of … <…>, …$/);
});

it('is written without an API, too', async () => {
  api.fake.failure = new GatewayError('away', 'Temporal does not answer.');
  const env = { LATCHKEY_HOME: scratch(), LATCHKEY_TOKEN: 'lk_token-of-the-desk' };
  const { bundle, text } = await bundled(env);
  expect(bundle).toMatchObject({ health: null, counts: null, logs: {} });
  expect(text).not.toContain('lk_token-of-the-desk');
});

it('is written without a token, too', async () => {
  const file = join(scratch(), 'support.json');
  const { stderr } = await latchkey(['doctor', '--bundle', file], { env: { LATCHKEY_URL: api.url } });
  expect(stderr).toBe('');
  expect(Bundle.parse(JSON.parse(readFileSync(file, 'utf8')))).toMatchObject({ health: null, counts: null });
});

it('overwrites nothing', async () => {
  const file = closed(scratch(), 'support.json', 'of last week');
  const { code, stderr } = await latchkey(['doctor', '--bundle', file], { api });
  expect({ code, content: readFileSync(file, 'utf8') }).toEqual({ code: 2, content: 'of last week' });
  expect(stderr).toContain('There is a file of this name already');
});
