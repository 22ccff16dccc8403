import { eventually } from '../support/eventually';
import { denied, entitlement, granted } from './support/entitlements';
import { failing, ScriptedWorld } from './support/scripted-world';
import { scene, type Stage } from './support/stage';

const second = 1_000;
/** The shortest pause of a lane takes a minute. */
const atOnce = { within: 20 * second };
const lasting = { retryable: false } as const;

const recover = (stage: Stage, system: string): Promise<void> => stage.member.signal('systemRecovered', { system });
const waits = (stage: Stage, lane: string): Promise<void> =>
  eventually(`the ${lane} waits`, async () => (await stage.explain()).attention?.lane === lane);

async function welcomed(open: (world: ScriptedWorld) => Promise<Stage>, world: ScriptedWorld): Promise<Stage> {
  const stage = await open(world);
  await stage.hint();
  await eventually('the welcome', () => world.letters.length === 1);
  return stage;
}

describe('a member who is told that a system is well again', () => {
  scene('tries at once what has failed because of it', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await welcomed(open, world);
    world.before.write = () => {
      throw failing('unauthorized', lasting);
    };
    world.entitlement = entitlement([{ access: denied, reason: 'suspended' }]);
    await stage.hint();
    await waits(stage, 'writer');
    world.before = {};
    await recover(stage, 'ironwifi');
    await eventually('the removal', () => world.account?.enabled === false, atOnce);
    await eventually('all is well', async () => (await stage.explain()).attention === null);
  });

  scene('tries at once a look and a letter that have failed because of it', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    world.before = {
      look: () => {
        throw failing('unauthorized', { ...lasting, system: 'nexudus' });
      },
      letter: () => {
        throw failing('forbidden', { ...lasting, system: 'smtp' });
      },
    };
    const stage = await open(world);
    await stage.hint();
    await waits(stage, 'looker');
    world.before.look = undefined;
    await recover(stage, 'nexudus');
    await eventually('the account', () => world.account?.enabled === true, atOnce);
    await waits(stage, 'courier');
    world.before.letter = undefined;
    await recover(stage, 'smtp');
    await eventually('the letter', () => world.letters.length === 1, atOnce);
  });

  scene('does not try what another system has made fail, or what no system can help', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    let tries = 0;
    world.before.write = () => {
      tries += 1;
      throw failing('unauthorized', lasting);
    };
    world.before.letter = () => {
      throw failing('mailRefused', { ...lasting, system: 'smtp' });
    };
    const stage = await open(world);
    await stage.hint();
    await waits(stage, 'writer');
    const before = (await stage.explain()).attention;
    await recover(stage, 'nexudus');
    await recover(stage, 'smtp');
    // the hint after it shows that both were taken in
    await stage.hint();
    await eventually('it was looked at again', () => world.looks.length > 1);
    expect(tries).toBe(1);
    expect((await stage.explain()).attention).toEqual(before);
  });

  scene('and fails all the same, tries no faster than every ten seconds', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const tries: number[] = [];
    world.before.write = () => {
      tries.push(Date.now());
      throw failing('unauthorized', lasting);
    };
    const stage = await open(world);
    await stage.hint();
    await waits(stage, 'writer');
    await eventually('it has tried three times', async () => {
      await recover(stage, 'ironwifi');
      return tries.length >= 3;
    });
    const gaps = tries.slice(1).map((at, i) => at - (tries[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(9.5 * second);
  });
});

describe('a system that asks to wait', () => {
  scene('is obeyed by the lane, which shows it and tries again no later than the system asks', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const tries: number[] = [];
    world.before.write = () => {
      tries.push(Date.now());
      throw failing('throttled', { ...lasting, delay: 30 * second });
    };
    const stage = await open(world);
    await stage.hint();
    await waits(stage, 'writer');
    await eventually('it has tried again', () => tries.length === 2, { within: 45 * second });
    expect((tries[1] ?? 0) - (tries[0] ?? 0)).toBeGreaterThanOrEqual(30 * second);
  });
});
