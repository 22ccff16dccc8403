import { tsToMs } from '@temporalio/common/lib/time';
import { eventually } from '../support/eventually';
import { accountId, memberId } from '../../domain/replayed/ids';
import { newMember } from '../../workflows/member/state';
import { denied, entitlement, granted, prepared } from './support/entitlements';
import { failing, ScriptedWorld } from './support/scripted-world';
import { scene, type Stage } from './support/stage';

const second = 1_000;

/** When the timer was due that led to the last order for the directory (epoch ms), and in how many workflow tasks it did. */
async function orderOfLastWrite({ member }: Stage): Promise<{ due: number; tasks: number }> {
  const { events } = await member.fetchHistory();
  const history = events ?? [];
  const withId = (id: unknown) => history.find(({ eventId }) => String(eventId) === String(id));
  const ordered = history.findLastIndex(
    ({ activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled?.taskQueue?.name?.startsWith('directory') === true,
  );
  const before = history.slice(0, ordered);
  const fired = before.findLastIndex((event) => event.timerFiredEventAttributes);
  const tasks = before.slice(fired).filter((event) => event.workflowTaskCompletedEventAttributes).length;
  const timer = withId(history[fired]?.timerFiredEventAttributes?.startedEventId)?.timerStartedEventAttributes;
  const completed = withId(timer?.workflowTaskCompletedEventId)?.workflowTaskCompletedEventAttributes;
  // a workflow's clock is that of its task's beginning
  const begun = tsToMs(withId(completed?.startedEventId)?.eventTime);
  return { due: begun + tsToMs(timer?.startToFireTimeout), tasks };
}

describe('a member’s workflow and its account', () => {
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
    const { due, tasks } = await orderOfLastWrite(stage);
    // the rest is the machine's own time
    expect(Math.abs(due - end)).toBeLessThan(10);
    expect(tasks).toBe(1);
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
    await eventually('the account is surely disabled', () => world.written.at(-1) === 'disable');
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
    await eventually('the newer order', () => world.written.at(-1) === 'disable');
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
    // a long read takes no slot from the writes
    expect(world.places.settle).toEqual(['members without']);
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
    expect(world.written.filter((what) => what.startsWith('create'))).toHaveLength(1);
  });

  scene('a create that fails again and again pauses after the second time, and says so', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    world.before.write = () => {
      throw failing('outage', { retryable: false, sent: true });
    };
    const stage = await open(world);
    await stage.hint();
    await eventually('attention', async () => (await stage.explain()).attention?.reason === 'outage');
    expect(world.creates.map(({ bare }) => bare ?? false)).toEqual([false, true]);
    world.entitlement = entitlement([{ access: denied, reason: 'suspended' }]);
    await stage.hint();
    await eventually(
      'it is looked at',
      async () => (await stage.explain()).entitlement?.steps[0]?.reason === 'suspended',
    );
    expect(world.creates).toHaveLength(2);
  });

  scene('a user name that stays taken though nobody has it gets the member id, and then a pause', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    world.before.write = () => {
      throw failing('duplicate', { retryable: false });
    };
    const stage = await open(world);
    await stage.hint();
    await eventually('attention', async () => (await stage.explain()).attention?.reason === 'duplicate');
    expect(world.creates.map(({ suffix }) => suffix)).toEqual([false, false, true]);
  });

  scene('what is refused of an account shows, and delays neither a level nor an end', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    world.refuses = { fields: ['lastName'], code: 'rejected', message: '422 (lastname)' };
    const stage = await open(world);
    await stage.hint();
    await eventually('the letter', () => world.letters.length === 1);
    expect((await stage.explain()).attention).toMatchObject({
      ...{ lane: 'details', reason: 'rejected' },
      message: 'the account is without lastName: 422 (lastname)',
    });
    world.entitlement = entitlement([{ access: granted('premium-wifi', 30) }]);
    await stage.hint('planChanged');
    await eventually('the level', () => world.account?.orgUnit === 'premium-wifi');
    world.entitlement = entitlement([{ access: denied, reason: 'suspended' }]);
    await stage.hint();
    await eventually('the end', () => world.account?.enabled === false);
    expect(world.written).toEqual(['create enabled basic-wifi', 'change orgUnit enabled premium-wifi', 'disable']);
  });

  scene('what was refused is written when an operator asks for it, and all is well', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    world.refuses = { fields: ['lastName'], code: 'rejected', message: '422 (lastname)' };
    const stage = await open(world);
    await stage.hint();
    await eventually('attention', async () => (await stage.explain()).attention?.lane === 'details');
    world.refuses = undefined;
    await stage.member.executeUpdate('retryNow', { args: [{ by: 'test' }] });
    await eventually('all is well', async () => (await stage.explain()).attention === null);
    expect(world.written.at(-1)).toBe('change lastName enabled basic-wifi');
  });

  scene('an account that was deleted by hand is made again with the plain user name', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    world.before.write = () => {
      if (world.creates.length < 3) throw failing('duplicate', { retryable: false });
    };
    const stage = await open(world);
    await stage.hint();
    await eventually('the letter', () => world.letters.length === 1);
    expect(world.creates.at(-1)?.suffix).toBe(true);
    world.accounts = [];
    await stage.hint('accessChanged', { source: 'sync', directory: { readAt: Date.now() + 60_000, account: null } });
    await eventually('it is there again', () => world.account !== undefined);
    expect(world.creates.at(-1)?.suffix).toBe(false);
  });

  scene('a grant whose instant passed while nobody worked waits for a look, and an end does not', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: denied, reason: 'suspended' }]));
    world.before.look = () => {
      throw failing('outage');
    };
    const stage = await open(world);
    const minute = 60_000;
    const slept = entitlement([
      { access: denied },
      { from: Date.now() - 5 * minute, access: granted() },
      { from: Date.now() + 8 * second, access: denied, reason: 'ended' },
    ]);
    const account = {
      ...{ id: accountId('account-1'), enabled: true, orgUnit: 'basic-wifi', attributes: null, identity: 'identity-1' },
      ...{ usernameTag: 'tag', namedBy: 'email', credential: { keyId: 'key-1', credentialId: 'c-1' } },
    };
    world.accounts = [{ ...account, member: 'any', credentialId: 'c-1', enabled: false }];
    const known = { entitlement: slept, credential: account.credential, keyId: 'key-1', looks: 1 };
    const state = { ...newMember({ connector: 'test', member: memberId('1') }), ...known, refreshWanted: 'no' };
    await stage.handOver({ ...state, account: { ...account, enabled: false } });
    await eventually('it wants a look', () => world.looks.length > 0);
    expect(world.looks[0]?.place).toBe('looks 3');
    expect((await stage.explain()).timeline.map(({ what }) => what).join()).toContain('late, so a look comes first');
    await eventually('the end is served', async () => (await stage.explain()).step === 2, { within: 20_000 });
    expect(world.written).toEqual([]);
    world.before = {};
    await eventually('it was looked at', async () => (await stage.explain()).lastLookAt !== null, { within: 30_000 });
    expect(world.written).toEqual([]);
  });

  scene('an account whose mark tells another password than the workflow knows is believed', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await stage.hint();
    await eventually('the letter', () => world.letters.length === 1);
    const credential = { keyId: 'key-2', credentialId: 'rotated-elsewhere' };
    const seen = { id: 'account-1', enabled: true, orgUnit: 'basic-wifi', credential };
    await stage.hint('accessChanged', { source: 'sync', directory: { readAt: Date.now() + 60_000, account: seen } });
    await stage.member.executeUpdate('resendCredentials', { args: [{ by: 'test' }] });
    await eventually('another letter', () => world.letters.length === 2);
    expect(world.letters[1]?.credential).toEqual(credential);
    expect(world.written).toEqual(['create enabled basic-wifi']);
  });
});
