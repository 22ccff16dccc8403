import type { ChangedField, Detail } from '../../replayed/account';
import type { LetterKind } from '../../replayed/letter-kinds';

/** What an account is: its level, null where there is none, and whether it is open. */
export interface ToldAccount {
  level: string | null;
  isOpen: boolean;
}

/** What the workflow calls its lanes. */
type PastLane = 'looker' | 'writer' | 'details' | 'courier' | 'portal';

/** What an operator has done with a member; `by` names the operator. */
type OperatorAct = 'sync' | 'resend' | 'rotate' | 'rename' | 'allow' | 'block' | 'lift' | 'retry' | 'erase';

/** What a language says of what happened to a member. Like the phrases of a verdict: no capital to begin with, no full stop. */
export interface PastPhrases {
  hook: (actions: string) => string;
  noNews: string;
  /** @param says what a decision says */
  seems: (says: string) => string;
  planned: (says: string) => string;
  late: (says: string) => string;
  atLevel: (says: string, level: string) => string;
  created: (account: ToldAccount) => string;
  /** @param account null: it was not told */
  changed: (fields: string, account: ToldAccount | null) => string;
  fields: Record<ChangedField | Detail, string>;
  closed: string;
  deleted: string;
  lostCreate: string;
  nameTaken: string;
  gone: string;
  found: (account: string) => string;
  otherPassword: string;
  changedByHand: (account: ToldAccount) => string;
  handedOver: (account: string) => string;
  letters: Record<LetterKind, string>;
  renewalDue: string;
  opened: (times: string, of: string) => string;
  fetched: (profile: string) => string;
  linkAskedFor: string;
  linkShown: string;
  linkHidden: string;
  acts: Record<OperatorAct, (by: string) => string>;
  adopted: (account: string, by: string) => string;
  /** Who asked for it on the page of the link. */
  theMember: string;
  held: (hold: string, says: string) => string;
  kept: (by: string | null, says: string) => string;
  lanes: Record<PastLane, string>;
  fails: (lane: string, why: string) => string;
  waits: (lane: string) => string;
  works: (lane: string) => string;
  back: string;
}
