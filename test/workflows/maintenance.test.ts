import { eventually } from '../support/eventually';
import { denied, entitlement, granted } from './support/entitlements';
import { failing, ScriptedWorld } from './support/scripted-world';
import { scene, type Stage } from './support/stage';

const heldBack = { retryable: false, delay: 300 };

async function welcomed(stage: Stage): Promise<void> {
  await stage.hint();
  await eventually('the welcome', async () => (await stage.explain()).delivery.state === 'sent');
}

/** Refuses until it is told otherwise, and counts how often. */
function maintenance(): { check: () => void; end: () => void; refusals: () => number } {
  let [isOn, refusals] = [true, 0];
  return {
    check: () => {
      if (!isOn) return;
      refusals += 1;
      throw failing('maintenance', heldBack);
    },
    end: () => void (isOn = false),
    refusals: () => refusals,
  };
}

describe('while a side is held back', () => {
  scene('an end waits without attention, says why, and is carried out by itself afterwards', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await welcomed(stage);
    const directory = maintenance();
    world.before.write = directory.check;
    world.entitlement = entitlement([{ access: denied }]);
    await stage.hint();
    await eventually('it was tried again and again', () => directory.refusals() > 2);
    await eventually('no try leaves a doubt', async () => !(await stage.explain()).unsettled);
    const { attention, waiting, timeline } = await stage.explain();
    expect(attention).toBeNull();
    expect(waiting).toMatchObject({ lane: 'writer', message: 'maintenance' });
    expect(timeline.filter(({ what }) => what.includes('maintenance'))).toHaveLength(1);
    expect(world.account?.enabled).toBe(true);
    directory.end();
    await eventually('the removal', () => world.account?.enabled === false);
    await eventually('nothing waits any more', async () => (await stage.explain()).waiting === null);
  });

  scene('what was announced waits for its look, and a create is made once', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const [source, directory] = [maintenance(), maintenance()];
    world.before = { look: source.check, write: directory.check };
    const stage = await open(world);
    await stage.hint();
    await eventually('the look waits', async () => (await stage.explain()).waiting?.lane === 'looker');
    source.end();
    await eventually('the create waits', async () => (await stage.explain()).waiting?.lane === 'writer');
    directory.end();
    await eventually('the welcome', () => world.letters.length === 1);
    expect(world.writes).toHaveLength(1);
    expect((await stage.explain()).attention).toBeNull();
  });
});
