import { eventually } from '../support/eventually';
import { denied, entitlement, granted } from './support/entitlements';
import { failing, ScriptedWorld } from './support/scripted-world';
import { scene, type Stage } from './support/stage';

const second = 1_000;

async function welcomed(open: (world: ScriptedWorld) => Promise<Stage>, world: ScriptedWorld): Promise<Stage> {
  const stage = await open(world);
  await stage.hint();
  await eventually('the account', () => world.account?.enabled === true);
  return stage;
}

const blocked = entitlement([{ access: denied, reason: 'blocked' }]);
const suspended = entitlement([{ access: denied, reason: 'suspended' }]);
const refuse = (world: ScriptedWorld, what: string): void => {
  world.before.write = (write) => {
    if (write.startsWith(what)) throw failing('outage', { retryable: false, sent: true });
  };
};
const paused = (stage: Stage): Promise<void> =>
  eventually('the write has failed and pauses', async () => (await stage.explain()).attention?.lane === 'writer');
/** A hint waits 5 s after a look; the shortest pause takes a minute. */
const outAtOnce = async (world: ScriptedWorld): Promise<void> =>
  eventually('out', () => world.account?.enabled === false, { within: 20 * second });

describe('what a member waits for gives way to what is decided later', () => {
  scene('a change that keeps failing does not hold a suspension back', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await welcomed(open, world);
    refuse(world, 'change');
    world.entitlement = entitlement([{ access: granted('premium-wifi', 30) }]);
    await stage.hint('planChanged');
    await paused(stage);
    world.entitlement = suspended;
    await stage.hint();
    await outAtOnce(world);
    await eventually('all is well', async () => (await stage.explain()).attention === null);
  });

  scene('a change that fails after the suspension is known does not hold it back', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await welcomed(open, world);
    let giveUp = (): void => undefined;
    const givenUp = new Promise<void>((resolve) => (giveUp = resolve));
    let isUnderWay = false;
    world.before.write = async (what) => {
      if (!what.startsWith('change')) return;
      isUnderWay = true;
      await givenUp;
      throw failing('timeout', { retryable: false, sent: true });
    };
    world.entitlement = entitlement([{ access: granted('premium-wifi', 30) }]);
    await stage.hint('planChanged');
    await eventually('the change is under way', () => isUnderWay);
    world.entitlement = suspended;
    await stage.hint();
    await eventually(
      'the newer decision',
      async () => (await stage.explain()).entitlement?.steps[0]?.reason === 'suspended',
    );
    giveUp();
    await outAtOnce(world);
  });

  scene('a removal that keeps failing is tried at once when an operator blocks the member as well', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await welcomed(open, world);
    refuse(world, 'disable');
    world.entitlement = suspended;
    await stage.hint();
    await paused(stage);
    world.before = {};
    world.entitlement = blocked;
    await stage.member.executeUpdate('overrideAccess', {
      args: [{ access: 'block', until: null, reason: 'test', by: 'test' }],
    });
    await outAtOnce(world);
  });

  scene('a search for a lost create that keeps failing is made at once when the member is suspended', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    world.afterWrite = () => {
      world.afterWrite = undefined;
      throw failing('timeout', { retryable: false, sent: true });
    };
    world.before.settle = () => {
      throw failing('outage', { delay: 10 });
    };
    const stage = await open(world);
    await stage.hint();
    await paused(stage);
    world.before = {};
    world.entitlement = suspended;
    await stage.hint();
    await outAtOnce(world);
    expect(world.accounts).toHaveLength(1);
  });

  scene('a delete that keeps failing does not leave the member in', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await welcomed(open, world);
    refuse(world, 'delete');
    world.entitlement = entitlement([{ access: denied }], { retentionMs: 0 });
    await stage.hint();
    await outAtOnce(world);
    await paused(stage);
  });

  scene('a write whose retry waits is made at once when an operator asks for it', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await welcomed(open, world);
    let tries = 0;
    world.before.write = () => {
      tries += 1;
      throw failing('throttled', { delay: 60_000 });
    };
    world.entitlement = entitlement([{ access: granted('premium-wifi', 30) }]);
    await stage.hint('planChanged');
    await eventually('a retry waits', () => tries === 1);
    world.before = {};
    await stage.member.executeUpdate('retryNow', { args: [{ by: 'test' }] });
    await eventually('the change', () => world.account?.orgUnit === 'premium-wifi', { within: 20 * second });
  });

  scene('a look whose retry waits ends at once when an operator blocks the member', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await welcomed(open, world);
    let tries = 0;
    world.before.look = () => {
      tries += 1;
      throw failing('throttled', { delay: 60_000 });
    };
    await stage.hint();
    await eventually('a retry waits', () => tries === 1);
    world.before = {};
    world.entitlement = blocked;
    await stage.member.executeUpdate('overrideAccess', {
      args: [{ access: 'block', until: null, reason: 'test', by: 'test' }],
    });
    await outAtOnce(world);
  });
});
