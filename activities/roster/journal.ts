import { activityInfo, heartbeat } from '@temporalio/activity';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Instant, MemberId } from '../../domain/ids';
import type { RunHeartbeat, RunProgress } from '../../workflows/messages';
import type { Comparison, Progress } from '../../domain/roster/comparison';
import type { CallCounts } from './run-calls';

/** What the next worker needs to go on at its page. */
interface Kept {
  /** When the directory began to be read. */
  readAt: Instant;
  /** The next page; null: all were read. */
  page: number | null;
  calls: CallCounts;
  /** `Progress`, packed. */
  packed: string;
}

interface Heartbeat extends RunHeartbeat {
  kept: Kept | null;
}

/** Packing a large roster takes longer than a page is worth: then only now and then. */
const FEW = 5_000;
const PACK_EVERY_MS = 5_000;

/** Keeps what the run has done in its heartbeat. After a worker's death the source is read again, the directory is not. */
export class Journal {
  /** What an earlier attempt has left behind. */
  readonly earlier = earlierAttempt();
  #heartbeat: Heartbeat = { progress: { phase: 'source', done: 0, of: null, endsAt: null }, kept: null };
  #packedAt = 0;

  constructor() {
    // its pages are not lost if this attempt dies before it has read one of its own
    const { kept } = (activityInfo().heartbeatDetails as Heartbeat | undefined) ?? { kept: null };
    this.#heartbeat.kept = kept;
  }

  alive(): void {
    heartbeat(this.#heartbeat);
  }

  note(progress: RunProgress): void {
    this.#heartbeat.progress = progress;
    this.alive();
  }

  /** After a page; the last one is always kept. */
  keep(kept: Omit<Kept, 'packed'>, comparison: Pick<Comparison, 'seen' | 'progress'>): void {
    const now = Date.now();
    const isCheap = comparison.seen.size <= FEW || now - this.#packedAt >= PACK_EVERY_MS;
    if (kept.page !== null && !isCheap) return;
    this.#packedAt = now;
    this.#heartbeat.kept = { ...kept, calls: { ...kept.calls }, packed: pack(comparison.progress()) };
    this.alive();
  }
}

function earlierAttempt(): (Omit<Kept, 'packed'> & { progress: Progress }) | null {
  const details = activityInfo().heartbeatDetails as Heartbeat | undefined;
  if (!details?.kept) return null;
  const { packed, ...kept } = details.kept;
  return { ...kept, progress: unpack(packed) };
}

/** Ids that lie close together shrink to a byte or two. */
function pack(progress: Progress): string {
  const seen = [...progress.seen].sort();
  return deflateRawSync(JSON.stringify({ ...progress, seen: seen.join(' ') })).toString('base64');
}

function unpack(packed: string): Progress {
  const { seen, ...rest } = JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString()) as Omit<
    Progress,
    'seen'
  > & { seen: string };
  return { ...rest, seen: (seen === '' ? [] : seen.split(' ')) as MemberId[] };
}
