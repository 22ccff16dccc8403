import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InTurn } from '../../../clients/cached';
import { eventually } from '../../support/eventually';
import type { Living } from './in-space';

/** Calls to the external systems. */
export interface Calls {
  nexudus: number;
  ironwifi: number;
}

interface StatedCalls {
  least: Calls;
  most: Calls;
}

const page = join(__dirname, '..', '..', '..', 'docs', 'performance.md');

/** What the tables of `docs/performance.md` say of an occasion: `4`, or `4 to 8`, for each system. */
export function statedCalls(occasion: string): StatedCalls {
  const rows = readFileSync(page, 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const [, , nexudus, ironwifi] = rows.find(([, name]) => name === occasion) ?? [];
  const [reads, writes] = [rangeOf(nexudus), rangeOf(ironwifi)];
  if (reads === null || writes === null) throw new Error(`docs/performance.md states no calls for "${occasion}"`);
  return {
    least: { nexudus: reads[0], ironwifi: writes[0] },
    most: { nexudus: reads[1], ironwifi: writes[1] },
  };
}

function rangeOf(cell = ''): [number, number] | null {
  const [, least, most = least] = /^([\d,]+)(?: to ([\d,]+))?$/.exec(cell) ?? [];
  return least === undefined || most === undefined ? null : [numberOf(least), numberOf(most)];
}

const numberOf = (text: string): number => Number(text.replace(/,/g, ''));

/** More than three who look at the same moment would share lists. */
const beginnings = new InTurn<string>();

export interface Who {
  /** Empty before the occasion that makes the member. */
  id: string;
  hasContract: boolean;
}

/**
 * What an occasion costs until all is quiet again. Others live in the space at the same time, so calls are told by the ids in them;
 * the read of the pauses, which names nobody, is counted with each read of contracts, which it follows where there are any.
 */
export async function callsFor(space: Living, who: Who, act: () => unknown): Promise<Calls> {
  const { nexudus, ironwifi } = space.sandbox;
  const had = space.accountOf(who.id) !== undefined;
  const lastLook = async (): Promise<number> => (await space.explain(who.id).catch(() => null))?.lastLookAt ?? 0;
  const before = await beginnings.run(space.connector, async () => {
    const counts = { nexudus: nexudus.calls.length, ironwifi: ironwifi.calls.length, look: await lastLook() };
    await act();
    await eventually('it is looked at', async () => (await lastLook()) > counts.look);
    return counts;
  });
  const { id, hasContract } = who;
  await isQuiet(space, id);
  const isOwn = ({ path, query }: { path: string; query: string }): boolean =>
    path.endsWith(`/${id}`) || query.includes(`_Coworker=${id}&`);
  const reads = nexudus.calls.slice(before.nexudus).filter(isOwn);
  const pauses = reads.filter(({ path }) => hasContract && path.endsWith('/coworkercontracts'));
  const account = space.accountOf(id)?.id;
  const writes = ironwifi.calls
    .slice(before.ironwifi)
    .filter(({ path }) => account !== undefined && path.includes(account));
  const created = !had && account !== undefined ? 1 : 0;
  return { nexudus: reads.length + pauses.length, ironwifi: created + writes.length };
}

/** No look is due, and none has come for longer than one look keeps the next one waiting. */
const isQuiet = (space: Living, id: string): Promise<void> =>
  eventually(
    'all is quiet',
    async () => {
      const { lastLookAt, secondLookAt } = await space.explain(id);
      return lastLookAt !== null && secondLookAt === null && Date.now() - lastLookAt > 12_000;
    },
    { within: 90_000 },
  );
