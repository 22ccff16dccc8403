import { eventually } from '../support/eventually';
import { denied, entitlement, granted, prepared } from './support/entitlements';
import { ScriptedWorld } from './support/scripted-world';
import { scene } from './support/stage';

const minute = 60_000;

describe('a member’s workflow', () => {
  scene('a member who joins gets an account by one write, and one letter', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint('memberCreated');
    await eventually('the letter is sent', async () => (await stage.explain()).delivery.state === 'sent');
    expect(world.written).toEqual(['create enabled basic-wifi']);
    expect(world.letters).toHaveLength(1);
    expect(world.letters[0]).toMatchObject({ kind: 'welcome', account: 'account-1' });
    expect(await stage.explain()).toMatchObject({
      account: { enabled: true, orgUnit: 'basic-wifi' },
      attention: null,
    });
  });

  scene(
    'a member who joins gets a disabled account and the letter ahead when only a check-in is missing',
    async (open) => {
      const world = new ScriptedWorld(entitlement([{ access: prepared(), reason: 'checkInNeeded' }]));
      const stage = await open(world);
      await stage.hint('memberCreated');
      await eventually('the letter is sent', () => world.letters.length === 1);
      world.entitlement = entitlement([{ access: granted() }]);
      await stage.hint('checkedIn');
      await eventually('the account is enabled', () => world.account?.enabled === true);
      expect(world.written).toEqual(['create disabled basic-wifi', 'change enabled enabled basic-wifi']);
      expect(world.letters).toHaveLength(1);
    },
  );

  scene(
    'a member who joins is looked at again 10 s after a hint that showed nothing, and then let go',
    async (open) => {
      const world = new ScriptedWorld(
        entitlement([{ access: denied, reason: 'none', sure: false, confirmAfterMs: 10_000 }]),
      );
      const stage = await open(world);
      await stage.hint('memberCreated');
      await stage.member.result();
      expect(world.looks).toHaveLength(2);
      expect(world.writes).toEqual([]);
    },
  );

  scene('a hint shares a look with the rest of its burst, whatever their order', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the first look', () => world.looks.length === 1);
    await Promise.all([stage.hint('planChanged'), stage.hint('accessChanged'), stage.hint('membershipCancelled')]);
    await eventually('the second look', () => world.looks.length === 2);
    const [first, second] = world.looks;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(4_900);
  });

  scene('a hint of a check-in alone asks for no more than the check-in', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: prepared() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the first look', () => world.letters.length === 1);
    await stage.hint('checkedIn');
    await eventually('the second look', () => world.looks.length === 2);
    expect(world.looks.map(({ input }) => input.scope)).toEqual(['full', 'checkIn']);
  });

  scene(
    'taking away waits for a second look when only a reading says so: a plan change whose row lags shuts nobody out',
    async (open) => {
      const world = new ScriptedWorld(entitlement([{ access: granted() }]));
      const stage = await open(world);
      await stage.hint();
      await eventually('the account', () => world.account?.enabled === true);
      // the old contract has ended, the new one is not visible yet
      world.entitlement = entitlement([{ access: denied, reason: 'ended', sure: false, confirmAfterMs: 10_000 }]);
      await stage.hint('planChanged');
      await eventually('a removal waits', async () => (await stage.explain()).secondLookAt !== null);
      world.entitlement = entitlement([{ access: granted('premium-wifi', 30) }]);
      await eventually('the move', () => world.account?.orgUnit === 'premium-wifi');
      expect(world.written).toEqual(['create enabled basic-wifi', 'change orgUnit enabled premium-wifi']);
    },
  );

  scene('taking away happens when the second look agrees', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the account', () => world.account?.enabled === true);
    world.entitlement = entitlement([{ access: denied, reason: 'ended', sure: false, confirmAfterMs: 10_000 }]);
    await stage.hint('membershipCancelled');
    await eventually('the removal', () => world.account?.enabled === false, { within: 25_000 });
    expect(world.looks.length).toBeGreaterThanOrEqual(3);
  });

  scene('taking away happens at once when the source states it positively', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the account', () => world.account?.enabled === true);
    world.entitlement = entitlement([{ access: denied, reason: 'suspended' }]);
    await stage.hint();
    await eventually('the removal', () => world.account?.enabled === false, { within: 8_000 });
  });

  scene('an operator rotates the password: the account changes first, then the letter goes', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the welcome', async () => (await stage.explain()).delivery.state === 'sent');
    await stage.member.executeUpdate('rotateCredentials', { args: [{ by: 'test' }] });
    await eventually('the second letter', () => world.letters.length === 2);
    const [welcome, rotated] = world.letters;
    expect(rotated?.kind).toBe('rotated');
    expect(rotated?.credential.credentialId).not.toBe(welcome?.credential.credentialId);
    expect(world.account?.credentialId).toBe(rotated?.credential.credentialId);
  });

  scene('an operator resends the same credentials', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the welcome', async () => (await stage.explain()).delivery.state === 'sent');
    await stage.member.executeUpdate('resendCredentials', { args: [{ by: 'test' }] });
    await eventually('the second letter', () => world.letters.length === 2);
    expect(world.letters[1]?.credential).toEqual(world.letters[0]?.credential);
    expect(world.letters[1]?.serial).not.toBe(world.letters[0]?.serial);
  });

  scene('an operator is refused an override that is already over', async (open) => {
    const stage = await open(new ScriptedWorld(entitlement([{ access: granted() }])));
    await stage.hint();
    const request = { access: 'block', until: Date.now() - minute, reason: 'x', by: 'test' };
    await expect(stage.member.executeUpdate('overrideAccess', { args: [request] })).rejects.toThrow();
  });

  scene('a long life rolls over without losing a hint, an account or a letter', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the welcome', () => world.letters.length === 1);
    const { runId } = await stage.member.describe();
    let plan = 0;
    await eventually(
      'a new run',
      async () => {
        plan += 1;
        world.entitlement = entitlement([{ access: granted(`level-${plan}`, plan) }]);
        await stage.member.signal('accessChanged', { source: 'hook' });
        // one that falls between two runs is not taken
        await stage.member.executeUpdate('retryNow', { args: [{ by: 'test' }] }).catch(() => undefined);
        return (await stage.member.describe()).runId !== runId;
      },
      { within: 40_000 },
    );
    await eventually('the last order landed', async () => (await stage.explain()).account?.orgUnit === `level-${plan}`);
    expect(world.accounts).toHaveLength(1);
    expect(world.letters.filter(({ kind }) => kind === 'welcome')).toHaveLength(1);
    expect(world.account).toMatchObject({ id: 'account-1', orgUnit: `level-${plan}` });
  });

  scene('a long life goes on after the worker was restarted', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the welcome', () => world.letters.length === 1);
    await stage.restartWorker();
    world.entitlement = entitlement([{ access: denied, reason: 'suspended' }]);
    await stage.hint();
    await eventually('disabled', () => world.account?.enabled === false);
  });
});
