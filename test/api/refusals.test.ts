import { pino } from 'pino';
import type { Refusal } from '../../api/access/refusal';
import { Refusals } from '../../api/audit/refusals';
import type { AuditEntry } from '../../contracts/api/audit';

let written: Omit<AuditEntry, 'id' | 'at'>[];
let refused: Refusals;
const guess = (from: string): Refusal => ({ why: 'unknown', principal: null, from });
const anna = { id: 'token:5f0c2a91d3', name: 'Anna', role: 'desk' } as const;

beforeEach(() => {
  jest.useFakeTimers();
  written = [];
  const record = (entry: Omit<AuditEntry, 'id' | 'at'>) => Promise.resolve(String(written.push(entry)));
  refused = new Refusals({ record }, pino({ level: 'silent' }));
});
afterEach(() => jest.useRealTimers());

const told = () => written.map(({ from, times, outcome }) => [from, times, outcome?.code]);

it('writes the first at once, and its repetitions as one entry after ten minutes', async () => {
  for (let n = 0; n < 500; n++) refused.note(guess('192.0.2.1'));
  expect(told()).toEqual([['192.0.2.1', 1, 'tokenUnknown']]);
  await jest.advanceTimersByTimeAsync(10 * 60_000);
  expect(told()).toEqual([
    ['192.0.2.1', 1, 'tokenUnknown'],
    ['192.0.2.1', 499, 'tokenUnknown'],
  ]);
  refused.note(guess('192.0.2.1'));
  expect(written).toHaveLength(3);
});

it('counts a flood from many addresses together, and never above 41 entries in ten minutes', async () => {
  for (let n = 0; n < 5_000; n++) {
    refused.note(guess(`2001:db8::${n.toString(16)}`));
    refused.note({ why: 'revoked', principal: anna, from: `2001:db8:1::${n.toString(16)}` });
    refused.note(guess('2001:db8::1'));
    refused.note({ why: 'revoked', principal: anna, from: '2001:db8:1::1' });
  }
  await jest.advanceTimersByTimeAsync(10 * 60_000);
  expect(written.length).toBeLessThanOrEqual(41);
  expect(written.reduce((sum, { times }) => sum + times, 0)).toBe(20_000);
  expect(written.at(-1)).toMatchObject({ from: null, who: null });
});

it('still shows a revoked token during a flood of guesses', () => {
  for (let n = 0; n < 5_000; n++) refused.note(guess(`2001:db8::${n.toString(16)}`));
  refused.note({ why: 'revoked', principal: anna, from: '203.0.113.7' });
  expect(written.at(-1)).toMatchObject({ who: anna, from: '203.0.113.7', outcome: { code: 'tokenRevoked' } });
});

it('writes what it has counted when the API stops', async () => {
  refused.note(guess('192.0.2.1'));
  refused.note(guess('192.0.2.1'));
  await refused.flush();
  expect(told().at(-1)).toEqual(['192.0.2.1', 1, 'tokenUnknown']);
  expect(written).toHaveLength(2);
});
