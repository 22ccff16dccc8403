import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import {
  memberPage,
  openCredentialLink,
  renewProfile,
  takeProfile,
  type TakeProfileRequest,
} from '../../contracts/replayed';
import { newMember } from '../../workflows/member/state';
import { memberId } from '../../domain/replayed/ids';
import { eventually } from '../support/eventually';
import { denied, entitlement, granted } from './support/entitlements';
import { failing, ScriptedWorld } from './support/scripted-world';
import { scene, type Stage } from './support/stage';

const [oldCa, newCa, laterCa] = ['0000000000000001', '0000000000000002', '0000000000000003'];
const key = defineSearchAttributeKey('LatchkeyCas', SearchAttributeType.KEYWORD_LIST);

const shown = async ({ member }: Stage): Promise<string[] | undefined> =>
  (await member.describe()).typedSearchAttributes.get(key);
const kinds = ({ world }: Stage): string[] => world.letters.map(({ kind }) => kind);
const sent = (stage: Stage, kind: string) =>
  eventually(`the letter ${kind}`, async () => {
    const { delivery } = await stage.explain();
    return delivery.state === 'sent' && delivery.kind === kind;
  });

/** A member who was welcomed, and has opened the page and fetched a profile with these CAs, if any. */
async function settled(stage: Stage, cas?: string[]): Promise<string> {
  await stage.hint('memberCreated');
  await sent(stage, 'welcome');
  const link = stage.world.letters[0]?.link?.id ?? '';
  if (cas !== undefined) await fetchProfile(stage, link, cas);
  return link;
}

async function fetchProfile({ member }: Stage, link: string, cas: string[]): Promise<void> {
  const { opening } = await member.executeUpdate(openCredentialLink, { args: [{ link, cas }] });
  const request: TakeProfileRequest = { link, opening: opening ?? 0, document: 'apple', cas };
  expect(await member.executeUpdate(takeProfile, { args: [request] })).toEqual({ taken: true });
}

const opened = () => new ScriptedWorld(entitlement([{ access: granted() }]));

describe('a member, when the CA is rolled over', () => {
  scene('is found by the CAs of the last profile', async (open) => {
    const stage = await open(opened());
    const link = await settled(stage);
    await eventually('nothing so far', async () => (await shown(stage))?.join() === 'none');
    await fetchProfile(stage, link, [oldCa]);
    await eventually('the old CA', async () => (await shown(stage))?.join() === oldCa);
    await fetchProfile(stage, link, [oldCa, newCa]);
    await eventually('both', async () => (await shown(stage))?.join() === `${oldCa},${newCa}`);
  });

  scene('is asked once for each new CA to renew its profile, by a link beside the live one', async (open) => {
    const stage = await open(opened());
    const link = await settled(stage, [oldCa]);
    await stage.member.signal(renewProfile, { ca: newCa, list: newCa });
    await sent(stage, 'renewProfile');
    expect(stage.world.letters[1]?.link?.id).not.toBe(link);
    expect((await stage.member.query(memberPage)).link?.id).toBe(link);
    await stage.member.signal(renewProfile, { ca: newCa, list: newCa });
    await stage.member.signal(renewProfile, { ca: laterCa, list: laterCa });
    await eventually('the letter about the later CA', () => stage.world.letters.length === 3);
    await stage.restartWorker();
    await stage.member.signal(renewProfile, { ca: laterCa, list: laterCa });
    expect((await stage.explain()).delivery).toMatchObject({ state: 'sent', kind: 'renewProfile' });
    expect(kinds(stage)).toEqual(['welcome', 'renewProfile', 'renewProfile']);
  });

  scene('is asked again when the new CA comes first, if its device uses the first one only', async (open) => {
    const stage = await open(opened());
    await settled(stage, [oldCa]);
    const [behind, first] = [`${oldCa},${newCa}`, `${newCa},${oldCa}`];
    await stage.member.signal(renewProfile, { ca: newCa, list: behind });
    await sent(stage, 'renewProfile');
    await stage.member.signal(renewProfile, { ca: newCa, list: first });
    await eventually('the second letter', () => kinds(stage).length === 3);
    expect(kinds(stage)).toEqual(['welcome', 'renewProfile', 'renewProfile']);
  });

  scene('who has the new CA already is not asked, nor one whose access is over', async (open) => {
    const stage = await open(opened());
    await settled(stage, [oldCa, newCa]);
    await stage.member.signal(renewProfile, { ca: newCa, list: newCa });
    stage.world.entitlement = entitlement([{ access: denied }]);
    await stage.hint();
    await eventually('the end', () => stage.world.account?.enabled === false);
    await stage.member.signal(renewProfile, { ca: laterCa, list: laterCa });
    expect((await stage.explain()).timeline.filter(({ what }) => what.includes('renew its profile'))).toEqual([]);
    expect(kinds(stage)).not.toContain('renewProfile');
  });

  scene('who has not been welcomed yet gets the welcome alone: its page has the new CA', async (open) => {
    const world = opened();
    let sendable = false;
    world.before.letter = () => {
      if (!sendable) throw failing('mailDeferred', { delay: 200 });
    };
    const stage = await open(world);
    await stage.hint('memberCreated');
    await eventually('the account', () => world.account !== undefined);
    await stage.member.signal(renewProfile, { ca: newCa, list: newCa });
    sendable = true;
    await sent(stage, 'welcome');
    expect(kinds(stage)).toEqual(['welcome']);
  });

  scene('whom an older version has served may have any CA, and is asked', async (open) => {
    const fresh = await open(opened());
    await settled(fresh);
    const { carried, renewalAsked, ...older } = newMember({ connector: 'test', member: memberId('1') });
    expect([carried.by, renewalAsked]).toEqual(['nothing', null]);
    const stage = await open(opened());
    await stage.handOver({ ...older, schemaVersion: 2 });
    await sent(stage, 'welcome');
    expect(await shown(stage)).toBeUndefined();
    await stage.member.signal(renewProfile, { ca: newCa, list: newCa });
    await sent(stage, 'renewProfile');
  });
});
