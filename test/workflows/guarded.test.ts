import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { accountId, planId } from '../../domain/replayed/ids';
import { eventually } from '../support/eventually';
import { denied, entitlement, granted, type Say } from './support/entitlements';
import { failing, ScriptedWorld } from './support/scripted-world';
import { scene, type Stage } from './support/stage';

const vanished: Say = { access: denied, reason: 'none', sure: false, confirmAfterMs: 1_000 };
const suspended: Say = { access: denied, reason: 'suspended' };
const byNobody = { source: 'operator' } as const;
const byHook = { source: 'hook' } as const;
const bySync = { source: 'sync' } as const;

const awaitsKey = defineSearchAttributeKey('LatchkeyAwaits', SearchAttributeType.DATETIME);

/** A member with an account, whose hooks are long past. */
async function member(stage: Stage): Promise<void> {
  await stage.hint('accessChanged', byNobody);
  await eventually('the welcome', async () => (await stage.explain()).delivery.state === 'sent');
}

describe('a removal that no hook has announced', () => {
  scene('is asked for at the first look and at the second, and made once the guard lets it pass', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await member(stage);
    world.entitlement = entitlement([vanished]);
    await stage.hint('accessChanged', byNobody);
    await eventually('the removal', () => world.account?.enabled === false);
    expect(world.questions).toMatchObject([
      { reason: 'none', sure: false, confirmed: false },
      { reason: 'none', sure: false, confirmed: true },
    ]);
  });

  scene('is not made while the guard holds it, and the member says so', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await member(stage);
    world.guard = () => ({ pass: false, hold: '7' });
    world.entitlement = entitlement([suspended]);
    await stage.hint('accessChanged', byNobody);
    await eventually('the hold', async () => (await stage.explain()).hold?.id === '7');
    expect((await stage.explain()).hold).toMatchObject({ reason: 'suspended' });
    expect((await stage.explain()).entitlement?.steps[0]?.access.state).toBe('granted');

    world.entitlement = entitlement([{ access: granted() }]);
    await stage.hint('accessChanged', byNobody);
    await eventually('the guard hears of it', () => world.withdrawn.length === 1);
    await eventually('it holds no longer', async () => (await stage.explain()).hold === null);
    expect(world.account?.enabled).toBe(true);
  });

  for (const remembered of [true, false])
    scene(
      `${remembered ? 'is' : 'need not be'} taken back where the guard answers remembered: ${remembered}`,
      async (open) => {
        const world = new ScriptedWorld(entitlement([{ access: granted() }]));
        const stage = await open(world);
        await member(stage);
        world.guard = () => ({ pass: true, remembered });
        world.entitlement = entitlement([suspended]);
        await stage.hint('accessChanged', byNobody);
        await eventually('the removal', () => world.account?.enabled === false);

        world.entitlement = entitlement([{ access: granted() }]);
        await stage.hint('accessChanged', byNobody);
        await eventually('access', () => world.account?.enabled === true, { within: 10_000 });
        expect(world.withdrawn).toHaveLength(remembered ? 1 : 0);
      },
    );

  scene('is not made while the guard does not answer', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await member(stage);
    let answers = false;
    world.guard = () => {
      if (!answers) throw new Error('away');
      return { pass: true };
    };
    world.entitlement = entitlement([suspended]);
    await stage.hint('accessChanged', byNobody);
    await eventually('it was asked', () => world.questions.length > 1);
    expect(world.account?.enabled).toBe(true);
    answers = true;
    await eventually('the removal', () => world.account?.enabled === false, { within: 30_000 });
  });

  scene('is made without a question when a sync has had it cleared', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await member(stage);
    world.guard = () => ({ pass: false, hold: '7' });
    world.entitlement = entitlement([vanished]);
    await stage.hint('accessChanged', { ...bySync, cleared: vanished.reason });
    await eventually('the removal', () => world.account?.enabled === false);
    expect(world.questions).toEqual([]);
  });
});

/** Holds whatever no hook announces. */
const holdsTheRest: ScriptedWorld['guard'] = ({ announced }) =>
  announced ? { pass: true } : { pass: false, hold: '7' };

describe('a removal that a hook announces', () => {
  scene('is made where the source states it', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await member(stage);
    world.guard = holdsTheRest;
    world.entitlement = entitlement([suspended]);
    await stage.hint('accessChanged', byHook);
    await eventually('the removal', () => world.account?.enabled === false);
    expect(world.questions).toMatchObject([{ reason: 'suspended', announced: true, confirmed: true }]);
  });

  scene('is not made while the member is held', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await member(stage);
    world.guard = () => ({ pass: false, hold: '7' });
    world.entitlement = entitlement([suspended]);
    await stage.hint('checkedIn', byHook);
    await eventually('the hold', async () => (await stage.explain()).hold?.id === '7');
    expect(world.account?.enabled).toBe(true);
  });

  scene('is announced for nothing where the source states nothing, but for a deletion', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await member(stage);
    world.guard = holdsTheRest;
    world.entitlement = entitlement([{ ...vanished, reason: 'deleted' }]);
    await stage.hint('accessChanged', byHook);
    await eventually('the hold', async () => (await stage.explain()).hold?.id === '7');
    await stage.hint('accessChanged', { ...byHook, action: 'CoworkerDelete' });
    await eventually('the removal', () => world.account?.enabled === false, { within: 20_000 });
  });
});

describe('what a hook has announced long before the first look that succeeds', () => {
  const longAgo = () => ({ ...byHook, at: Date.now() - 3_600_000 });

  scene('is still announced, and the guard is told since when', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await member(stage);
    world.guard = holdsTheRest;
    world.before.look = () => {
      throw failing('outage', { retryable: false });
    };
    const hook = longAgo();
    await stage.hint('accessChanged', hook);
    await eventually('attention', async () => (await stage.explain()).attention?.reason === 'outage');
    const awaits = async (): Promise<boolean> =>
      ((await stage.member.describe()).typedSearchAttributes.get(awaitsKey) ?? null) !== null;
    await eventually('syncs can see that it waits', awaits);
    world.before = {};
    world.entitlement = entitlement([suspended]);
    await stage.member.executeUpdate('retryNow', { args: [{ by: 'test' }] });
    await eventually('the removal', () => world.account?.enabled === false);
    expect(world.questions).toMatchObject([{ reason: 'suspended', announced: true, announcedAt: hook.at }]);
    await eventually('nothing waits', async () => !(await awaits()));
  });

  scene('is a move where the same contract names another plan, or the hook says so', async (open) => {
    const upper = { ...granted('premium-wifi', 30), planId: planId('12') };
    const lower = { ...granted('basic-wifi', 20), planId: planId('11') };
    const world = new ScriptedWorld(entitlement([{ access: upper }]));
    const stage = await open(world);
    await member(stage);
    world.entitlement = entitlement([{ access: lower, sure: false }]);
    await stage.hint('planChanged', longAgo());
    await eventually('the move', () => world.account?.orgUnit === 'basic-wifi');
    expect(world.questions).toMatchObject([{ reason: 'contract', stated: '11', move: true, announced: true }]);
  });
});

describe('before the connector is live', () => {
  scene('all is decided, nothing is written or mailed, and going live makes up for it', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }], { mayWrite: false }));
    const stage = await open(world);
    await stage.hint('memberCreated');
    await eventually('it is decided', async () => (await stage.explain()).entitlement !== null);
    await stage.hint('accessChanged', byNobody);
    await eventually('it was looked at again', () => world.looks.length > 1);
    expect([world.writes, world.letters]).toEqual([[], []]);
    world.entitlement = entitlement([{ access: granted() }]);
    await stage.hint('accessChanged', bySync);
    await eventually('the welcome', () => world.letters.length === 1);
    expect(world.account?.enabled).toBe(true);
  });
});

describe('an account that somebody else made', () => {
  const account = accountId('foreign');
  const theirs = { id: account, member: 'nobody', enabled: true, orgUnit: 'basic-wifi', credentialId: 'theirs' };

  /** A member whose user name it has; operators may give it to the member. */
  async function besideIt(open: () => Promise<Stage>, world: ScriptedWorld): Promise<Stage> {
    world.accounts.push({ ...theirs });
    const stage = await open();
    await stage.hint();
    await eventually('it is decided', async () => (await stage.explain()).entitlement !== null);
    expect(world.writes).toEqual([]);
    return stage;
  }
  const adopt = (stage: Stage, id = account): Promise<unknown> =>
    stage.member.executeUpdate('adoptAccount', { args: [{ by: 'test', account: id }] });
  const waiting = () => new ScriptedWorld(entitlement([{ access: granted() }], { mayCreate: false }));

  scene('is taken over when an operator gives it to the member: one letter, a password of ours', async (open) => {
    const world = waiting();
    const stage = await besideIt(() => open(world), world);
    await adopt(stage);
    await eventually('the letter', () => world.letters.length === 1);
    expect(world.letters[0]).toMatchObject({ kind: 'welcome', account });
    expect(world.account?.credentialId).toBe(world.letters[0]?.credential.credentialId);
    expect(world.writes.map(({ what }) => what.split(' ')[0])).toEqual(['adopt', 'change']);
    await expect(adopt(stage, accountId('other'))).rejects.toThrow();
  });

  scene('is taken over after an outage, without a second word of the operator', async (open) => {
    const world = waiting();
    world.before.write = () => {
      throw failing('outage', { retryable: false, sent: true });
    };
    const stage = await besideIt(() => open(world), world);
    await adopt(stage);
    await eventually('attention', async () => (await stage.explain()).attention?.reason === 'outage');
    world.before = {};
    await stage.member.executeUpdate('retryNow', { args: [{ by: 'test' }] });
    await eventually('the letter', () => world.letters.length === 1);
    expect(world.letters[0]).toMatchObject({ kind: 'welcome', account });
  });

  scene('is left alone once it was refused', async (open) => {
    const world = waiting();
    let tries = 0;
    world.before.write = () => {
      tries += 1;
      throw failing('conflict', { retryable: false });
    };
    const stage = await besideIt(() => open(world), world);
    await adopt(stage);
    await eventually('attention', async () => (await stage.explain()).attention?.reason === 'conflict');
    world.before = {};
    await stage.member.executeUpdate('retryNow', { args: [{ by: 'test' }] });
    await stage.hint('accessChanged', byNobody);
    await eventually('it was looked at again', () => world.looks.length > 1);
    expect([tries, world.writes]).toEqual([1, []]);
  });
});

describe('an account that is changed behind our back', () => {
  scene('is put right three times in a day, and then left alone with attention', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await member(stage);
    const meddle = async (): Promise<void> => {
      Object.assign(world.account ?? {}, { enabled: false });
      const seen = { id: String(world.account?.id), enabled: false, orgUnit: 'basic-wifi' };
      await stage.hint('accessChanged', { ...bySync, directory: { readAt: Date.now() + 1, account: seen } });
    };
    for (let times = 0; times < 3; times += 1) {
      await meddle();
      await eventually('it is put right', () => world.account?.enabled === true);
      await eventually('it is known', async () => (await stage.explain()).account?.enabled === true);
    }
    await meddle();
    await eventually('attention', async () => (await stage.explain()).attention?.reason === 'contested');
    expect(world.account?.enabled).toBe(false);
    await stage.member.executeUpdate('retryNow', { args: [{ by: 'test' }] });
    await eventually('it is put right after all', () => world.account?.enabled === true);
  });
});
