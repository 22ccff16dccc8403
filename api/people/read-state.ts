import type { Instant } from '../../domain/replayed/ids';

/** How good something is that is kept in memory. */
export interface ReadState {
  /** When the last reading began that left nothing open; null: none has. */
  readAt: Instant | null;
  /** Since when reading fails, and why; without personal data. */
  failing: { since: Instant; message: string } | null;
}
