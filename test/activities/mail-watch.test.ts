import { WatchedMailer } from '../../activities';
import { ExternalError } from '../../clients/external-error';
import type { Letter } from '../../clients/mail';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import type { MailReport } from '../../domain/replayed/health/mail-health';

const letter: Letter = { to: 'a@b.test', subject: '', text: '', html: '', pictures: [], messageId: '1' };
const trouble = (code: FailureCode) => new ExternalError('smtp', code, code, { retryable: true });

let outcome: Error | null;
let reports: MailReport[];
let canReport: boolean;
let mailer: WatchedMailer;
beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000 });
  [outcome, reports, canReport] = [null, [], true];
  const send = () => (outcome === null ? Promise.resolve() : Promise.reject(outcome));
  mailer = new WatchedMailer({ send, probe: send, close: () => undefined }, (report) => {
    if (!canReport) return Promise.reject(new Error('Temporal is away'));
    return Promise.resolve(void reports.push(report));
  });
});
afterEach(() => {
  mailer.close();
  jest.useRealTimers();
});

async function send(next: Error | null, thenMs = 0): Promise<void> {
  outcome = next;
  await mailer.send(letter).catch(() => undefined);
  await jest.advanceTimersByTimeAsync(thenMs);
}

describe('what a worker reports of the mail server', () => {
  test('is told at once when it turns, and once a minute while it stays', async () => {
    await send(null, 10_000);
    for (let times = 0; times < 3; times += 1) await send(trouble('unreachable'), 10);
    await jest.advanceTimersByTimeAsync(59_000);
    expect(reports).toMatchObject([{ failed: null }, { failed: { code: 'unreachable', count: 1 } }]);
    await jest.advanceTimersByTimeAsync(2_000);
    await send(null, 5_000);
    expect(reports.slice(2)).toMatchObject([{ failed: { count: 2 } }, { goodAt: 1_071_030, failed: null }]);
  });

  test('is no refusal of a recipient, and a remembered refusal of ours once', async () => {
    await send(trouble('mailRefused'), 60_000);
    expect(reports).toEqual([]);
    const refusal = trouble('unauthorized');
    await send(refusal, 60_000);
    await send(refusal, 60_000);
    expect(reports).toMatchObject([{ failed: { code: 'unauthorized', count: 1 } }]);
  });

  test('is not lost while it cannot be told', async () => {
    canReport = false;
    await send(trouble('timeout'), 10);
    await send(trouble('unreachable'), 10);
    canReport = true;
    await jest.advanceTimersByTimeAsync(61_000);
    expect(reports).toMatchObject([{ failed: { code: 'unreachable', count: 2, firstAt: 1_000_000 } }]);
  });
});
