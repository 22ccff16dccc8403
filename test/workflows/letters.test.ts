import {
  memberPage,
  openCredentialLink,
  renewLink,
  resendCredentials,
  rotateByMember,
  rotateCredentials,
  takeProfile,
  type MemberPage,
} from '../../contracts/replayed';
import { telling } from '../domain/builders';
import { eventually } from '../support/eventually';
import { denied, entitlement, granted } from './support/entitlements';
import { failing, ScriptedWorld } from './support/scripted-world';
import { scene, type Stage } from './support/stage';

const second = 1_000;
const by = { by: 'test' };

const kinds = (world: ScriptedWorld) => world.letters.map(({ kind }) => kind);
const page = (stage: Stage): Promise<MemberPage> => stage.member.query(memberPage);

/** A member who was welcomed; answers the id of the link in the letter. */
async function welcomed(stage: Stage): Promise<string> {
  await stage.hint('memberCreated');
  await eventually('the welcome', async () => (await stage.explain()).delivery.state === 'sent');
  return stage.world.letters[0]?.link?.id ?? '';
}

/** Another look at the member. */
async function lookedAt(stage: Stage): Promise<void> {
  const before = Date.now();
  await stage.hint();
  await eventually('a look', async () => ((await stage.explain()).lastLookAt ?? 0) > before);
}

describe('a member’s workflow', () => {
  scene('the link in a letter opens so often, and then no more', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }], { telling: { ...telling, linkOpenings: 2 } }));
    const stage = await open(world);
    const link = await welcomed(stage);
    const openings = [];
    for (let times = 0; times < 3; times += 1)
      openings.push(await stage.member.executeUpdate(openCredentialLink, { args: [{ link }] }));
    expect(openings).toEqual([{ opening: 1 }, { opening: 2 }, { opening: null }]);
    expect((await page(stage)).link).toMatchObject({ id: link, openingsLeft: 0 });
  });

  scene('the link in a letter expires, counted from its letter', async (open) => {
    const brief = { telling: { ...telling, linkMs: 12 * second } };
    const world = new ScriptedWorld(entitlement([{ access: granted() }], brief));
    let sendable = false;
    world.before.letter = () => {
      if (!sendable) throw failing('mailDeferred', { delay: 200 });
    };
    const stage = await open(world);
    await stage.hint('memberCreated');
    await eventually('the account', () => world.account !== undefined);
    await eventually(
      'it would have expired',
      async () => ((await page(stage)).link?.expiresAt ?? Infinity) < Date.now(),
    );
    sendable = true;
    await eventually('the welcome', async () => (await stage.explain()).delivery.state === 'sent');
    const link = world.letters[0]?.link?.id;
    const opened = await stage.member.executeUpdate(openCredentialLink, { args: [{ link: link ?? '' }] });
    expect(opened).toEqual({ opening: 1 });
    await eventually('it has expired', async () => ((await page(stage)).link?.expiresAt ?? Infinity) < Date.now());
    expect(await stage.member.executeUpdate(openCredentialLink, { args: [{ link: link ?? '' }] })).toEqual({
      opening: null,
    });
  });

  scene('the link in a letter is dead as soon as a resend or a rotation is answered', async (open) => {
    const stage = await open(new ScriptedWorld(entitlement([{ access: granted() }])));
    const first = await welcomed(stage);
    await stage.member.executeUpdate(resendCredentials, { args: [by] });
    const second = (await page(stage)).link?.id ?? '';
    await stage.member.executeUpdate(rotateCredentials, { args: [by] });
    const { link, pastLinks } = await page(stage);
    expect(pastLinks.map(({ id }) => id)).toEqual([second, first]);
    for (const dead of [first, second]) {
      expect(dead).not.toBe(link?.id);
      expect(await stage.member.executeUpdate(openCredentialLink, { args: [{ link: dead }] })).toEqual({
        opening: null,
      });
    }
    await eventually('the letter with the new one', () => stage.world.letters.at(-1)?.link?.id === link?.id);
  });

  scene('the link in a letter opens nothing while the account is not ready or access is over', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    const link = await welcomed(stage);
    world.entitlement = entitlement([{ access: denied, reason: 'suspended' }]);
    await stage.hint();
    await eventually('the removal', () => world.account?.enabled === false);
    expect(await stage.member.executeUpdate(openCredentialLink, { args: [{ link }] })).toEqual({ opening: null });
    expect((await page(stage)).link).toMatchObject({ openingsLeft: 10 });
  });

  scene('the link in a letter gives each file that an opening offered once', async (open) => {
    const stage = await open(new ScriptedWorld(entitlement([{ access: granted() }])));
    const link = await welcomed(stage);
    const take = (opening: number, document: string) =>
      stage.member.executeUpdate(takeProfile, { args: [{ link, opening, document }] });
    expect(await take(1, 'apple')).toEqual({ taken: false });
    await stage.member.executeUpdate(openCredentialLink, { args: [{ link }] });
    expect([await take(1, 'apple'), await take(1, 'apple'), await take(1, 'windows')]).toEqual([
      { taken: true },
      { taken: false },
      { taken: true },
    ]);
    await stage.member.executeUpdate(resendCredentials, { args: [by] });
    expect(await take(1, 'android')).toEqual({ taken: false });
  });

  scene(
    'the link in a letter brings a new one to its holder, also when it was replaced, but not again and again',
    async (open) => {
      const stage = await open(new ScriptedWorld(entitlement([{ access: granted() }])));
      const first = await welcomed(stage);
      await stage.member.executeUpdate(resendCredentials, { args: [by] });
      await eventually('the second letter', () => stage.world.letters.length === 2);
      const renew = (link: string) => stage.member.executeUpdate(renewLink, { args: [{ link }] });
      expect(await renew('nobody’s')).toEqual({ done: false });
      expect(await renew(first)).toEqual({ done: true });
      expect(await renew(first)).toEqual({ done: false });
      await eventually('the third letter', () => stage.world.letters.length === 3);
      expect(kinds(stage.world)).toEqual(['welcome', 'resend', 'renewed']);
    },
  );

  const opening = (stage: Stage, link: string) => stage.member.executeUpdate(openCredentialLink, { args: [{ link }] });
  const takes = (stage: Stage, link: string) =>
    stage.member.executeUpdate(takeProfile, { args: [{ link, opening: 1, document: 'apple' }] });

  scene('the live link outlives what the holder of a dead one asks for, until the new one is opened', async (open) => {
    const stage = await open(new ScriptedWorld(entitlement([{ access: granted() }])));
    const dead = await welcomed(stage);
    await stage.member.executeUpdate(resendCredentials, { args: [by] });
    await eventually('the second letter', () => stage.world.letters.length === 2);
    const live = stage.world.letters[1]?.link?.id ?? '';
    expect(await opening(stage, live)).toEqual({ opening: 1 });
    expect(await stage.member.executeUpdate(renewLink, { args: [{ link: dead }] })).toEqual({ done: true });
    await eventually('the letter with the new one', () => stage.world.letters.length === 3);
    const renewed = stage.world.letters[2]?.link?.id ?? '';
    expect(await page(stage)).toMatchObject({ link: { id: live }, renewedLink: { id: renewed } });
    expect(await takes(stage, live)).toEqual({ taken: true });
    expect(await opening(stage, live)).toEqual({ opening: 2 });

    expect(await opening(stage, renewed)).toEqual({ opening: 1 });
    expect(await page(stage)).toMatchObject({ link: { id: renewed, openingsLeft: 9 }, renewedLink: null });
    expect(await opening(stage, live)).toEqual({ opening: null });
    expect(await takes(stage, live)).toEqual({ taken: false });
    expect((await page(stage)).pastLinks.map(({ id }) => id)).toEqual([live, dead]);
  });

  scene('a call that is repeated, because its answer was lost with the run, is carried out once', async (open) => {
    const stage = await open(new ScriptedWorld(entitlement([{ access: granted() }])));
    const link = await welcomed(stage);
    const openAs = (updateId: string) => stage.member.executeUpdate(openCredentialLink, { updateId, args: [{ link }] });
    expect(await openAs('a caller')).toEqual({ opening: 1 });
    const runId = async (): Promise<string> => (await stage.member.describe()).runId;
    const before = await runId();
    await eventually(
      'the next run',
      async () => {
        await stage.member.executeUpdate(renewLink, { args: [{ link: 'nobody’s' }] }).catch(() => undefined);
        return (await runId()) !== before;
      },
      { within: 60_000 },
    );
    expect(await openAs('a caller')).toEqual({ opening: 1 });
    expect(await openAs('another caller')).toEqual({ opening: 2 });
  });

  scene('a resend ends the live link and one that was renewed and not opened', async (open) => {
    const stage = await open(new ScriptedWorld(entitlement([{ access: granted() }])));
    const first = await welcomed(stage);
    await stage.member.executeUpdate(renewLink, { args: [{ link: first }] });
    await eventually('the renewed link', () => stage.world.letters.length === 2);
    await stage.member.executeUpdate(resendCredentials, { args: [by] });
    for (const link of [first, stage.world.letters[1]?.link?.id ?? ''])
      expect(await opening(stage, link)).toEqual({ opening: null });
    expect((await page(stage)).renewedLink).toBeNull();
  });

  scene('the link in a letter lets its holder have a new password, once an hour', async (open) => {
    const stage = await open(new ScriptedWorld(entitlement([{ access: granted() }])));
    const first = await welcomed(stage);
    const before = stage.world.account?.credentialId;
    const rotate = (link: string) => stage.member.executeUpdate(rotateByMember, { args: [{ link }] });
    expect(await rotate('nobody’s')).toEqual({ done: false });
    expect(await rotate(first)).toEqual({ done: true });
    await eventually('the letter', () => stage.world.letters.length === 2);
    expect(stage.world.account?.credentialId).not.toBe(before);
    expect(kinds(stage.world)).toEqual(['welcome', 'rotated']);
    expect(await rotate(stage.world.letters[1]?.link?.id ?? '')).toEqual({ done: false });
  });

  scene('letters that only tell speak of a new level, once, and not of what was put back', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await welcomed(stage);
    world.entitlement = entitlement([{ access: granted('premium-wifi', 30) }]);
    await stage.hint('planChanged');
    await eventually('the news', () => world.letters.length === 2);
    const { account } = await stage.explain();
    const seen = { id: account?.id as never, enabled: true, orgUnit: 'somewhere' };
    Object.assign(world.account ?? {}, { orgUnit: 'somewhere' });
    await stage.hint('accessChanged', { source: 'sync', directory: { readAt: Date.now() + 1, account: seen } });
    await eventually('it is put back', () => world.account?.orgUnit === 'premium-wifi');
    await lookedAt(stage);
    expect(kinds(world)).toEqual(['welcome', 'planChanged']);
    expect(world.letters[1]).toMatchObject({ link: null });
  });

  scene('letters that only tell announce an end ahead, and tell when it has come', async (open) => {
    const notice = { telling: { ...telling, noticeMs: 6 * second } };
    const world = new ScriptedWorld(entitlement([{ access: granted() }], notice));
    const stage = await open(world);
    await welcomed(stage);
    const end = Date.now() + 15 * second;
    world.entitlement = entitlement([{ access: granted() }, { from: end, access: denied }], notice);
    await stage.hint();
    await eventually('the announcement', () => world.letters.length === 2, { within: 20 * second });
    expect(Date.now()).toBeLessThan(end);
    expect(world.letters[1]).toMatchObject({ kind: 'endingSoon', validUntil: end });
    await eventually('the end', () => world.letters.length === 3, { within: 20 * second });
    expect(kinds(world)).toEqual(['welcome', 'endingSoon', 'ended']);
  });

  /** An end ahead, and twelve seconds after it a look. */
  async function endAhead(stage: Stage): Promise<number> {
    const end = Date.now() + 12 * second;
    const steps = [{ access: granted() }, { from: end, access: denied }];
    stage.world.entitlement = entitlement(steps, { followUpMs: 12 * second });
    await stage.hint();
    await eventually('the end', () => stage.world.account?.enabled === false);
    return end;
  }

  scene('the look that follows an end comes when the entitlement says, and the letter after it', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await welcomed(stage);
    let lookedBefore = 0;
    world.before.letter = () => (lookedBefore = world.looks.length);
    const looked = world.looks.length + 1;
    const end = await endAhead(stage);
    await eventually('the letter', () => world.letters.length === 2, { within: 60 * second });
    expect(kinds(world)).toEqual(['welcome', 'ended']);
    expect(world.looks.at(-1)?.at).toBeGreaterThanOrEqual(end + 12 * second);
    expect(lookedBefore).toBe(looked + 1);
  });

  scene('nobody is told of an end who is entitled again when the look comes', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }]));
    const stage = await open(world);
    await welcomed(stage);
    await endAhead(stage);
    await eventually('a letter is owed', async () => (await stage.explain()).delivery.state === 'owed');
    world.entitlement = entitlement([{ access: granted() }]);
    await eventually('the member is in again', () => world.account?.enabled === true);
    await eventually('no letter is owed', async () => (await stage.explain()).delivery.state === 'sent');
    expect(kinds(world)).toEqual(['welcome']);
  });

  scene(
    'letters that only tell say nothing of an end that is nearer than the notice, of a suspension, or of what is switched off',
    async (open) => {
      const far = { telling: { ...telling, noticeMs: 3_600 * second, silent: ['planChanged' as const] } };
      const steps = [{ access: granted() }, { from: Date.now() + 60 * second, access: denied }];
      const world = new ScriptedWorld(entitlement(steps, far));
      const stage = await open(world);
      await welcomed(stage);
      world.entitlement = entitlement([{ access: granted('premium-wifi', 30) }], far);
      await stage.hint('planChanged');
      await eventually('the move', () => world.account?.orgUnit === 'premium-wifi');
      world.entitlement = entitlement([{ access: denied, reason: 'suspended' }], far);
      await stage.hint();
      await eventually('the removal', () => world.account?.enabled === false);
      await lookedAt(stage);
      expect(kinds(world)).toEqual(['welcome']);
    },
  );

  const shownIn = { telling: { ...telling, portal: true } };

  scene('a member’s profile in Nexudus holds the link that was mailed last, until access ends', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }], shownIn));
    const stage = await open(world);
    const first = await welcomed(stage);
    await eventually('the link is written', () => world.portal.length === 1);
    await stage.member.executeUpdate(resendCredentials, { args: [by] });
    await eventually('the new link is written', () => world.portal.length === 2);
    world.entitlement = entitlement([{ access: denied, reason: 'ended' }], shownIn);
    await stage.hint('membershipCancelled');
    await eventually('it is taken out', () => world.portal.length === 3);
    const ids = world.portal.map(({ shown }) => shown?.link.id ?? null);
    expect(ids).toEqual([first, world.letters[1]?.link?.id, null]);
  });

  scene('a member’s profile in Nexudus that cannot be written holds up neither letters nor access', async (open) => {
    const world = new ScriptedWorld(entitlement([{ access: granted() }], shownIn));
    world.before.portal = () => {
      throw failing('capability', { retryable: false });
    };
    const stage = await open(world);
    await welcomed(stage);
    await eventually('attention', async () => (await stage.explain()).attention?.lane === 'portal');
    await stage.member.executeUpdate(resendCredentials, { args: [by] });
    await eventually('the second letter', () => world.letters.length === 2);
    expect(world.account?.enabled).toBe(true);
  });
});
