import { ProblemError } from '../../../../contracts/api/client';
import type { HoldView } from '../../../../contracts/api/holds';
import { may, type Visit } from '../../frame/visit';

/** Who decided, by what the API says of it. */
export type Operators = (by: string) => string;

const TOKEN = 'token:';

/** The names of access tokens are for admins: others see their ids. */
export async function operatorsOf(visit: Visit, holds: readonly HoldView[]): Promise<Operators> {
  const { say } = visit;
  const isByToken = holds.some(({ decided }) => decided?.by.startsWith(TOKEN));
  const names = isByToken && may(visit, 'admin') ? await tokenNames(visit) : new Map<string, string>();
  return (by) => {
    if (by === 'latchkey') return say('holds.by.latchkey');
    if (by === 'admin') return say('holds.by.admin');
    if (by.startsWith('sync ')) return say('holds.by.sync');
    if (!by.startsWith(TOKEN)) return by;
    const id = by.slice(TOKEN.length);
    return names.get(id) ?? say('holds.by.token', { id });
  };
}

async function tokenNames({ api }: Visit): Promise<ReadonlyMap<string, string>> {
  try {
    const { tokens } = await api.listTokens();
    return new Map(tokens.map(({ id, name }) => [id, name]));
  } catch (error) {
    if (error instanceof ProblemError) return new Map();
    throw error;
  }
}
