import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { Journal } from '../../activities/roster/journal';
import { memberId, type MemberId } from '../../domain/replayed/ids';
import type { Progress } from '../../domain/roster/comparison';
import type { Finding } from '../../domain/roster/finding';

/** As much of a comparison as a journal looks at. */
class Taken {
  readonly seen = new Set<MemberId>();
  findings: Finding[] = [];

  page(number: number, reasonOf: (id: string) => string): void {
    for (let n = 0; n < 100; n++) {
      const id = memberId(String(900_000 - number * 100 - n));
      this.seen.add(id);
      if (n % 2 === 0) this.findings.push({ member: id, what: 'refresh', heldPlan: reasonOf(id) } as Finding);
    }
  }

  resume({ seen, findings }: Progress): void {
    for (const id of seen) this.seen.add(id);
    this.findings.push(...findings);
  }

  progress = () => ({
    findings: this.findings,
    ...{ misnamed: [memberId('1')], doubles: [], namesakes: [], counts: { accounts: this.seen.size, adopted: 3 } },
  });
}

/** Reads pages in a process that dies after them; answers the details that the server has. */
async function attempt(
  details: unknown,
  pages: number[],
  reasonOf: (id: string) => string = () => 'none',
): Promise<{ details: unknown; earlier: Journal['earlier'] }> {
  const environment = new MockActivityEnvironment({ heartbeatDetails: details });
  let latest = details;
  environment.on('heartbeat', (beat) => (latest = JSON.parse(JSON.stringify(beat)) as unknown));
  const work = (): Promise<Journal['earlier']> => {
    const journal = new Journal();
    const taken = new Taken();
    if (journal.earlier) taken.resume(journal.earlier.progress);
    for (const page of pages) {
      taken.page(page, reasonOf);
      journal.keep({ readAt: 7, page: page + 1, calls: { nexudus: 1, ironwifi: page } }, taken);
    }
    return Promise.resolve(journal.earlier);
  };
  const earlier = await environment.run<[], Journal['earlier'], typeof work>(work);
  return { details: latest, earlier };
}

const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

test('the first attempt has nothing before it', async () => {
  expect((await attempt(undefined, [])).earlier).toBeNull();
});

test('every page is kept, however many there are, for the next attempt and the one after it', async () => {
  const first = await attempt(undefined, upTo(120));
  const second = await attempt(first.details, upTo(123, 121));
  const third = await attempt(second.details, []);
  const whole = new Taken();
  for (const page of upTo(123)) whole.page(page, () => 'none');
  expect(second.earlier).toMatchObject({ readAt: 7, page: 121, calls: { nexudus: 1, ironwifi: 120 } });
  expect(third.earlier?.page).toBe(124);
  const { seen, findings, ...rest } = third.earlier?.progress ?? ({} as Progress);
  expect([...seen].sort()).toEqual([...whole.seen].sort());
  expect(findings).toEqual(whole.findings);
  expect(rest).toEqual({ misnamed: ['1'], doubles: [], namesakes: [], counts: { accounts: 12_300, adopted: 3 } });
});

test('an attempt that dies before its first page leaves the earlier ones as they were', async () => {
  const first = await attempt(undefined, upTo(3));
  const second = await attempt(first.details, []);
  expect((await attempt(second.details, [])).earlier?.page).toBe(4);
});

test('what is too much for a heartbeat leaves the last page that was not', async () => {
  const noise = (): string => Array.from({ length: 100 }, () => randomUUID()).join();
  const { details } = await attempt(undefined, upTo(16), noise);
  expect(JSON.stringify(details).length).toBeLessThan(2_000_000);
  const { earlier } = await attempt(details, []);
  expect(earlier?.page).toBeGreaterThan(2);
  expect(earlier?.page).toBeLessThan(16);
  expect(earlier?.progress.seen).toHaveLength(100 * ((earlier?.page ?? 0) - 1));
});
