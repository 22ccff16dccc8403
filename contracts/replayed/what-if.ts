import type { Instant } from '../../domain/replayed/ids';
import type { Affected, Effects, Rescheduled } from '../../domain/roster/what-if';

/** Settings that are not saved, resolved as if they were. */
export interface DraftRules {
  /** The version of the settings that they would replace. */
  version: number;
  /** See `SettingsDocument.resolved`. */
  rules: unknown;
  warnings: string[];
}

export interface WhatIfInput extends DraftRules {
  /** Names the settings document, see `draftHash`. */
  draft: string;
  /** Reads everything anew, whatever was read lately. */
  fresh: boolean;
}

/** Lists have 200 members of each kind at most; the counts say how many there are. */
export interface WhatIfReport extends Pick<
  Effects,
  'counts' | 'byLocation' | 'holds' | 'cost' | 'letters' | 'unknown'
> {
  /** Binds the draft, the settings that it would replace, and what was shown. */
  fingerprint: string;
  draft: string;
  warnings: string[];
  /** The one instant at which both were decided. */
  decidedAt: Instant;
  /** When both rosters began to be read. */
  readAt: Instant;
  /** Letters wait, by the draft, until `mail.later` is false. */
  lettersWait: boolean;
  byPlan: (Effects['byPlan'][number] & { name: string })[];
  affected: Affected[];
  rescheduled: Rescheduled[];
  /** A mark for each member who is affected or rescheduled, to compare with later; see `marks.ts`. */
  marks: string;
}
