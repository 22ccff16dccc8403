import { activityInfo, heartbeat } from '@temporalio/activity';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { RunHeartbeat, RunProgress } from '../../contracts/replayed';
import type { Comparison, Progress } from '../../domain/roster/comparison';
import type { Finding } from '../../domain/roster/finding';
import { pack, PackedLog, unpack, unpackLog } from './packed-log';
import type { CallCounts } from './run-calls';

/** What the next worker needs to go on at its page. */
interface Kept {
  /** When the directory began to be read. */
  readAt: Instant;
  /** The next page; null: all were read. */
  page: number | null;
  calls: CallCounts;
  packed: PackedProgress;
}

interface PackedProgress {
  seen: string[];
  findings: string[];
  rest: string;
}

interface Heartbeat extends RunHeartbeat {
  kept: Kept | null;
}

/** A heartbeat of more than 2 MB ends an activity (Temporal's limit of a payload); past this the last page kept stays. */
const MOST_CHARACTERS = 1_500_000;

/** Keeps what the run has done in its heartbeat. After a worker's death the source is read again, the directory is not. */
export class Journal {
  /** What an earlier attempt has left behind. */
  readonly earlier = earlierAttempt();
  #heartbeat: Heartbeat = { progress: { phase: 'source', done: 0, of: null, endsAt: null }, kept: null };
  readonly #seen = new PackedLog<MemberId>((ids) => ids.sort());
  readonly #findings = new PackedLog<Finding>();
  #fresh: Iterator<MemberId> | null = null;

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

  /** After each page of one and the same comparison. */
  keep(kept: Omit<Kept, 'packed'>, comparison: Pick<Comparison, 'seen' | 'progress'>): void {
    const packed = this.#pack(comparison);
    const length = [...packed.seen, ...packed.findings, packed.rest].reduce((sum, piece) => sum + piece.length, 0);
    if (length <= MOST_CHARACTERS) this.#heartbeat.kept = { ...kept, calls: { ...kept.calls }, packed };
    this.alive();
  }

  #pack(comparison: Pick<Comparison, 'seen' | 'progress'>): PackedProgress {
    const { seen } = comparison;
    // the iterator of a set goes on with what is added later
    this.#fresh ??= seen.values();
    while (this.#seen.length < seen.size) this.#seen.add(this.#fresh.next().value as MemberId);
    const { findings, ...rest } = comparison.progress();
    for (const finding of findings.slice(this.#findings.length)) this.#findings.add(finding);
    return { seen: this.#seen.pieces(), findings: this.#findings.pieces(), rest: pack(rest) };
  }
}

function earlierAttempt(): (Omit<Kept, 'packed'> & { progress: Progress }) | null {
  const details = activityInfo().heartbeatDetails as Heartbeat | undefined;
  if (!details?.kept) return null;
  const { packed, ...kept } = details.kept;
  const rest = unpack(packed.rest) as Omit<Progress, 'seen' | 'findings'>;
  return { ...kept, progress: { ...rest, seen: unpackLog(packed.seen), findings: unpackLog(packed.findings) } };
}
