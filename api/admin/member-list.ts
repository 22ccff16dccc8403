import { z } from 'zod';
import { memberStatuses, type MemberFilter } from '../ports';
import { Problem } from '../problem';

const Query = z.object({
  status: z.enum(memberStatuses).optional(),
  attention: z.enum(['true', 'false']).optional(),
  page: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .default('1'),
});

export function readFilter(query: unknown): MemberFilter {
  const parsed = Query.safeParse(query);
  if (!parsed.success) {
    throw new Problem(
      400,
      `status is one of ${memberStatuses.join(', ')}, attention true or false, page a number from 1.`,
    );
  }
  const { status, attention, page } = parsed.data;
  return { status, attention: attention === 'true', page: Number(page) };
}
