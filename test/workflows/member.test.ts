import { eventually } from '../support/eventually';
import { denied, entitlement, granted, prepared } from './support/entitlements';
import { failing, ScriptedWorld } from './support/scripted-world';
import { scene } from './support/stage';

const second = 1_000;
const minute = 60 * second;
const whatWasWritten = (world: ScriptedWorld): string[] => world.writes.map(({ what }) => what);

describe('a member’s workflow', () => {
  scene('a member who joins gets an account by one write, and one letter', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint('memberCreated');
    await eventually('the letter is sent', async () => (await stage.explain()).delivery.state === 'sent');
    expect(whatWasWritten(world)).toEqual(['create enabled basic-wifi']);
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
      expect(whatWasWritten(world)).toEqual(['create disabled basic-wifi', 'change enabled enabled basic-wifi']);
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
      expect(whatWasWritten(world)).toEqual(['create enabled basic-wifi', 'change orgUnit enabled premium-wifi']);
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

  scene('a deadline is served to the second while the source is away and a hint is pending', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the account', () => world.account?.enabled === true);
    const end = Date.now() + 10_000;
    world.entitlement = entitlement([{ access: granted() }, { from: end, access: denied }]);
    await stage.hint();
    await eventually('the end is known', async () => (await stage.explain()).entitlement?.steps.length === 2);
    world.before.look = () => {
      throw failing('outage');
    };
    await stage.hint();
    await eventually('the removal', () => world.account?.enabled === false);
    const removal = world.writes.find(({ what }) => what === 'disable');
    expect(Math.floor(((removal?.at ?? 0) - end) / second)).toBe(0);
  });

  scene('a deadline ends a grant that still waits to be retried, and the grant never lands after it', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: prepared() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the account', () => world.account !== undefined);
    const end = Date.now() + 9_000;
    world.entitlement = entitlement([{ access: granted() }, { from: end, access: denied }]);
    world.before.write = (what) => {
      if (what.startsWith('change')) throw failing('throttled', { delay: 1_500 });
    };
    await stage.hint('checkedIn');
    await eventually('the step has turned', async () => (await stage.explain()).step === 1);
    world.before = {};
    await eventually('the account is surely disabled', () => whatWasWritten(world).at(-1) === 'disable');
    expect(world.account?.enabled).toBe(false);
  });

  scene('a write that is slow is waited for, and the newer order lands last', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the account', () => world.account?.enabled === true);
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const begun = new Promise<void>((resolve) => {
      world.before.write = async () => {
        world.before = {};
        resolve();
        await slow;
      };
    });
    world.entitlement = entitlement([{ access: granted('premium-wifi', 30) }]);
    await stage.hint('planChanged');
    await begun;
    world.entitlement = entitlement([{ access: denied, reason: 'suspended' }]);
    await stage.hint();
    await eventually(
      'the newer decision',
      async () => (await stage.explain()).entitlement?.steps[0]?.reason === 'suspended',
    );
    release();
    await eventually('the newer order', () => whatWasWritten(world).at(-1) === 'disable');
    expect(world.account).toMatchObject({ enabled: false, orgUnit: 'premium-wifi' });
  });

  scene('a write whose retry waits is given up at once for a newer decision', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the account', () => world.account?.enabled === true);
    world.before.write = () => {
      throw failing('throttled', { delay: 60_000 });
    };
    world.entitlement = entitlement([{ access: granted('premium-wifi', 30) }]);
    await stage.hint('planChanged');
    await eventually('a retry waits', async () => (await stage.explain()).unsettled);
    world.before = {};
    world.entitlement = entitlement([{ access: denied, reason: 'suspended' }]);
    await stage.hint();
    await eventually('the newer order', () => world.account?.enabled === false);
  });

  scene('a write is given up after 8 tries with attention, and tried again when an operator says so', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    world.before.write = () => {
      throw failing('forbidden', { delay: 10 });
    };
    const stage = await open(world);
    await stage.hint();
    await eventually('attention', async () => (await stage.explain()).attention?.reason === 'forbidden');
    world.before = {};
    await stage.member.executeUpdate('retryNow', { args: [{ by: 'test' }] });
    await eventually('the account', () => world.account?.enabled === true);
    await eventually('all is well', async () => (await stage.explain()).attention === null);
  });

  const lostCreate = (world: ScriptedWorld): void => {
    world.afterWrite = (what) => {
      if (!what.startsWith('create')) return;
      world.afterWrite = undefined;
      throw failing('timeout', { retryable: false, sent: true });
    };
  };

  scene('a create whose reply was lost is found by its mark: never a second account', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    lostCreate(world);
    const stage = await open(world);
    await stage.hint();
    await eventually('the letter', () => world.letters.length === 1);
    expect(world.accounts).toHaveLength(1);
    await eventually('nothing is in doubt', async () => !(await stage.explain()).unsettled);
    expect(world.letters[0]?.credential.credentialId).toBe(world.account?.credentialId);
  });

  scene('a create whose reply was lost and whose member then cancels ends disabled', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    let cancelled = (): void => undefined;
    const hasCancelled = new Promise<void>((resolve) => (cancelled = resolve));
    world.afterWrite = async () => {
      world.afterWrite = undefined;
      await hasCancelled;
      throw failing('timeout', { retryable: false, sent: true });
    };
    await stage.hint();
    await eventually('the create is under way', () => world.account !== undefined);
    world.entitlement = entitlement([{ access: denied, reason: 'suspended' }]);
    await stage.hint();
    await eventually(
      'the newer decision',
      async () => (await stage.explain()).entitlement?.steps[0]?.reason === 'suspended',
    );
    cancelled();
    await eventually('disabled', () => world.account?.enabled === false);
    expect(world.accounts).toHaveLength(1);
  });

  scene('a create whose reply was lost by a worker that died is settled, not sent again', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    world.afterWrite = () => {
      world.afterWrite = undefined;
      return new Promise(() => undefined);
    };
    await stage.hint();
    await eventually('the create was applied', () => world.account !== undefined);
    await eventually('the letter', () => world.letters.length === 1, { within: 30_000 });
    expect(world.accounts).toHaveLength(1);
    expect(whatWasWritten(world).filter((what) => what.startsWith('create'))).toHaveLength(1);
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
