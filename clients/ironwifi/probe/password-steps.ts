import { fieldsOf } from './account-steps';
import { bodyOf } from './asker';
import { type Finding, inferred, open, seen } from './finding';
import { accountOf, type Bench, isDone, patch, type Step } from './step';
import type { IronwifiReply } from '../api';
import { attributeRecord, type AttributeRecord, readPageOf } from '../wire';

const PASSWORD = 'Cleartext-Password';
/** Harmless: it shortens a session. */
const TWICE = 'Session-Timeout';

export const attributes: Step = {
  id: 'attributes',
  asks: 'How do the RADIUS attributes of a user look?',
  why: 'Passwords are written as attributes where PATCH does not take them, and plans may have some.',
  mostCalls: 7,
  kind: 'needsAccount',
  run: async (bench) => {
    const checks = await list(bench, 'radcheck');
    bench.passwordRows = checks.rows?.filter(({ attribute }) => attribute === PASSWORD) ?? null;
    return [
      shapeFinding(checks),
      readableFinding(bench),
      emptyFinding(await list(bench, 'radreply')),
      await twiceFinding(bench),
    ];
  },
};

interface Listed {
  reply: IronwifiReply;
  /** Null: they cannot be read, or are not of this account alone. */
  rows: AttributeRecord[] | null;
}

async function list(bench: Bench, table: 'radcheck' | 'radreply'): Promise<Listed> {
  const { id } = accountOf(bench);
  const reply = await bench.asker.ask({ method: 'GET', path: '/attributes', query: { table, userid: id } });
  if (!isDone(reply)) return { reply, rows: null };
  try {
    const { rows } = readPageOf({ embedded: 'attributes', record: attributeRecord }, reply);
    return { reply, rows: rows.some(({ userid }) => userid !== undefined && userid !== id) ? null : rows };
  } catch {
    return { reply, rows: null };
  }
}

function shapeFinding({ reply, rows }: Listed): Finding {
  const evidence = `GET /attributes: ${reply.status}, readable rows: ${rows?.length ?? 'none'}`;
  if (rows === null || rows.length === 0) return open('attributes', evidence);
  return seen('attributes', Array.isArray(bodyOf(reply)) ? 'a bare array' : 'HAL', evidence);
}

function readableFinding({ passwordRows, account }: Bench): Finding {
  if (passwordRows === null || passwordRows.length === 0) return open('passwordReadable', `No row is ${PASSWORD}`);
  const isReadable = passwordRows.some(({ value }) => value === account.password);
  return seen('passwordReadable', isReadable ? 'yes' : 'no', `Rows of ${PASSWORD}: ${passwordRows.length}`);
}

function emptyFinding({ reply, rows }: Listed): Finding {
  const body = bodyOf(reply);
  const evidence = `GET /attributes of radreply: ${reply.status}, ${reply.text.length} bytes`;
  if (!isDone(reply) || (rows?.length ?? 0) > 0) return open('noAttributes', evidence);
  if (body === undefined) return seen('noAttributes', 'an empty body', evidence);
  if (Array.isArray(body)) return seen('noAttributes', 'an empty array', evidence);
  return seen('noAttributes', fieldsOf(body).includes('_embedded') ? 'an empty list' : 'a total alone', evidence);
}

async function twiceFinding(bench: Bench): Promise<Finding> {
  const { id: userid } = accountOf(bench);
  const statuses: number[] = [];
  for (const value of ['3600', '7200']) {
    const row = { userid, attribute: TWICE, operator: ':=', value, table: 'radreply' };
    const { status } = await bench.asker.ask({ method: 'POST', path: '/attributes', body: JSON.stringify(row) });
    statuses.push(status);
  }
  const { rows } = await list(bench, 'radreply');
  const found = (rows ?? []).filter(({ attribute }) => attribute === TWICE);
  for (const { id } of found) await removeRow(bench, id);
  const evidence = `POST /attributes twice: ${statuses.join(', ')}; then ${found.length} rows`;
  if (found.length === 2) return seen('attributeTwice', 'it stands beside the first', evidence);
  if (found.length === 1 && statuses.every((status) => status < 300) && found[0]?.value === '7200')
    return seen('attributeTwice', 'it replaces the first', evidence);
  return open('attributeTwice', evidence);
}

async function removeRow({ asker }: Bench, id: string): Promise<void> {
  const path = `/attributes/${encodeURIComponent(id)}`;
  await asker.ask({ method: 'DELETE', path, query: { table: 'radreply' } }, { may: (status) => status >= 500 });
}

export const password: Step = {
  id: 'password',
  asks: 'Does PATCH change a password?',
  why: 'Where it does, a new password is one call; otherwise Latchkey reads the old rows, removes them and adds one.',
  mostCalls: 2,
  kind: 'needsAccount',
  run: async (bench) => {
    const before = bench.passwordRows;
    const fresh = `${bench.account.password}x`;
    const { reply } = await patch(bench, { password: fresh }, { readsBack: false });
    const after = isDone(reply) ? (await list(bench, 'radcheck')).rows : null;
    const rows = after?.filter(({ attribute }) => attribute === PASSWORD) ?? null;
    const [finding, learned] = passwordFinding({
      status: reply.status,
      before,
      rows,
      fresh,
      stale: bench.account.password,
    });
    if (learned !== null) bench.learned.patchPassword = learned;
    return [finding];
  },
};

interface PasswordSeen {
  status: number;
  before: AttributeRecord[] | null;
  rows: AttributeRecord[] | null;
  fresh: string;
  /** The password until then. */
  stale: string;
}

/** Where passwords cannot be read, the row tells: one that was made anew is the new password's. */
function passwordFinding({
  status,
  before,
  rows,
  fresh,
  stale,
}: PasswordSeen): [Finding, 'applied' | 'ignored' | null] {
  const said = `PATCH password: ${status}`;
  if (status >= 300) return [seen('patchPassword', 'refused', said), 'ignored'];
  const [first, ...more] = rows ?? [];
  const [old, ...older] = before ?? [];
  const evidence = `${said}; rows of ${PASSWORD}: ${before?.length ?? 'unknown'} before it, ${rows?.length ?? 'unknown'} after it`;
  if (first === undefined || old === undefined || older.length > 0) return [open('patchPassword', evidence), null];
  if (more.length > 0) return [seen('patchPassword', 'the old one stays beside it', evidence), 'ignored'];
  if (first.value === fresh) return [seen('patchPassword', 'applied', `${evidence}, with the new value`), 'applied'];
  if (first.value === stale) return [seen('patchPassword', 'ignored', `${evidence}, with the old value`), 'ignored'];
  if (first.id !== old.id)
    return [inferred('patchPassword', 'applied', `${evidence}, and it is another row`), 'applied'];
  if (first.value !== '') return [open('patchPassword', `${evidence}, with a value that says neither`), null];
  return [inferred('patchPassword', 'ignored', `${evidence}, and it is the same row`), 'ignored'];
}
