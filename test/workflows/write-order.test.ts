import type { Entitlement } from '../../domain/replayed/entitlement';
import type { Hint, MemberSignal } from '../../contracts/replayed';
import { eventually } from '../support/eventually';
import { denied, entitlement, granted, prepared } from './support/entitlements';
import { ScriptedWorld } from './support/scripted-world';
import { scene, type Player, type Stage } from './support/stage';

const patient = { within: 60_000 };

/** Somebody for whom there is something to write. */
interface Case {
  /** What the member has; none: nobody knows the member yet. */
  before?: Entitlement;
  after: Entitlement;
  write: string;
  signal?: MemberSignal;
  hint?: Hint;
}

const member = entitlement([{ access: granted() }]);

/** In the order in which they are asked for, which is the opposite of the order in which they are to be made. */
const cases: Case[] = [
  { after: entitlement([{ access: granted('imported') }]), write: 'create enabled imported', hint: { source: 'sync' } },
  {
    before: member,
    after: entitlement([{ access: granted() }], { identity: 'another name' }),
    write: 'change identity enabled basic-wifi',
  },
  { after: entitlement([{ access: granted('newcomers') }]), write: 'create enabled newcomers' },
  {
    before: member,
    after: entitlement([{ access: granted('premium-wifi', 30) }]),
    write: 'change orgUnit enabled premium-wifi',
  },
  {
    before: entitlement([{ access: prepared() }]),
    after: member,
    write: 'change enabled enabled basic-wifi',
    signal: 'checkedIn',
  },
  { before: member, after: entitlement([{ access: denied, reason: 'suspended' }]), write: 'disable' },
  {
    before: member,
    after: entitlement([{ access: prepared(), reason: 'checkedOut' }]),
    write: 'change enabled disabled basic-wifi',
    signal: 'checkedOut',
  },
];

const isQueued = async ({ member }: Player): Promise<boolean> =>
  ((await member.describe()).raw.pendingActivities ?? []).some(({ activityType }) =>
    /Account$/.test(activityType?.name ?? ''),
  );

/** A write that keeps all others waiting. @returns lets it go */
async function occupy(stage: Stage): Promise<() => void> {
  const { world } = stage;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  world.before.write = () => held;
  const first = stage.join();
  world.entitlements.set(first.id, entitlement([{ access: granted('first') }]));
  await first.hint();
  await eventually('the queue is occupied', () => isQueued(first), patient);
  return release;
}

scene('a full write queue: ends go first, then the door, moves and grants, names, imports', async (open) => {
  const world = new ScriptedWorld(member);
  world.writesAtOnce = 1;
  const stage = await open(world);
  const players = cases.map(() => stage.join());
  const known = cases.filter(({ before }) => before !== undefined).length;
  for (const [index, { before }] of cases.entries()) {
    const player = players[index] ?? stage;
    if (before === undefined) continue;
    world.entitlements.set(player.id, before);
    await player.hint();
  }
  await eventually('the members have accounts, and know it', () => world.letters.length === known, patient);

  world.writes = [];
  const release = await occupy(stage);
  for (const [index, { after, signal, hint }] of cases.entries()) {
    const player = players[index] ?? stage;
    world.entitlements.set(player.id, after);
    await player.hint(signal, hint);
    await eventually('the write waits', () => isQueued(player), patient);
  }
  release();
  await eventually('all is written', () => world.writes.length === cases.length + 1, patient);
  const [imported, name, grant, move, door, end, checkOut] = cases.map(({ write }) => write);
  expect(world.written).toEqual(['create enabled first', end, checkOut, door, grant, move, name, imported]);
});
