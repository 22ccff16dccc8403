import type { BusinessId, Instant, PlanId } from './ids';
import type { LetterKind } from './letter-kinds';

/** Per-user RADIUS attributes of a plan; the directory client makes units that RADIUS has from these. */
export interface PlanAttributes {
  /** Megabits per second. */
  downMbps?: number;
  upMbps?: number;
  priority?: string;
  /** Session-Timeout, minutes. */
  sessionMinutes?: number;
  vlan?: number;
  /** Max-Devices. */
  devices?: number;
}

/** The access level of a plan, as the directory is to show it. */
export interface Level {
  planId: PlanId | null;
  group: string;
  orgUnit: string;
  /** Higher wins. A move to a lower one is a downgrade and gets a second look. */
  precedence: number;
  /** Per-user RADIUS attributes, only where the plan map asks for them. */
  attributes: PlanAttributes | null;
}

/**
 * What is to hold of a member's account.
 * - `granted`: the account exists, enabled, at this level.
 * - `prepared`: the account exists, disabled, at this level, and its credentials are with the member.
 * - `denied`: no login; an account that exists is disabled.
 * - `keep`: whatever the account is now, it stays (a plan that left the map, deprovisioning off).
 */
export type Access =
  ({ state: 'granted' } & Level) | ({ state: 'prepared' } & Level) | { state: 'denied' } | { state: 'keep' };

export const reasons = [
  'contract', // granted by an own contract
  'pass', // granted by an own time pass
  'teamContract',
  'teamPass',
  'checkedIn', // granted by a check-in alone
  'allowed', // operator's override
  'blocked', // operator's override
  'deleted',
  'archived',
  'suspended',
  'unpaid',
  'none', // no contract and no pass at all
  'notStarted',
  'ended',
  'paused',
  'passExpired',
  'passUsedUp', // minutes or validity used up, or the day of a used day pass is over
  'checkInNeeded',
  'checkedOut',
  'checkInClosed', // forgotten check-out, closed at the daily cut-off
  'outsideHours', // of a pass that is good at certain hours only
  'noWifiPlan',
  'unmappedPlan', // never mapped
  'retiredPlan', // was mapped, now is not: keep
  'keptByPolicy', // autoDeprovision is off
  'joined', // another profile of the same person has the account
] as const;
export type Reason = (typeof reasons)[number];

export const evidenceKinds = ['contract', 'pass', 'checkIn', 'team', 'coworker', 'override'] as const;

/** What a step rests on: ids and instants, for `explain`. */
export interface Evidence {
  kind: (typeof evidenceKinds)[number];
  id: string;
  planName?: string;
  businessId?: BusinessId;
  /** The instant that decides (an end, a start, a check-in). */
  at?: Instant;
  /** IANA zone to tell it in. */
  zone?: string;
}

export interface Step {
  /** The first step's `from` may lie in the past; each later one is a deadline. */
  from: Instant;
  access: Access;
  reason: Reason;
  evidence: Evidence[];
  /** True: the source states it positively (suspended, archived, checked out, a passed end date, an operator's block). */
  sure: boolean;
  /** How long after the first look a second one must agree before this takes something away; 0 when `sure`. */
  confirmAfterMs: number;
  /** Hash over this step's access and all that follow it: equal hashes, equal entitlement from this step on. */
  hash: string;
}

/** Adjoining equal steps are merged; `steps[0].from` <= the instant of the decision; never empty. */
export interface Entitlement {
  steps: Step[];
  /** Copied from the facts. */
  identity: string;
  /** False when autoProvision is off: existing accounts are followed, none is made. */
  mayCreate: boolean;
  /** False before the operator goes live: all is decided and shown, nothing is written or mailed. */
  mayWrite: boolean;
  /** From the end of the last step that was not denied to deletion and erasure. */
  retentionMs: number;
  settingsVersion: number;
  /** Of the person: whose network and zone pages and letters tell of. */
  businessId: BusinessId | null;
  telling: NoticeRules;
  /**
   * How long after a step has come the look waits that follows it, and the letter after that, ms. It differs from member to
   * member: where many ends come at one instant, there is nothing to do then but the writes. Absent where an earlier version
   * has decided: ten seconds for the look, and none for the letter.
   */
  followUpMs?: number;
  /** The first step in English, for the Temporal UI. Absent where an earlier version has decided. */
  sentence?: string;
}

/** What the settings say of telling the member. */
export interface NoticeRules {
  linkMs: number;
  linkOpenings: number;
  /** How long before access ends the member is told; null: not at all. */
  noticeMs: number | null;
  /** Letters that are not sent. */
  silent: LetterKind[];
  /** No letter goes out yet: what is owed is kept. */
  later: boolean;
  /** The link is written to the member's profile in Nexudus. */
  portal: boolean;
}

/** What an access would write to the directory, as a string to compare: plans that write the same are the same. */
export function accessKey(access: Access): string {
  switch (access.state) {
    case 'denied':
    case 'keep':
      return access.state;
    case 'granted':
    case 'prepared':
      return JSON.stringify([access.state, access.group, access.orgUnit, sorted(access.attributes ?? {})]);
    default:
      return access satisfies never;
  }
}

/** True: going from one to the other writes nothing. */
export const sameAccess = (one: Access, other: Access): boolean => accessKey(one) === accessKey(other);

const sorted = (attributes: object): [string, unknown][] =>
  Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1));

/** What a workflow shows of its entitlement, as `LatchkeyEntitlement`: a sync signals no member whose tag is equal. */
export function entitlementTag({ identity, mayWrite, telling }: Entitlement, step: Step): string {
  return [step.hash, identity, mayWrite ? [] : PREVIEW, telling.later ? 'later' : []].flat().join('.');
}

const PREVIEW = 'preview';

/** Whether the connector is not live: nothing is written or mailed. */
export const isPreviewTag = (shown: string): boolean => parseTag(shown).tag.split('.').includes(PREVIEW);

const BEFORE_CREDENTIAL = '~';

/** The tag as a workflow shows it: with the credential of its account, so that a sync sees where one is out of date. */
export const shownTag = (tag: string, credential: string): string =>
  credential === '' ? tag : `${tag}${BEFORE_CREDENTIAL}${credential}`;

export function parseTag(shown: string): { tag: string; credential: string | null } {
  const [tag = '', credential = null] = shown.split(BEFORE_CREDENTIAL);
  return { tag, credential };
}
