import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VerdictLog, parseVerdicts, reasonOf } from '../../sandbox/radius/verdict-log';

/** What FreeRADIUS writes down about a login, and the device is never told. */
const line = (rest: string) => `at=1795657464&inner=ada%40x.test&outer=anonymous&station=02-00-00-00-00-01&${rest}\n`;
const reasonIn = (rest: string) => reasonOf(parseVerdicts(line(`verdict=reject&${rest}`))[0]);

test('a line says who, on what, and how it ended', () => {
  expect(parseVerdicts(line('verdict=accept') + line('verdict=reject&why=a%20b&http=403'))).toEqual([
    {
      accepted: true,
      inner: 'ada@x.test',
      outer: 'anonymous',
      station: '02-00-00-00-00-01',
      why: '',
      http: undefined,
    },
    { accepted: false, inner: 'ada@x.test', outer: 'anonymous', station: '02-00-00-00-00-01', why: 'a b', http: 403 },
  ]);
});

test.each([
  ['why=&http=404', 'unknown-user'],
  ['why=rest%3A%20Server%20returned%3A&http=403', 'disabled'],
  ['why=&http=200', 'shut'],
  ['why=mschap%3A%20MS-CHAP2-Response%20is%20incorrect&http=200', 'wrong-password'],
  ['why=pap%3A%20Cleartext%20password%20does%20not%20match%20%22known%20good%22%20password&http=200', 'wrong-password'],
  ['why=pap%3A%20Password%20must%20not%20be%20empty&http=200', 'wrong-password'],
  ['why=No%20Auth-Type%20found&http=200', 'unexplained'],
  ['why=rest%3A%20Server%20returned%3A&http=500', 'accounts-unreachable'],
  ['why=rest%3A%20Request%20failed%3A%2028%20-%20Timeout%20was%20reached&http=', 'accounts-unreachable'],
])('%s is %s', (rest, reason) => {
  expect(reasonIn(rest)).toBe(reason);
});

test('without a line nothing is known', () => {
  expect(reasonOf(undefined)).toBe('unexplained');
});

test('the last verdict on a station is that of the login which just ended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'verdicts-'));
  const path = join(folder, 'verdicts.log');
  const log = new VerdictLog(path);
  expect(await log.end()).toBe(0);
  expect(await log.lastOn('02-00-00-00-00-01', 0)).toBeUndefined();
  await appendFile(path, line('verdict=accept'));
  const since = await log.end();
  expect(await log.lastOn('02-00-00-00-00-01', since)).toBeUndefined();
  await appendFile(path, line('verdict=reject&why=&http=404') + line('verdict=accept').replace('-01&', '-02&'));
  expect(await log.lastOn('02-00-00-00-00-01', since)).toMatchObject({ accepted: false, http: 404 });
  expect(await log.lastOn('02-00-00-00-00-02', since)).toMatchObject({ accepted: true });
  await rm(folder, { recursive: true });
});
