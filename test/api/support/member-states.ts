import type { MemberExplanation, TimelineEntry } from '../../../contracts/replayed';
import { basicWifi, entitlement, explanation, step } from './builders';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const zone = 'Europe/London';

const pass = { kind: 'pass' as const, id: '88', planName: 'Day Pass', zone };

/** Nine in the morning, and when it was or will be so many days from now. */
const nine = (now: number, days: number): number => Math.floor(now / DAY) * DAY + days * DAY + 9 * HOUR;

/** Two weeks of somebody who comes on most days, with what an operator did for them. */
function visits(now: number, operator: string): TimelineEntry[] {
  const first = [
    { at: nine(now, -13) - HOUR, what: 'prepared basic-wifi (checkInNeeded: pass Day Pass #88)' },
    { at: nine(now, -13) - HOUR + 2_000, what: 'account a-1 created, disabled, basic-wifi' },
    { at: nine(now, -13) - HOUR + 4_000, what: 'letter sent: welcome' },
    { at: nine(now, -13) - HOUR / 2, what: 'link opened (1 of 3)' },
    { at: nine(now, -13) - HOUR / 2 + 9_000, what: 'profile fetched: apple' },
  ];
  const days = [-13, -12, -9, -8, -7, -5, -2, -1].flatMap((day) => visit(nine(now, day), 8 * HOUR));
  const help = [
    { at: nine(now, -1) + 9 * HOUR, what: `resend asked for by ${operator}` },
    { at: nine(now, -1) + 9 * HOUR + 3_000, what: 'letter sent: resend' },
  ];
  return [...first, ...days, ...help, ...visit(now - 2 * HOUR, null)];
}

function visit(at: number, ms: number | null): TimelineEntry[] {
  const left =
    ms === null
      ? []
      : [
          { at: at + ms, what: 'hook CoworkerCheckout' },
          { at: at + ms + 900, what: 'prepared basic-wifi (checkedOut: pass Day Pass #88)' },
          { at: at + ms + 1_500, what: 'account disabled' },
        ];
  return [
    { at, what: 'hook CoworkerCheckin, AccessControlUpdate' },
    { at: at + 900, what: 'granted basic-wifi (pass Day Pass #88)' },
    { at: at + 1_600, what: 'account changed: enabled; enabled, basic-wifi' },
    ...left,
  ];
}

/** In the building, with all that a page can show. */
export function inTheBuilding(parts: Partial<MemberExplanation> = {}, operator = 'admin'): MemberExplanation {
  const now = Date.now();
  const cutOff = nine(now, 1) + 9 * HOUR;
  const since = { kind: 'checkIn' as const, id: '702', at: now - 2 * HOUR, zone };
  const level = { ...basicWifi, attributes: { downMbps: 50, upMbps: 20 } };
  return explanation({
    entitlement: entitlement(
      step({
        from: now - 2 * HOUR,
        access: { state: 'granted', ...level },
        reason: 'pass',
        evidence: [{ ...pass, at: cutOff }, since],
      }),
      step({ from: cutOff, access: { state: 'denied' }, reason: 'passUsedUp', evidence: [{ ...pass, at: cutOff }] }),
    ),
    account: { id: 'a-1', enabled: true, orgUnit: 'basic-wifi', attributes: level.attributes, leftOut: [] },
    delivery: { state: 'sent', at: nine(now, -1) + 9 * HOUR + 3_000, kind: 'resend' },
    pending: null,
    lastWriteAt: now - 2 * HOUR,
    lastLookAt: now - 4 * MINUTE,
    link: { expiresAt: now + 3 * DAY, openings: 3, opened: 1 },
    timeline: visits(now, operator),
    ...parts,
  });
}

/** Whose contract has ended: the account is closed, and deleted some day. */
export function ended(parts: Partial<MemberExplanation> = {}): MemberExplanation {
  const now = Date.now();
  const at = nine(now, -3);
  const contract = { kind: 'contract' as const, id: '4411', planName: 'Hot Desk', at, zone };
  return explanation({
    entitlement: entitlement(step({ from: at, access: { state: 'denied' }, reason: 'ended', evidence: [contract] })),
    account: { id: 'a-1', enabled: false, orgUnit: 'basic-wifi', attributes: null, leftOut: [] },
    delivery: { state: 'sent', at: at + 30_000, kind: 'ended' },
    pending: null,
    lastWriteAt: at,
    lastLookAt: now - 20 * MINUTE,
    link: { expiresAt: at, openings: 3, opened: 3 },
    eraseAt: now + 27 * DAY,
    timeline: [
      { at: nine(now, -12), what: 'granted basic-wifi (contract Hot Desk #4411)' },
      { at, what: 'its time has come: denied (ended: contract Hot Desk #4411)' },
      { at: at + 800, what: 'account disabled' },
      { at: at + 30_000, what: 'letter sent: ended' },
    ],
    ...parts,
  });
}

/** Access is due, and IronWifi does not take the write. */
export const stuck = (): MemberExplanation =>
  inTheBuilding({
    account: { id: 'a-1', enabled: false, orgUnit: 'basic-wifi', attributes: null, leftOut: ['email'] },
    pending: { kind: 'change', fields: ['enabled'] },
    attention: {
      ...{ lane: 'writer', reason: 'outage', since: Date.now() - HOUR },
      message: 'IronWifi answered 503 to the change of account a-1.',
    },
  });

/** An operator has asked for it, and the systems have not answered yet; or all is done. */
export const erased = (doneAt: number | null): MemberExplanation =>
  explanation({
    ...{ entitlement: null, account: null, link: null, timeline: [], lastLookAt: null },
    delivery: { state: 'none', at: null, kind: null },
    erasure: { since: Date.now() - MINUTE, by: 'admin', doneAt, left: doneAt === null ? ['account', 'portal'] : [] },
  });
