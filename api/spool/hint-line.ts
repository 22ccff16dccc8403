import { z } from 'zod';
import { memberId } from '../../domain/replayed/ids';
import { memberSignals } from '../../contracts/replayed';
import type { MemberHint } from '../ports/gateways';

const HintLine = z.object({
  member: z.string().min(1).transform(memberId),
  signal: z.enum(memberSignals),
  hint: z.object({
    source: z.enum(['hook', 'sync', 'operator']),
    action: z.string().optional(),
    evidence: z.array(z.string()).optional(),
  }),
});

export function toLine(hint: MemberHint): string {
  return JSON.stringify(hint);
}

/** Null for a line that is not a hint: a damaged file must not hold up those behind it. */
export function fromLine(line: string): MemberHint | null {
  try {
    return HintLine.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
