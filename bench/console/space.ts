import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { memberWorkflowId, workflowTypes } from '../../contracts/replayed';
import type { ApiClient } from '../../contracts/api/client';
import { waitUntil } from '../../launch/machine/basics';
import { connector, unlimited } from '../rig/environment';
import { desks, untilAccounts, untilSettled } from '../rig/members';
import { Rig } from '../rig/rig';
import type { Course } from '../frame/bench';
import { aliveIn } from './heap';

/** Whose workflows run as they do in a real space; that of everybody else only shows what one of theirs shows. */
const REAL = 100;
/** Of the real ones, who are in a hold. */
const HELD = 40;
const LIMIT_MS = 5 * 60_000;
const AT_ONCE = 40;
const DAY_MS = 24 * 3_600_000;
const CHANGED_AT = defineSearchAttributeKey('LatchkeyChangedAt', SearchAttributeType.DATETIME);

export interface Space {
  rig: Rig;
  /** Whose workflow runs. */
  member: string;
  /** MB that are alive in the API: with a hundred members, with everybody in the index of the roster, and when it knows everybody's access, too. */
  memory: { few: number; roster: number; all: number };
}

/**
 * A space with so many members. To start a worker's workflow for each would take an hour, and pages ask Temporal for lists and
 * counts of them: so most are started on a queue that no worker serves, with the search attributes of one who has access.
 * @param inspector a free port
 */
export async function openSpace(members: number, inspector: number, course: Course): Promise<Space> {
  const ids: string[] = [];
  const rig = await Rig.open(
    {
      plans: { 'Hot Desk': { group: 'basic-wifi' } },
      populate: (sandbox) => ids.push(...desks(sandbox, REAL)),
      apiEnv: { NODE_OPTIONS: `--inspect=127.0.0.1:${inspector}` },
    },
    course,
  );
  try {
    await untilAccounts(rig.sandbox, REAL);
    await holdSome(rig, ids.slice(0, HELD));
    await untilSettled(rig.sandbox, REAL);
    await rig.restart(unlimited);
    await untilRead(rig.api);
    const few = await aliveIn(inspector);
    course.report(`${members} members come to the roster`);
    const others = desks(rig.sandbox, members - REAL, 'other');
    await rig.restart(unlimited);
    await untilRead(rig.api);
    const roster = await aliveIn(inspector);
    course.report('their workflows are started');
    await showAccess(rig, ids.at(-1) ?? '', others);
    await rig.restart(unlimited);
    await untilRead(rig.api);
    await untilShown(rig.api, members);
    return { rig, member: ids.at(-1) ?? '', memory: { few, roster, all: await aliveIn(inspector) } };
  } catch (error) {
    await rig.close();
    throw error;
  }
}

/** Contracts of many end at once, of which no hook has told. */
async function holdSome(rig: Rig, ids: string[]): Promise<void> {
  for (const id of ids) rig.sandbox.nexudus.play.cancel(id, { at: Date.now() - 60_000, hooks: false });
  await rig.sync();
  const isHeld = async (): Promise<boolean> => (await rig.api.listHolds()).holds.length > 0;
  await waitUntil(isHeld, LIMIT_MS, () => 'Nobody is held.');
}

async function untilRead(api: ApiClient): Promise<void> {
  const isRead = async (): Promise<boolean> => (await api.listPeople({ query: { find: 'desk' } })).readAt !== null;
  await waitUntil(isRead, LIMIT_MS, () => 'The API does not know the roster.');
}

/** Starts workflows that show what that of `like` shows, and do nothing. */
async function showAccess({ client }: Rig, like: string, ids: string[]): Promise<void> {
  const shown = await client.workflow.getHandle(memberWorkflowId(connector, like)).describe();
  // the server's own ones, such as BuildIds, may not be set
  const own = shown.typedSearchAttributes.getAll().filter(({ key }) => key.name.startsWith('Latchkey'));
  const waiting = ids.entries();
  const startAll = async (): Promise<void> => {
    for (const [n, id] of waiting) {
      const changedAt = new Date(Date.now() - DAY_MS * (1 - n / ids.length));
      const typedSearchAttributes = new TypedSearchAttributes(own).updateCopy([{ key: CHANGED_AT, value: changedAt }]);
      await client.workflow.start(workflowTypes.member, {
        ...{ workflowId: memberWorkflowId(connector, id), taskQueue: 'nobody', typedSearchAttributes },
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, startAll));
}

async function untilShown(api: ApiClient, members: number): Promise<void> {
  const isShown = async (): Promise<boolean> => {
    const [{ members: counted }, { everybody }] = await Promise.all([api.readOverview(), api.listRoster()]);
    return counted?.all === members && everybody === members;
  };
  await waitUntil(isShown, LIMIT_MS, () => `The API does not see ${members} members.`);
}
