import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import { patched, setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type {
  ErasureExplanation,
  LinkExplanation,
  MemberExplanation,
  PendingWrite,
  Waiting,
} from '../../contracts/replayed';
import { carriedWords } from '../../domain/replayed/carried-cas';
import { credentialTag } from '../../domain/replayed/account';
import { entitlementTag, shownTag, type Step } from '../../domain/replayed/entitlement';
import { holdSentence, holdText } from '../../domain/replayed/guard/hold-mark';
import { newsText } from '../../domain/replayed/news';
import { isUnderErasure, nextWrite } from '../../domain/replayed/next-write';
import { currentStep } from './access';
import { awaitedSince } from './announced';
import { leftToErase } from './erasure';
import { nextLetter } from './letters';
import { linkToMail } from './links';
import { laneOf } from './orders';
import { portalIsOld } from './portal';
import type { Lane, MemberState } from './state';
import { describe, reportedLane } from './timeline';

/** The answer to the query `explain`: why this member may connect or not, and what is under way. */
export function explanation(state: MemberState): MemberExplanation {
  const { member, entitlement, step, override, timeline, account, owed, lastLetter, attention } = state;
  const isStuck = attention.notifier !== undefined;
  const troubles = troublesOf(state);
  const lane = byWeight.find((each) => troubles[each] !== undefined);
  const trouble = lane && troubles[lane];
  return {
    member,
    entitlement,
    step,
    override,
    timeline,
    account: account && {
      ...{ id: account.id, enabled: account.enabled, orgUnit: account.orgUnit ?? '' },
      ...{ attributes: account.attributes, leftOut: account.leftOut ?? [] },
    },
    pending: pendingWrite(state),
    lastWriteAt: state.lastWriteAt,
    link: linkOf(state),
    unsettled: state.outcomeUnknown !== null,
    attention: lane && trouble ? { lane: reportedLane[lane], ...trouble } : null,
    waiting: waitingOf(state),
    delivery: {
      state: owed.length > 0 ? (isStuck ? 'stuck' : 'owed') : lastLetter ? 'sent' : 'none',
      at: lastLetter?.at ?? null,
      kind: owed[0]?.kind ?? lastLetter?.kind ?? null,
    },
    secondLookAt: state.secondLook?.at ?? null,
    hold: state.hold,
    eraseAt: state.eraseAt,
    erasure: erasureOf(state),
    lastLookAt: state.lastLookAt,
  };
}

function pendingWrite(state: MemberState): PendingWrite | null {
  const order = nextWrite(state, Date.now());
  if (order === null) return null;
  const { kind } = order;
  const fields = kind === 'change' ? order.fields : kind === 'details' ? order.details : [];
  return { kind, fields };
}

function linkOf(state: MemberState): LinkExplanation | null {
  const link = linkToMail(state);
  return link && { expiresAt: link.expiresAt, openings: link.openings, opened: link.opened };
}

function erasureOf(state: MemberState): ErasureExplanation | null {
  const { erasure } = state;
  return erasure && { since: erasure.since, by: erasure.by, doneAt: erasure.doneAt, left: leftToErase(state) };
}

/** A password that nobody knows is left as it is: devices go on with it, and only rotating makes one that can be told. */
function troublesOf({ attention, account }: MemberState): MemberState['attention'] {
  if (account?.unknownSince === undefined || account.credential.credentialId !== '') return attention;
  const message = `the password of account ${account.id} is not known and stays as it is: rotate it to make another one`;
  return { ...attention, details: attention.details ?? { reason: 'capability', message, since: account.unknownSince } };
}

/** What access depends on first. */
const byWeight: readonly Lane[] = ['reconciler', 'refresher', 'notifier', 'details', 'portal'];

const lanesIn = <T>(byLane: Partial<Record<Lane, T>>): [Lane, T][] => Object.entries(byLane) as [Lane, T][];

/** Whether a lane has something to do: one that has not is not waiting, whatever once held it back. */
const hasWork: Record<Lane, (state: MemberState) => boolean> = {
  refresher: () => true,
  reconciler: (state) => nextLane(state) === 'reconciler',
  details: (state) => nextLane(state) === 'details',
  notifier: (state) => nextLetter(state) !== null,
  portal: portalIsOld,
};

function nextLane(state: MemberState): Lane | null {
  const order = nextWrite(state, Date.now());
  return order === null ? null : laneOf(order);
}

function waitingOf(state: MemberState): Waiting | null {
  const lane = byWeight.find((each) => state.backoffs[each]?.waiting !== undefined && hasWork[each](state));
  const waiting = lane && state.backoffs[lane]?.waiting;
  return lane && waiting ? { lane: reportedLane[lane], ...waiting } : null;
}

const keys = {
  status: defineSearchAttributeKey('LatchkeyStatus', SearchAttributeType.KEYWORD),
  plan: defineSearchAttributeKey('LatchkeyPlan', SearchAttributeType.KEYWORD),
  group: defineSearchAttributeKey('LatchkeyGroup', SearchAttributeType.KEYWORD),
  reason: defineSearchAttributeKey('LatchkeyReason', SearchAttributeType.KEYWORD),
  attention: defineSearchAttributeKey('LatchkeyAttention', SearchAttributeType.KEYWORD),
  accessUntil: defineSearchAttributeKey('LatchkeyAccessUntil', SearchAttributeType.DATETIME),
  changedAt: defineSearchAttributeKey('LatchkeyChangedAt', SearchAttributeType.DATETIME),
  entitlement: defineSearchAttributeKey('LatchkeyEntitlement', SearchAttributeType.KEYWORD),
  location: defineSearchAttributeKey('LatchkeyLocation', SearchAttributeType.KEYWORD),
  news: defineSearchAttributeKey('LatchkeyNews', SearchAttributeType.KEYWORD),
  awaits: defineSearchAttributeKey('LatchkeyAwaits', SearchAttributeType.DATETIME),
  hold: defineSearchAttributeKey('LatchkeyHold', SearchAttributeType.KEYWORD),
  cas: defineSearchAttributeKey('LatchkeyCas', SearchAttributeType.KEYWORD_LIST),
};

/** Shows the state to the roster sync and in the Temporal UI: search attributes (only when they change) and details. */
export function show(state: MemberState): void {
  const step = currentStep(state);
  const next = state.entitlement?.steps[state.step + 1];
  const level = step?.access.state === 'granted' || step?.access.state === 'prepared' ? step.access : null;
  const [lane, trouble] = lanesIn(troublesOf(state))[0] ?? [];
  const pairs: SearchAttributeUpdatePair[] = [
    { key: keys.status, value: statusOf(state, step) },
    { key: keys.plan, value: level?.planId ?? null },
    { key: keys.group, value: level?.group ?? null },
    { key: keys.reason, value: step?.reason ?? (isKeptOff(state) ? 'blocked' : null) },
    { key: keys.attention, value: lane && trouble ? `${reportedLane[lane]}:${trouble.reason}` : null },
    { key: keys.accessUntil, value: level && next ? new Date(next.from) : null },
    { key: keys.entitlement, value: tagOf(state, step) },
    { key: keys.location, value: state.entitlement?.businessId ?? null },
    { key: keys.news, value: state.news ? newsText(state.news) : null },
  ];
  const hold = state.hold !== null && patched('show-the-hold') ? holdText(state.hold) : null;
  const since = awaitedSince(state);
  const awaits = since !== null && patched('show-what-is-awaited') ? new Date(since) : null;
  const words = state.erasure === null ? carriedWords(state.carried) : null;
  const cas = words !== null && patched('show-carried-cas') ? words : null;
  // whoever has none of them shows what earlier versions showed: they have written nothing else
  const more = [hold, awaits, cas].filter((value) => value !== null);
  const shown = JSON.stringify([...pairs.map(({ value }) => value), ...more]);
  if (shown !== state.shown) {
    state.shown = shown;
    upsertSearchAttributes([
      ...pairs,
      { key: keys.hold, value: hold },
      { key: keys.awaits, value: awaits },
      { key: keys.cas, value: cas },
      { key: keys.changedAt, value: new Date() },
    ]);
  }
  setCurrentDetails(details(state, step, next));
}

/** Two words more than an access has: nobody decides about a member who is, or was, erased. */
function statusOf(state: MemberState, step: Step | undefined): string {
  if (state.erasure !== null) return isUnderErasure(state) ? 'erasing' : 'erased';
  return step?.access.state ?? 'unknown';
}

/** Where a membership runs that an operator has had erased. A sync reads this word. */
const isKeptOff = ({ erasure, override }: MemberState): boolean => erasure !== null && override !== null;

function tagOf({ entitlement, account }: MemberState, step: Step | undefined): string | null {
  if (step === undefined || entitlement === null) return null;
  const tag = entitlementTag(entitlement, step);
  return account !== null && patched('credential-in-the-tag') ? shownTag(tag, credentialTag(account.credential)) : tag;
}

function details(state: MemberState, step: Step | undefined, next: Step | undefined): string {
  const iso = (at: number): string => new Date(at).toISOString();
  const facts = [
    // of the step that began with the look; the look that follows another one is seconds away
    state.step === 0 && state.entitlement?.sentence && `**${state.entitlement.sentence}**`,
    `**Access:** ${step === undefined ? withoutStep(state) : describe(step)}`,
    next && `**Then:** ${describe(next)}, from ${iso(next.from)}`,
    `**Account:** ${accountLine(state)}`,
    state.hold && `**Held:** ${state.hold.reason}, ${holdSentence(state.hold, iso)}`,
    state.override && `**Override:** ${state.override.access} by ${state.override.by}`,
    ...lanesIn(troublesOf(state)).map(
      ([lane, { message, since }]) => `**Attention, ${reportedLane[lane]}:** ${message} (since ${iso(since)})`,
    ),
  ].filter(Boolean);
  const latest = state.timeline.slice(-15).toReversed();
  return [...facts, '', ...latest.map(({ at, what }) => `- ${iso(at)} ${what}`)].join('\n\n');
}

function withoutStep(state: MemberState): string {
  const { erasure } = state;
  if (erasure === null) return 'not looked at yet';
  return erasure.doneAt === null
    ? `none, is being erased since ${new Date(erasure.since).toISOString()}; still to do: ${leftToErase(state).join(', ')}`
    : `none, was erased on ${new Date(erasure.doneAt).toISOString()}`;
}

function accountLine({ outcomeUnknown, account }: MemberState): string {
  if (outcomeUnknown !== null) return `a ${outcomeUnknown} whose outcome is not known yet`;
  if (account === null) return 'none';
  return `${account.id}, ${account.enabled ? 'enabled' : 'disabled'}, ${account.orgUnit ?? 'no org unit'}`;
}
