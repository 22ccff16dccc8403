import { ApplicationFailure } from '@temporalio/common';
import { createLogger } from '../../config';

interface Line {
  msg: string;
  level: number;
  repeated?: number;
  times?: number;
  failure?: string;
  system?: string;
}

const second = 1_000;
const minute = 60 * second;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A logger whose lines are kept. */
function kept(level = 'info') {
  const lines: string[] = [];
  const log = createLogger('worker', level, { write: (line) => void lines.push(line) });
  return { log, bytes: () => lines.join('').length, lines: () => lines.map((line) => JSON.parse(line) as Line) };
}

/** As an activity fails whose system is away (activities/runtime/failures.ts). */
const failure = (type = 'unreachable', system = 'ironwifi', attempt = 1) =>
  ApplicationFailure.create({ type, message: 'ironwifi does not answer', details: [{ attempt, sent: false, system }] });

/** As Temporal's worker tells it. */
const failed = (member: number, activityType = 'updateAccount', error: Error = failure()) => ({
  error,
  activityType,
  workflowId: `member:main:${member}`,
  attempt: (member % 8) + 1,
});

it('tells a failure at once, its repetitions by a count each minute, and once that it has ended', () => {
  const { log, lines } = kept();
  for (let member = 0; member < 300; member += 1) log.warn(failed(member), 'Activity failed');
  expect(lines()).toMatchObject([{ msg: 'Activity failed', workflowId: 'member:main:0', level: 40 }]);
  jest.advanceTimersByTime(minute);
  expect(lines().slice(1)).toMatchObject([
    {
      msg: 'Activity failed: 299 times more in the last minute',
      ...{ repeated: 299, failure: 'unreachable', system: 'ironwifi', activityType: 'updateAccount', level: 40 },
    },
  ]);
  for (let member = 0; member < 20; member += 1) log.warn(failed(member), 'Activity failed');
  jest.advanceTimersByTime(minute);
  expect(lines()[2]).toMatchObject({ repeated: 20 });
  jest.advanceTimersByTime(10 * minute);
  expect(lines().slice(3)).toMatchObject([{ msg: 'Activity failed: has ended, after 320 times', times: 320 }]);
  log.warn(failed(7), 'Activity failed');
  expect(lines()[4]).toMatchObject({ workflowId: 'member:main:7' });
});

it('tells what failed once and never again as one line', () => {
  const { log, lines } = kept();
  log.error({ err: new Error('no space left') }, 'the spool cannot be read');
  jest.advanceTimersByTime(10 * minute);
  expect(lines()).toHaveLength(1);
});

it.each<[string, object, object]>([
  [
    'another system',
    failed(1, 'observe', failure('outage', 'nexudus')),
    failed(2, 'observe', failure('outage', 'smtp')),
  ],
  ['another code', failed(1, 'observe', failure('timeout')), failed(2, 'observe', failure('throttled'))],
  ['another activity', failed(1, 'createAccount'), failed(2, 'deleteAccount')],
  ['an error that says something else', { err: new Error('a is not a function') }, { err: new Error('b is missing') }],
])('takes %s for another kind of failure', (_what, first, second) => {
  const { log, lines } = kept();
  for (const fields of [first, second, first, second]) log.warn(fields, 'failed');
  expect(lines()).toHaveLength(2);
});

it('takes failures that differ in ids alone for one kind', () => {
  const { log, lines } = kept();
  log.warn('cannot read account 8e3c7a52-6f0b-4a3e-9d52-4d1f6a0b2c11 of member 1001');
  log.warn('cannot read account 0d0a7a52-6f0b-4a3e-9d52-4d1f6a0b2c11 of member 1002');
  log.error({ err: new Error('member 1001 is gone') }, 'failed');
  log.error({ err: new Error('member 1002 is gone') }, 'failed');
  expect(lines()).toHaveLength(2);
});

it('leaves what is no failure alone, and everything to somebody who looks for a mistake', () => {
  const info = kept();
  const debug = kept('debug');
  for (let n = 0; n < 5; n += 1) {
    info.log.info({ n }, 'webhook');
    debug.log.warn(failed(1), 'Activity failed');
  }
  expect([info.lines(), debug.lines()].map(({ length }) => length)).toEqual([5, 5]);
});

it('keeps six minutes of a storm, in which all that 300 members need fails each second, below 100 kB', () => {
  const { log, bytes } = kept();
  const activities = ['observe', 'createAccount', 'updateAccount', 'deleteAccount', 'sendLetter', 'writePortal'];
  const failures = ['unreachable', 'timeout', 'throttled'].map((code) =>
    Array.from({ length: 8 }, (_, attempt) => failure(code, 'ironwifi', attempt)),
  );
  for (let at = 0; at < 6 * minute; at += second) {
    for (let member = 0; member < 300; member += 1) {
      const activity = activities[member % activities.length];
      log.warn(failed(member, activity, failures[at % 3]?.[member % 8]), 'Activity failed');
    }
    jest.advanceTimersByTime(second);
  }
  expect(bytes()).toBeLessThan(100_000);
});

describe('what must never be logged', () => {
  const secret = { token: 'sesame', member: '1001' };
  const failure = Object.assign(new Error('refused'), { headers: { cookie: 'sesame' }, request: { body: 'sesame' } });
  it.each<[string, object]>([
    ['by its field', secret],
    ['in a field', { request: secret }],
    ['in a field of a field', { call: { request: secret } }],
    ['in a list', { calls: [{ id: '1' }, secret] }],
    ['in a failure', { err: failure }],
    ['in a failure under another name', { error: failure }],
  ])('is hidden: %s', (_where, fields) => {
    const { log, lines } = kept();
    log.info(fields, 'line');
    const line = JSON.stringify(lines()[0]);
    expect(line).toContain('[hidden]');
    expect(line).not.toContain('sesame');
  });

  it('is no reason to hide, or to change, anything else', () => {
    const { log, lines } = kept();
    const fields = { action: 'CheckinCreated', members: ['1001', '1002'], nested: { deep: { at: null } } };
    log.info(fields, 'webhook');
    expect(lines()[0]).toMatchObject(fields);
    expect(fields).toEqual({ action: 'CheckinCreated', members: ['1001', '1002'], nested: { deep: { at: null } } });
  });
});
