import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { Step } from '../../domain/replayed/entitlement';
import { entitlementTag } from '../../domain/replayed/entitlement-tag';
import { newsText } from '../../domain/replayed/news';
import type { MemberState } from './state';

const longestTimeline = 50;

const keys = {
  status: defineSearchAttributeKey('LatchkeyStatus', SearchAttributeType.KEYWORD),
  plan: defineSearchAttributeKey('LatchkeyPlan', SearchAttributeType.KEYWORD),
  group: defineSearchAttributeKey('LatchkeyGroup', SearchAttributeType.KEYWORD),
  reason: defineSearchAttributeKey('LatchkeyReason', SearchAttributeType.KEYWORD),
  attention: defineSearchAttributeKey('LatchkeyAttention', SearchAttributeType.KEYWORD),
  accessUntil: defineSearchAttributeKey('LatchkeyAccessUntil', SearchAttributeType.DATETIME),
  entitlement: defineSearchAttributeKey('LatchkeyEntitlement', SearchAttributeType.KEYWORD),
  location: defineSearchAttributeKey('LatchkeyLocation', SearchAttributeType.KEYWORD),
  news: defineSearchAttributeKey('LatchkeyNews', SearchAttributeType.KEYWORD),
};

/** Adds a line to the member's story. */
export function addToTimeline(state: MemberState, what: string): void {
  state.timeline.push({ at: Date.now(), what });
  state.timeline.splice(0, state.timeline.length - longestTimeline);
}

/** Shows the state in the Temporal UI and to the roster sync: search attributes (only when they change) and details. */
export function show(state: MemberState): void {
  const step = state.entitlement?.steps[state.step];
  const next = state.entitlement?.steps[state.step + 1];
  const level = step?.access.state === 'granted' || step?.access.state === 'prepared' ? step.access : null;
  const attention = Object.values(state.attention)[0];
  const pairs: SearchAttributeUpdatePair[] = [
    { key: keys.status, value: step?.access.state ?? 'unknown' },
    { key: keys.plan, value: level?.planId ?? null },
    { key: keys.group, value: level?.group ?? null },
    { key: keys.reason, value: step?.reason ?? null },
    { key: keys.attention, value: attention ? `${attention.lane}:${attention.reason}` : null },
    { key: keys.accessUntil, value: level && next ? new Date(next.from) : null },
    { key: keys.entitlement, value: step && state.entitlement ? entitlementTag(state.entitlement, step) : null },
    { key: keys.location, value: state.entitlement?.businessId ?? null },
    { key: keys.news, value: state.news ? newsText(state.news) : null },
  ];
  const shown = JSON.stringify(pairs.map(({ value }) => value));
  if (shown !== state.shown) {
    state.shown = shown;
    upsertSearchAttributes(pairs);
  }
  setCurrentDetails(details(state, step, next));
}

function details(state: MemberState, step: Step | undefined, next: Step | undefined): string {
  const iso = (at: number): string => new Date(at).toISOString();
  const lines = [
    `**Access:** ${step === undefined ? 'not looked at yet' : describe(step)}`,
    next ? `**Then:** ${describe(next)}, from ${iso(next.from)}` : '',
    `**Account:** ${accountLine(state)}`,
    state.hold ? `**Held:** ${state.hold.reason}, since ${iso(state.hold.since)}` : '',
    state.override ? `**Override:** ${state.override.access} by ${state.override.by}` : '',
    ...Object.values(state.attention).map((a) => `**Attention, ${a.lane}:** ${a.message} (since ${iso(a.since)})`),
    '',
    ...state.timeline
      .slice(-15)
      .reverse()
      .map(({ at, what }) => `- ${iso(at)} ${what}`),
  ];
  return lines.filter((line, i) => line !== '' || i === 5).join('\n\n');
}

export function describe(step: Step): string {
  const evidence = step.evidence[0];
  const record = evidence ? [evidence.kind, evidence.planName, `#${evidence.id}`].filter(Boolean).join(' ') : '';
  const reason = step.reason === evidence?.kind ? '' : step.reason;
  const because = ` (${[reason, record].filter(Boolean).join(': ')})`;
  const group = 'group' in step.access ? ` ${step.access.group}` : '';
  return `${step.access.state}${group}${because}`;
}

function accountLine(state: MemberState): string {
  if (state.unsettled !== null) return `a ${state.unsettled} whose outcome is not known yet`;
  if (state.account === null) return 'none';
  return `${state.account.id}, ${state.account.enabled ? 'enabled' : 'disabled'}, ${state.account.orgUnit ?? 'no org unit'}`;
}
