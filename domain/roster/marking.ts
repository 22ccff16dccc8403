import { holdText, type HoldMark } from '../replayed/guard/hold-mark';
import type { MemberId } from '../replayed/ids';
import type { Finding } from './finding';
import type { Held } from './held';
import type { HeldFinding } from './propose-changes';

export interface MarkOfMember {
  member: MemberId;
  mark: HoldMark | null;
}

interface Reviewed {
  findings: readonly Finding[];
  held: readonly HeldFinding[];
  /** Members about whom the run concluded nothing. */
  skipped: readonly MemberId[];
}

/** The members whose workflows say something else of the guard than this run has heard from it. */
export function marksToTell({ findings, held, skipped }: Reviewed, workflows: ReadonlyMap<MemberId, Held>) {
  const marks: MarkOfMember[] = [];
  for (const { member, reason, standing } of held) {
    const known = workflows.get(member);
    if (known === undefined || standing === null) continue;
    const mark = { id: standing.hold, reason, since: standing.since, kept: standing.kept };
    if (known.hold !== holdText(mark)) marks.push({ member, mark });
  }
  const unsettled = new Set([...findings.map(({ member }) => member), ...skipped]);
  for (const [member, { hold }] of workflows)
    if (hold !== null && !unsettled.has(member)) marks.push({ member, mark: null });
  return marks;
}
