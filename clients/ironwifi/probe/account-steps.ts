import { bodyOf } from './asker';
import { type Finding, inferred, open, seen } from './finding';
import { accountOf, type Bench, isDone, patch, short, type Step } from './step';
import { NOTES, removeAccount, sweep } from './throw-away-account';
import { ExternalError } from '../../external-error';
import { statusCode, statusFailure } from '../../http/replies';
import { pairOf, wordOf } from '../disputed-fields';

export const leftovers: Step = {
  id: 'leftovers',
  asks: 'Is there a throw-away account of an earlier probe?',
  why: 'A probe that was killed could not remove its own. The roster is read, and what has such a name is removed.',
  // besides the pages of the roster
  mostCalls: 6,
  kind: 'stops',
  run: async (bench) => {
    const { accounts } = await sweep(bench.asker, bench.place, { thorough: true, onPages: bench.onPages });
    bench.others = accounts ?? 0;
    return [];
  },
};

export const creation: Step = {
  id: 'creation',
  asks: 'What does a new account look like?',
  why: 'All that follows is tried on this account. Its password is random, and nobody has it.',
  mostCalls: 2,
  kind: 'stops',
  run: async (bench) => {
    const { reply, record } = await bench.account.post();
    if (record === null) throw statusFailure('ironwifi', reply.name, reply, statusCode(reply.status), Date.now());
    const { username } = record;
    if (username.toLowerCase() !== bench.account.username)
      throw new ExternalError('ironwifi', 'duplicate', `${reply.name}: answered with another account`, {
        retryable: false,
      });
    bench.user = record;
    const shown = bodyOf(reply) as { id: unknown };
    return [
      seen('created', String(reply.status), `POST /users: ${reply.status}, with ${fieldsOf(shown).length} fields`),
      seen('ids', typeof shown.id === 'number' ? 'numbers' : 'text', `id is a ${typeof shown.id}`),
      notesFinding(record.notes),
    ];
  },
};

function notesFinding(notes: string | undefined): Finding {
  if (notes === undefined) return open('notes', 'The answer does not show them');
  const evidence = `${NOTES.length} characters were written, ${notes.length} came back`;
  return seen('notes', notes === NOTES ? 'whole' : `cut at ${notes.length}`, evidence);
}

export const deletionDate: Step = {
  id: 'deletionDate',
  asks: 'Does IronWifi keep a date of deletion, and in which form?',
  why: 'It may remove the account by itself, should nobody come back for it.',
  mostCalls: 2,
  kind: 'needsAccount',
  run: async (bench) => {
    const written = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    const { reply, shown } = await patch(bench, { deletiondate: written });
    const evidence = `PATCH deletiondate: ${reply.status}`;
    if (!isDone(reply)) return [seen('deletionDate', 'refused', evidence)];
    const value = (shown as { deletiondate?: unknown }).deletiondate;
    if (value === written)
      return [seen('deletionDate', 'kept as written', `${evidence}; read back as YYYY-MM-DD HH:MM:SS`)];
    if (typeof value !== 'string' || value === '')
      return [seen('deletionDate', 'ignored', `${evidence}; read back empty`)];
    return [
      seen('deletionDate', 'kept in another form', `${evidence}; read back as ${short(value).replace(/\d/g, '9')}`),
    ];
  },
};

export const status: Step = {
  id: 'status',
  asks: 'Which words turn an account on and off?',
  why: 'Latchkey never learns them by trying. A setting that is right spares a read before the first write.',
  mostCalls: 6,
  kind: 'needsAccount',
  run: async (bench) => [await statusWords(bench), await otherStatus(bench)],
};

async function statusWords(bench: Bench): Promise<Finding> {
  const user = accountOf(bench);
  const word = user.status ?? (await patch(bench, { notes: NOTES })).user.status;
  const pair = pairOf(word);
  if (pair === null)
    return open('statusWords', word ? `A new account shows "${short(word)}"` : 'A new account shows none');
  const off = wordOf(pair, false);
  const { reply, user: after } = await patch(bench, { status: off });
  const evidence = `A new account shows "${word}"; PATCH with "${off}": ${reply.status}, then it shows "${short(after.status ?? '')}"`;
  if (!isDone(reply) || after.status?.toLowerCase() !== off) return open('statusWords', evidence);
  bench.learned.statusWords = pair;
  return seen('statusWords', pair, evidence);
}

/** Written without effect, it would leave a member in or out. */
async function otherStatus(bench: Bench): Promise<Finding> {
  const before = accountOf(bench).status ?? '';
  const { reply, user } = await patch(bench, { status: 'latchkey-probe' });
  const evidence = `PATCH with a word that means nothing: ${reply.status}`;
  if (!isDone(reply)) return seen('otherStatus', 'refused', evidence);
  if (user.status !== 'latchkey-probe') return seen('otherStatus', 'ignored', evidence);
  if (before !== '') await patch(bench, { status: before }, { readsBack: false });
  return seen('otherStatus', 'stored', `${evidence}, and it is shown`);
}

export const names: Step = {
  id: 'names',
  asks: 'Which names of people are refused?',
  why: 'Latchkey writes the account without them, in further calls.',
  mostCalls: 2,
  kind: 'needsAccount',
  run: async (bench) => [
    await nameFinding(bench, 'lastName', { lastname: 'Probe' }),
    await nameFinding(bench, 'emoji', { firstname: 'Probe 🔑' }),
  ],
};

async function nameFinding(bench: Bench, id: 'lastName' | 'emoji', fields: Record<string, string>): Promise<Finding> {
  const { reply } = await patch(bench, fields, { readsBack: false, may: (status) => status === 500 });
  const evidence = `PATCH ${Object.keys(fields).join(', ')}: ${reply.status}`;
  if (isDone(reply)) return seen(id, 'taken', evidence);
  return seen(id, reply.status === 500 ? 'the server fails' : 'refused', evidence);
}

export const duplicate: Step = {
  id: 'duplicate',
  asks: 'What happens when a user name is taken?',
  why: 'Latchkey reads each answer as a conflict, and must not take over an account of others.',
  mostCalls: 4,
  kind: 'needsAccount',
  run: async (bench) => {
    const { id } = accountOf(bench);
    const { reply, record } = await bench.account.post();
    const evidence = `POST /users with the same user name: ${reply.status}`;
    if (record === null) return [seen('duplicate', String(reply.status), evidence)];
    if (record.id === id) return [seen('duplicate', 'the account that has it', evidence)];
    if (record.username.toLowerCase() !== bench.account.username)
      return [seen('duplicate', 'an account of others', evidence)];
    await removeAccount(bench.asker, bench.place, record.id);
    return [seen('duplicate', 'a second account', `${evidence}, with another id`)];
  },
};

const LONG = 80;

export const longUsername: Step = {
  id: 'longUsername',
  asks: 'Is a long user name cut or refused?',
  why: 'A member whose address is longer logs in with what is left of it.',
  mostCalls: 2,
  kind: 'needsAccount',
  run: async (bench) => {
    const username = bench.account.username.padEnd(LONG, '0');
    const { reply, user } = await patch(bench, { username });
    const evidence = `PATCH with a user name of ${username.length} characters: ${reply.status}`;
    if (!isDone(reply)) return [seen('longUsername', 'refused', evidence)];
    if (user.username.toLowerCase() === username) return [seen('longUsername', 'taken', evidence)];
    if (!username.startsWith(user.username.toLowerCase()))
      return [open('longUsername', `${evidence}, and it is not shown`)];
    if (user.username.length === bench.account.username.length) return [seen('longUsername', 'ignored', evidence)];
    return [seen('longUsername', `cut at ${user.username.length}`, evidence)];
  },
};

export const removal: Step = {
  id: 'removal',
  asks: 'How is an account removed?',
  why: 'Nothing of the probe stays behind.',
  mostCalls: 2,
  kind: 'needsAccount',
  run: async (bench) => {
    const { id } = accountOf(bench);
    const { removal, read } = await removeAccount(bench.asker, bench.place, id);
    bench.user = null;
    const evidence = `DELETE: ${removal.status}; then GET: ${read.status}`;
    return [seen('removed', String(removal.status), evidence), errorsFinding(bench)];
  },
};

function errorsFinding({ asker: { refusal } }: Bench): Finding {
  if (refusal === null) return open('errors', 'Nothing was refused');
  const body = bodyOf(refusal);
  const fields = fieldsOf(body);
  const evidence = `A ${refusal.status} has ${fields.length === 0 ? 'no fields' : fields.slice(0, 8).join(', ')}`;
  if (fields.includes('detail') || fields.includes('title')) return seen('errors', 'problem', evidence);
  if (fields.includes('message') || fields.includes('error')) return seen('errors', 'flat', evidence);
  return inferred('errors', 'another', evidence);
}

export const fieldsOf = (body: unknown): string[] =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body) : [];
