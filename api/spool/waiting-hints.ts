import { priorities, type Priority } from '../../domain/replayed/priority';
import type { MemberHint } from '../ports/gateways';

/** A hint that waits, and the lines of the file that it stands for. */
export interface WaitingHint {
  hint: MemberHint;
  lines: string[];
}

export const priorityOf = ({ hint }: MemberHint): Priority => hint.priority ?? 'usual';

/** Hints in the order in which they are handed on: urgent ones first. What says the same of the same member is said once. */
export class WaitingHints {
  readonly #byPriority: Record<Priority, Map<string, WaitingHint>> = {
    urgent: new Map(),
    usual: new Map(),
    background: new Map(),
  };

  add(waiting: WaitingHint): void {
    const { member, signal, hint } = waiting.hint;
    const same = this.#byPriority[priorityOf(waiting.hint)];
    const key = JSON.stringify([member, signal, hint.source, hint.action]);
    const known = same.get(key);
    same.set(key, known ? merged(known, waiting) : waiting);
  }

  /** Takes out the next one. */
  next(): WaitingHint | undefined {
    for (const priority of priorities) {
      const [first] = this.#byPriority[priority];
      if (first === undefined) continue;
      this.#byPriority[priority].delete(first[0]);
      return first[1];
    }
    return undefined;
  }
}

/** It came in when the first of them did. */
function merged({ hint: known, lines }: WaitingHint, next: WaitingHint): WaitingHint {
  const evidence = [...new Set([...(known.hint.evidence ?? []), ...(next.hint.hint.evidence ?? [])])];
  const hint = evidence.length === 0 ? known : { ...known, hint: { ...known.hint, evidence } };
  return { hint, lines: [...lines, ...next.lines] };
}
