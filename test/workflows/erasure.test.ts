import { setTimeout as sleep } from 'node:timers/promises';
import { eraseMember, overrideAccess, resendCredentials, rotateCredentials } from '../../contracts/replayed';
import { eventually } from '../support/eventually';
import { denied, entitlement, granted } from './support/entitlements';
import { failing, ScriptedWorld } from './support/scripted-world';
import { scene, type Player, type Stage } from './support/stage';

const withPortal = { telling: { ...entitlement([]).telling, portal: true } };
const runs = () => entitlement([{ access: granted() }], withPortal);
const over = () => entitlement([{ access: denied, reason: 'suspended' }], withPortal);
const blocked = () => entitlement([{ access: denied, reason: 'blocked' }], withPortal);

/** Again, as the API does it, where the run has just ended. */
async function erase(player: Player, force = false): Promise<void> {
  try {
    await player.member.executeUpdate(eraseMember, { args: [{ by: 'operator', force }] });
  } catch (error) {
    if (!/unexpected workflow task failure/.test(String((error as Error).cause))) throw error;
    await erase(player, force);
  }
}

/** The words with which an update is refused. */
async function refusal(update: Promise<unknown>): Promise<string> {
  const error = await update.then(
    () => new Error('it was not refused'),
    (refused: unknown) => refused as Error,
  );
  return (error.cause as Error | undefined)?.message ?? error.message;
}

const isErased = async (player: Player): Promise<boolean> => {
  const { erasure } = await player.explain();
  return erasure !== null && erasure.doneAt !== null;
};

/** Lets nobody through until it is opened. */
class Gate {
  isAwaited = false;
  open: () => void = () => undefined;
  readonly #opens = new Promise<void>((resolve) => (this.open = resolve));

  get opened(): Promise<void> {
    this.isAwaited = true;
    return this.#opens;
  }
}

async function joined(stage: Stage): Promise<void> {
  await stage.hint('memberCreated');
  await eventually('the letter is sent', async () => (await stage.explain()).delivery.state === 'sent');
  await eventually('the link is shown', () => Boolean(stage.world.portal.at(-1)?.shown));
}

async function ended(stage: Stage): Promise<void> {
  await joined(stage);
  stage.world.entitlement = over();
  await stage.hint('membershipCancelled');
  await eventually('disabled', () => stage.world.account?.enabled === false, { within: 20_000 });
}

/** Everything of a tombstone but its dates. */
const nothing = {
  ...{ entitlement: null, step: 0, account: null, unsettled: false, attention: null, waiting: null, hold: null },
  ...{ delivery: { state: 'none', at: null, kind: null }, secondLookAt: null, eraseAt: null, timeline: [] },
};

describe('an erasure', () => {
  scene('deletes the account whose membership is over, and leaves an id and a date', async (open) => {
    const stage = await open(new ScriptedWorld(runs()));
    await ended(stage);
    const { runId } = await stage.member.describe();
    const letters = stage.world.letters.length;
    await erase(stage);
    await eventually('it is erased', () => isErased(stage));
    expect(stage.world.accounts).toEqual([]);
    expect(stage.world.portal.at(-1)?.shown).toBeNull();
    expect(await stage.explain()).toMatchObject({ ...nothing, override: null, erasure: { by: 'operator', left: [] } });
    expect((await stage.member.describe()).runId).not.toBe(runId);

    const { erasure } = await stage.explain();
    const [looks, writes] = [stage.world.looks.length, stage.world.writes.length];
    await erase(stage);
    await stage.hint();
    await eventually('a hook is looked into', () => stage.world.looks.length > looks);
    expect(await stage.explain()).toMatchObject({ ...nothing, erasure });
    expect(stage.world.writes).toHaveLength(writes);
    expect(stage.world.letters).toHaveLength(letters);
  });

  scene('brings a new account, with another password, to whoever has a membership again', async (open) => {
    const stage = await open(new ScriptedWorld(runs()));
    await ended(stage);
    const before = stage.world.creates[0]?.target.credential.credentialId;
    await erase(stage);
    await eventually('it is erased', () => isErased(stage));
    const { world, member } = stage;
    for (const [what, update] of [
      ['resend', resendCredentials],
      ['rotate', rotateCredentials],
    ] as const)
      expect([what, await refusal(member.executeUpdate(update, { args: [{ by: 'operator' }] }))]).toEqual([
        what,
        expect.stringMatching(/was erased on .*: a new account comes by itself with a contract or pass in Nexudus$/),
      ]);
    const block = { access: 'block', until: null, reason: 'x', by: 'operator' } as const;
    expect(await refusal(member.executeUpdate(overrideAccess, { args: [block] }))).toContain('was erased on');

    const letters = world.letters.length;
    world.entitlement = runs();
    await stage.hint('memberCreated');
    await eventually('a welcome', () => world.letters.length > letters, { within: 20_000 });
    expect(world.letters.at(-1)).toMatchObject({ kind: 'welcome' });
    expect(world.creates).toHaveLength(2);
    expect(world.creates[1]?.target.credential.credentialId).not.toBe(before);
    const { erasure, timeline } = await stage.explain();
    expect(erasure).toBeNull();
    expect(timeline[0]?.what).toMatch(/^is back; was erased on /);
  });

  scene('is refused while the membership runs; forced, it keeps access off until that is lifted', async (open) => {
    const stage = await open(new ScriptedWorld(runs()));
    const { world, member } = stage;
    await joined(stage);
    expect(await refusal(erase(stage))).toBe(
      `the membership of member ${stage.id} runs: end it in Nexudus first, or send force: true, which keeps access off until you lift that`,
    );
    world.entitlement = blocked();
    await erase(stage, true);
    await eventually('it is erased', () => isErased(stage));
    expect(world.written.slice(1)).toEqual(['disable', 'delete']);
    expect(world.letters).toHaveLength(1);
    await stage.hint('accessChanged', { source: 'sync' });
    await eventually('a look', () => world.looks.at(-1)?.input.override?.access === 'block');
    expect(await stage.explain()).toMatchObject({ ...nothing, override: { access: 'block', until: null } });
    expect(await refusal(member.executeUpdate(rotateCredentials, { args: [{ by: 'operator' }] }))).toMatch(
      /access is kept off until you lift that: POST \/api\/v1\/members\/\d+\/override {"access": null}$/,
    );

    world.entitlement = runs();
    const lift = { access: null, until: null, reason: '', by: 'operator' };
    await member.executeUpdate(overrideAccess, { args: [lift] });
    await eventually('a new account', () => world.account?.enabled === true);
    expect((await stage.explain()).erasure).toBeNull();
  });

  scene('goes on by itself after an outage, says what is left, and lets no letter out meanwhile', async (open) => {
    const stage = await open(new ScriptedWorld(runs()));
    const { world, member } = stage;
    await joined(stage);
    world.before.letter = () => Promise.reject(failing('unreachable', { system: 'smtp', delay: 1_000 }));
    await member.executeUpdate(rotateCredentials, { args: [{ by: 'operator' }] });
    await eventually('the new password', () => world.written.length === 2);
    world.before.write = () => Promise.reject(failing('outage', { retryable: false, sent: true }));
    world.before.portal = () => Promise.reject(failing('unreachable', { retryable: false, system: 'nexudus' }));
    await erase(stage, true);
    await eventually('attention', async () => (await stage.explain()).attention !== null);
    expect((await stage.explain()).erasure).toMatchObject({ doneAt: null, left: ['account', 'portal'] });
    expect(await refusal(member.executeUpdate(resendCredentials, { args: [{ by: 'operator' }] }))).toBe(
      `member ${stage.id} is being erased: GET /api/v1/members/${stage.id} says what is left`,
    );
    await stage.restartWorker();
    world.before = {};
    for (const system of ['ironwifi', 'nexudus']) await member.signal('systemRecovered', { system });
    await eventually('it is erased', () => isErased(stage), { within: 30_000 });
    expect(world.accounts).toEqual([]);
    expect(world.letters).toHaveLength(1);
    expect(world.portal.at(-1)?.shown).toBeNull();
  });

  scene('shuts out at once, although a letter hangs at the mail server', async (open) => {
    const stage = await open(new ScriptedWorld(runs()));
    const { world, member } = stage;
    await joined(stage);
    const hung = new Gate();
    world.before.letter = () => hung.opened;
    await member.executeUpdate(resendCredentials, { args: [{ by: 'operator' }] });
    await eventually('it hangs', () => hung.isAwaited);
    world.entitlement = blocked();
    await erase(stage, true);
    await eventually('disabled', () => world.account?.enabled === false, { within: 8_000 });
    hung.open();
    await eventually('it is erased', () => isErased(stage));
    expect(await stage.explain()).toMatchObject(nothing);
  });

  scene('finds the account that a lost reply has hidden before it forgets anything', async (open) => {
    const world = new ScriptedWorld(runs());
    const stage = await open(world);
    world.afterWrite = () => Promise.reject(failing('timeout', { retryable: false, sent: true }));
    world.before.settle = () => Promise.reject(failing('outage', { retryable: false }));
    await stage.hint('memberCreated');
    await eventually('nobody knows', async () => (await stage.explain()).attention !== null);
    expect(world.accounts).toHaveLength(1);
    world.entitlement = blocked();
    await erase(stage, true);
    await eventually('attention', async () => (await stage.explain()).attention !== null);
    expect((await stage.explain()).erasure?.left).toContain('account');
    world.before = {};
    world.afterWrite = undefined;
    await stage.member.executeUpdate('retryNow', { args: [{ by: 'operator' }] });
    await eventually('it is erased', () => isErased(stage));
    expect(world.accounts).toEqual([]);
    expect(world.letters).toEqual([]);
  });

  scene('reaches an account that turns up later, although it is enabled', async (open) => {
    const stage = await open(new ScriptedWorld(runs()));
    await ended(stage);
    await erase(stage);
    await eventually('it is erased', () => isErased(stage));
    const first = (await stage.explain()).erasure?.doneAt ?? 0;
    const { world } = stage;
    const old = { id: 'account-9', member: stage.id, enabled: true, orgUnit: null, credentialId: 'c' };
    world.accounts.push(old as never);
    const account = { id: 'account-9', enabled: true, orgUnit: null };
    await stage.hint('accessChanged', { source: 'sync', directory: { readAt: Date.now(), account } });
    await eventually('it is deleted', () => world.accounts.length === 0);
    await eventually('it is erased again', async () => ((await stage.explain()).erasure?.doneAt ?? 0) > first);
    expect(world.questions).toHaveLength(1);
    expect(await stage.explain()).toMatchObject(nothing);
  });

  scene('takes the profiles of the same person with it, and the guard forgets what it holds', async (open) => {
    const world = new ScriptedWorld(runs());
    const stage = await open(world);
    const other = stage.join();
    const stranger = stage.join();
    const joinedTo = (id: string) => {
      const seen = entitlement([{ access: denied, reason: 'joined' }]);
      for (const step of seen.steps) step.evidence = [{ kind: 'coworker', id }];
      return seen;
    };
    world.entitlements.set(other.id, joinedTo(stage.id));
    world.partners.set(stage.id, [other.id, stranger.id]);
    world.partners.set(other.id, [stage.id]);
    world.entitlements.set(stranger.id, runs());
    await Promise.all([joined(stage), other.hint(), stranger.hint()]);
    await eventually('it is joined', async () => (await other.explain()).entitlement !== null);
    await eventually('the other has an account', async () => (await stranger.explain()).account !== null);
    expect(await refusal(erase(other, true))).toContain(`is joined to member ${stage.id}, who has the account`);

    world.guard = () => ({ pass: false, hold: '7' });
    world.entitlement = over();
    await stage.hint();
    await eventually('it is held', async () => (await stage.explain()).hold !== null);
    expect(await refusal(erase(stage))).toContain('since its end is held (suspended): approve that first');
    await erase(stage, true);
    for (const each of [stage, other]) await eventually('it is erased', () => isErased(each));
    expect((await other.explain()).override).toMatchObject({ access: 'block' });
    expect(world.withdrawn).toContain(stage.id);
    await sleep(500);
    expect((await stranger.explain()).erasure).toBeNull();
    expect(world.accounts.map(({ member }) => member)).toEqual([stranger.id]);
  });
});
