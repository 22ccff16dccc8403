import { type Finding, open, seen } from './finding';
import { accountOf, type Bench, isDone, patch, type Step } from './step';
import { orgUnitRecord, type OrgUnitRecord, PAGE_SIZE, readPageOf, type UserRecord } from '../wire';

export const orgUnit: Step = {
  id: 'orgUnit',
  asks: 'Does a user take an org unit by name or by id?',
  why: 'Latchkey tries the one, and then the other. A setting that is right spares the second write.',
  mostCalls: 10,
  kind: 'needsAccount',
  run: async (bench) => {
    const query = { page: 1, page_size: PAGE_SIZE, per_page: PAGE_SIZE };
    const reply = await bench.asker.send({ method: 'GET', path: '/orgunits', query });
    const { rows } = readPageOf({ embedded: 'orgunits', record: orgUnitRecord }, reply);
    const now = accountOf(bench);
    const [first, second] = rows.filter((unit) => !isIn(now, unit));
    const by =
      first === undefined
        ? open('orgUnitBy', `${rows.length} org units, and none to try with`)
        : await orgUnitBy(bench, first, second);
    const other = await otherOrgUnit(bench);
    if (other.answer !== 'stored') return [by, other];
    // what shows whatever was written says of no unit that the account is in it
    delete bench.learned.orgUnitBy;
    return [open('orgUnitBy', `${by.evidence}; but any word is shown as it was written`), other];
  },
};

async function orgUnitBy(bench: Bench, first: OrgUnitRecord, second: OrgUnitRecord | undefined): Promise<Finding> {
  const byName = await put(bench, first.name, first);
  // to tell a write from what was there, it goes to another unit
  const target = second ?? (byName.isIn ? await outOf(bench, first) : first);
  const byId = target === null ? null : await put(bench, target.id, target);
  const evidence = `by name: ${byName.said}; by id: ${byId?.said ?? 'not tried, since the account does not leave its unit'}`;
  if (!byName.isIn && !byId?.isIn) return open('orgUnitBy', evidence);
  bench.learned.orgUnitBy = byName.isIn ? 'name' : 'id';
  if (byName.isIn && byId?.isIn) return seen('orgUnitBy', 'name and id', evidence);
  return seen('orgUnitBy', bench.learned.orgUnitBy, evidence);
}

async function put(bench: Bench, orgunit: string, unit: OrgUnitRecord): Promise<{ isIn: boolean; said: string }> {
  const { reply, user } = await patch(bench, { orgunit });
  const done = isDone(reply) && isIn(user, unit);
  return { isIn: done, said: `${reply.status}${done ? ', and it is in it' : ''}` };
}

/** Null: it stays. */
async function outOf(bench: Bench, unit: OrgUnitRecord): Promise<OrgUnitRecord | null> {
  const { user } = await patch(bench, { orgunit: '' });
  return isIn(user, unit) ? null : unit;
}

const NO_SUCH_UNIT = 'latchkey-probe-no-such-unit';

async function otherOrgUnit(bench: Bench): Promise<Finding> {
  const { reply, user } = await patch(bench, { orgunit: NO_SUCH_UNIT });
  const evidence = `PATCH with a name that no org unit has: ${reply.status}`;
  if (!isDone(reply)) return seen('otherOrgUnit', 'refused', evidence);
  return seen('otherOrgUnit', user.orgunit === NO_SUCH_UNIT ? 'stored' : 'ignored', evidence);
}

const isIn = ({ orgunit }: UserRecord, { id, name }: OrgUnitRecord): boolean => orgunit === id || orgunit === name;
