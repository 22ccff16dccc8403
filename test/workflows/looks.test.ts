import { systemRecovered } from '../../contracts/replayed';
import { accountId, memberId } from '../../domain/replayed/ids';
import { newMember } from '../../workflows/member/state';
import { team } from '../domain/builders';
import { eventually } from '../support/eventually';
import { denied, entitlement, granted, prepared } from './support/entitlements';
import { failing, ScriptedWorld } from './support/scripted-world';
import { scene, type Stage } from './support/stage';

const minute = 60_000;
const credential = { keyId: '', credentialId: '' };
const account = {
  ...{ id: accountId('account-1'), enabled: true, orgUnit: 'basic-wifi', attributes: null, credential },
  ...{ identity: 'identity-1', usernameTag: 'tag', namedBy: 'email' },
};
const sync = { source: 'sync' } as const;
const hook = { source: 'hook' } as const;

const asked = ({ looks }: ScriptedWorld): string[] => looks.map(({ place }) => place);

describe('a look is as urgent as what asks for it', () => {
  const cases = [
    ['a first access', 'planChanged', hook, 'door 2'],
    ['a check-in', 'checkedIn', hook, 'door 2'],
    ['another hook', 'accessChanged', hook, 'looks 3'],
    ['a hook that names many', 'planChanged', { ...hook, priority: 'background' }, 'looks 5'],
    ['a sync', 'accessChanged', sync, 'looks 5'],
  ] as const;
  for (const [what, signal, hint, wanted] of cases)
    scene(`${what}: ${wanted}`, async (open) => {
      const world = new ScriptedWorld(entitlement([{ access: granted() }]));
      const stage = await open(world);
      await stage.hint(signal, hint);
      await eventually('it is looked at', () => world.looks.length > 0);
      expect(asked(world)).toEqual([wanted]);
    });

  scene('a change of plan of who has an account is no first access', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint('planChanged', hook);
    await eventually('the account', async () => (await stage.explain()).account !== null);
    await stage.hint('planChanged', hook);
    await eventually('it is looked at again', () => world.looks.length > 1);
    expect(asked(world)).toEqual(['door 2', 'looks 3']);
  });
});

describe('a look that waits for its turn', () => {
  scene('makes way for the same member’s look at the door', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: prepared() }]));
    let release: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => (release = resolve));
    world.before.look = () => (world.looks.length === 1 ? turn : undefined);
    const stage = await open(world);
    await stage.hint('accessChanged', sync);
    await eventually('a look of the sync waits', () => world.looks.length === 1);
    world.entitlement = entitlement([{ access: granted() }]);
    await stage.hint('checkedIn', hook);
    await eventually('the account is enabled', () => world.account?.enabled === true, { within: 10_000 });
    expect(asked(world)).toEqual(['looks 5', 'door 2']);
    // nothing was remembered yet: all of it was read
    expect(world.looks[1]?.input.scope).toBe('full');
    expect((await stage.explain()).attention).toBeNull();
    release();
  });

  scene('for however long shows what its hook announced', async (open) => {
    const held = entitlement([{ access: granted() }]);
    const world = new ScriptedWorld(entitlement([{ access: denied, reason: 'suspended' }]));
    world.accounts = [{ id: account.id, member: '7', enabled: true, orgUnit: 'basic-wifi', credentialId: '' }];
    const stage = await open(world);
    await stage.handOver({
      ...newMember({ connector: 'test', member: memberId('7') }),
      ...{ entitlement: held, account, looks: 1, expectingNews: true },
      announced: { at: Date.now() - 9 * minute, heardAt: Date.now() - 9 * minute, until: null, deletion: false },
    });
    await eventually('the account is disabled', () => world.account?.enabled === false);
    expect(world.questions.map(({ announced }) => announced)).toEqual([true]);
    // a question goes before the looks at the door
    expect(world.places.question).toEqual(['door 1']);
  });

  scene('longer than Nexudus’s rows lag its hooks is not followed by another', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: denied, reason: 'none' }]));
    world.beganAt = Date.now() + 120_000;
    const stage = await open(world);
    await stage.hint('memberCreated', hook);
    await stage.member.result();
    expect(world.looks).toHaveLength(1);
  });

  scene('is followed by another where a hook was heard of just before it began', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: denied, reason: 'none' }]));
    world.beganAt = Date.now() + minute / 2;
    const stage = await open(world);
    await stage.handOver({
      ...newMember({ connector: 'test', member: memberId('7') }),
      ...{ expectingNews: true },
      announced: { at: Date.now() - 5 * minute, heardAt: Date.now(), until: null, deletion: false },
    });
    await stage.member.result();
    expect(world.looks).toHaveLength(2);
  });

  scene('is not given up for one that is no more urgent', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    let release: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => (release = resolve));
    world.before.look = () => (world.looks.length === 1 ? turn : undefined);
    const stage = await open(world);
    await stage.hint('checkedIn', hook);
    await eventually('a look waits', () => world.looks.length === 1);
    await stage.hint('checkedIn', hook);
    await stage.hint('accessChanged', hook);
    await eventually('it has waited long', () => Date.now() - (world.looks[0]?.at ?? Infinity) > 4_000);
    expect(world.looks).toHaveLength(1);
    release();
    await eventually('the account', () => world.account !== undefined);
  });
});

describe('AccessControlUpdate', () => {
  const access = { ...hook, action: 'AccessControlUpdate' };
  const scopes = (world: ScriptedWorld): string[] => world.looks.map(({ input }) => input.scope);
  const later = (world: ScriptedWorld, looks: number): Promise<void> =>
    eventually('it is looked at again', () => world.looks.length === looks);

  /** A member who was looked at, and welcomed. */
  const known = async (open: (world: ScriptedWorld) => Promise<Stage>, world = worldOf()): Promise<Stage> => {
    const stage = await open(world);
    await stage.hint();
    await eventually('the first look', () => world.letters.length === 1);
    return stage;
  };
  const worldOf = (): ScriptedWorld => new ScriptedWorld(entitlement([{ access: prepared() }]));

  scene('beside a check-in asks for no more than the check-in does', async (open) => {
    const stage = await known(open);
    const { world } = stage;
    await stage.hint('checkedIn', hook);
    await later(world, 2);
    await stage.hint('accessChanged', access);
    await later(world, 3);
    expect(scopes(world)).toEqual(['full', 'checkIn', 'checkIn']);
  });

  scene(
    'asks for everything where a team gives access: what happens to its paying member is announced of that one',
    async (open) => {
      const world = worldOf();
      world.remembered = { contracts: [], teams: [team()] };
      const stage = await known(open, world);
      await stage.hint('checkedIn', hook);
      await later(world, 2);
      await stage.hint('accessChanged', access);
      await later(world, 3);
      expect(scopes(world)).toEqual(['full', 'checkIn', 'full']);
    },
  );

  scene('by itself, and another hook beside a check-in, ask for everything', async (open) => {
    const stage = await known(open);
    const { world } = stage;
    await stage.hint('accessChanged', access);
    await later(world, 2);
    await stage.hint('checkedIn', hook);
    await stage.hint('planChanged', { ...hook, action: 'CoworkerContractUpdate' });
    await stage.hint('accessChanged', access);
    await later(world, 3);
    expect(scopes(world)).toEqual(['full', 'full', 'full']);
  });

  scene('is not forgotten over a look for a check-in of long ago that fails', async (open) => {
    const world = worldOf();
    const stage = await open(world);
    let fail = (): void => undefined;
    const failed = new Promise<void>((resolve) => (fail = resolve));
    world.before.look = async () => {
      if (world.looks.length > 1) return;
      await failed;
      throw failing('unauthorized', { retryable: false, system: 'nexudus' });
    };
    await stage.handOver({ ...newMember({ connector: 'test', member: stage.id }), refreshWanted: 'checkIn' });
    await later(world, 1);
    await stage.hint('accessChanged', access);
    fail();
    await eventually('the look has failed', async () => (await stage.explain()).attention !== null);
    await stage.member.signal(systemRecovered, { system: 'nexudus' });
    await later(world, 2);
    expect(scopes(world)).toEqual(['checkIn', 'full']);
  });
});

describe('while a removal waits for its second look', () => {
  const gone = entitlement([{ access: denied, reason: 'ended', sure: false, confirmAfterMs: 10_000 }]);

  /** A member with an account, and a look that has not found what it rests on. */
  const begin = async (world: ScriptedWorld, stage: Stage): Promise<void> => {
    await stage.hint();
    await eventually('the account', () => world.account?.enabled === true);
    world.entitlement = gone;
    await stage.hint('membershipCancelled', hook);
    await eventually('a removal waits', async () => (await stage.explain()).secondLookAt !== null);
  };

  scene('the rest of the burst shares that look', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await begin(world, stage);
    await Promise.all([stage.hint('planChanged', hook), stage.hint('accessChanged', hook)]);
    await eventually('the removal', () => world.account?.enabled === false, { within: 25_000 });
    expect(world.looks).toHaveLength(3);
  });

  scene(
    'nobody at the door waits for it, and it is not taken for the second one by what the first has read',
    async (open) => {
      const world = new ScriptedWorld(entitlement([{ access: granted() }]));
      const stage = await open(world);
      await begin(world, stage);
      await stage.hint('checkedIn', hook);
      await eventually('the removal', () => world.account?.enabled === false, { within: 25_000 });
      // the third is that at the door
      expect(world.looks.map(({ input }) => input.scope)).toEqual(['full', 'full', 'full', 'full']);
    },
  );
});
