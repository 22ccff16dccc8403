import { readFile, stat } from 'node:fs/promises';
import type { Refusal } from '../ironwifi';

/** Why the server refused: what the accounts say, trouble in asking them, or unknown. */
export type RefusalReason = Refusal | 'accounts-unreachable' | 'unexplained';

/** What FreeRADIUS decided about one login, as its `verdicts` log has it (radius.md §2.2). */
export interface Verdict {
  accepted: boolean;
  /** The name inside the tunnel, and the one outside. */
  inner: string;
  outer: string;
  station: string;
  /** Why not, in FreeRADIUS's words. */
  why: string;
  /** The HTTP status of the account lookup; undefined without an answer. */
  http: number | undefined;
}

/** The verdicts that FreeRADIUS logs, one line for each authentication inside a tunnel. */
export class VerdictLog {
  constructor(private readonly path: string) {}

  /** The current end of the log. */
  async end(): Promise<number> {
    return (await stat(this.path).catch(ignoreMissing))?.size ?? 0;
  }

  /** The last verdict on a station that was written after a former `end`. */
  async lastOn(station: string, since: number): Promise<Verdict | undefined> {
    const bytes = await readFile(this.path).catch(ignoreMissing);
    return parseVerdicts(bytes?.subarray(since).toString() ?? '').findLast((verdict) => verdict.station === station);
  }
}

export function parseVerdicts(text: string): Verdict[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const fields = new URLSearchParams(line);
      const field = (name: string) => fields.get(name) ?? '';
      return {
        accepted: field('verdict') === 'accept',
        inner: field('inner'),
        outer: field('outer'),
        station: field('station'),
        why: field('why'),
        http: field('http') === '' ? undefined : Number(field('http')),
      };
    });
}

/** The reason for a refusal, which the device is never told (radius.md §3, §4.2). */
export function reasonOf(verdict: Verdict | undefined): RefusalReason {
  if (verdict === undefined) return 'unexplained';
  if (verdict.http === 404) return 'unknown-user';
  if (verdict.http === 403) return 'disabled';
  if (verdict.http !== 200) return 'accounts-unreachable';
  // An account with a reject attribute gives no reason.
  if (verdict.why === '') return 'shut';
  return /is incorrect|does not match|must not be empty/.test(verdict.why) ? 'wrong-password' : 'unexplained';
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
