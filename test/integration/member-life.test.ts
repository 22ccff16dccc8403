import { DateTime } from 'luxon';
import { eventually } from '../support/eventually';
import { memberWorkflowId } from '../../contracts/replayed';
import { memberId } from '../../domain/replayed/ids';
import { inSpace, lateAtMost, type Living } from './support/in-space';
import { linkIn, reveal } from './support/reveal';

const { scene } = inSpace();
const second = 1_000;
const patient = { within: 40 * second };

/** What the Temporal UI shows of a member. */
async function detailsOf({ client, connector }: Living, id: string): Promise<string> {
  const workflow = client.workflow.getHandle(memberWorkflowId(connector, memberId(id)));
  const { currentDetails } = await workflow.query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return currentDetails;
}

describe('a membership', () => {
  scene('from joining to leaving is followed by the account', async ({ sandbox, accountOf, isEnabled }) => {
    const { nexudus, ironwifi, mailbox } = sandbox;
    const id = nexudus.play.join({ fullName: 'Ada Byron', email: 'ada@members.example', plan: 'Hot Desk' });
    await eventually('the account is enabled', () => isEnabled(id), patient);
    expect(accountOf(id)).toMatchObject({ username: 'ada@members.example', orgunit: 'basic-wifi' });

    const letter = await mailbox.waitFor(({ to }) => to.includes('ada@members.example'), 20 * second);
    const { username, password } = accountOf(id) ?? {};
    expect(letter.text).toContain(username);
    expect(letter.text).not.toContain(password);
    expect(await reveal(linkIn(letter.text))).toMatchObject({ state: 'valid', username, password });
    expect(ironwifi.mayLogIn(String(username), String(password))).toBe(true);

    nexudus.play.changePlan(id, 'Private Office');
    await eventually('it has moved', () => accountOf(id)?.orgunit === 'premium-wifi-priority', patient);
    expect(isEnabled(id)).toBe(true);

    nexudus.play.suspend(id);
    await eventually('it is disabled', () => !isEnabled(id), patient);
    nexudus.play.activate(id);
    await eventually('it is enabled again', () => isEnabled(id), patient);
    expect(accountOf(id)?.history.map(({ enabled }) => enabled)).toEqual([true, true, false, true]);
    const subjects = mailbox.messages
      .filter(({ to }) => to.includes('ada@members.example'))
      .map(({ subject }) => subject);
    expect(subjects).toEqual(['Your WiFi at Testing Space', 'Your WiFi at Testing Space has changed with your plan']);
  });

  scene('that is cancelled ahead ends at its instant, never early', async ({ sandbox, isEnabled, lastChangeOf }) => {
    const { play } = sandbox.nexudus;
    const id = play.join({ fullName: 'Bea Cole', email: 'bea@members.example', plan: 'Hot Desk' });
    await eventually('the account is enabled', () => isEnabled(id), patient);
    const end = Math.ceil(Date.now() / second) * second + 15 * second;
    play.cancel(id, { at: end });
    await eventually('it is disabled', () => !isEnabled(id), patient);
    expect(lastChangeOf(id) - end).toBeGreaterThanOrEqual(0);
    expect(lastChangeOf(id) - end).toBeLessThan(lateAtMost);
  });

  scene('that is cancelled now ends after a second look', async (space) => {
    const { sandbox, isEnabled, explain } = space;
    const { play } = sandbox.nexudus;
    // a contract that ends within the second in which it began has no end to tell
    const start = Date.now() - 86_400 * second;
    const id = play.join({ fullName: 'Cy Dorn', email: 'cy@members.example', plan: 'Dedicated Desk', start });
    await eventually('the account is enabled', () => isEnabled(id), patient);
    play.cancel(id);
    await eventually('it is disabled', () => !isEnabled(id), patient);
    expect((await explain(id)).entitlement?.steps[0]).toMatchObject({ access: { state: 'denied' }, reason: 'ended' });
    expect(await detailsOf(space, id)).toMatch(
      /^\*\*May not connect: contract Dedicated Desk #\d+ ended on .* Access comes back/,
    );
  });

  scene('that is cancelled as of today has ended with its last midnight', async ({ sandbox, isEnabled, explain }) => {
    const { play } = sandbox.nexudus;
    const midnight = DateTime.now().setZone('Europe/London').startOf('day').toMillis();
    const start = midnight - 86_400 * second;
    const id = play.join({ fullName: 'Bo Ames', email: 'bo@members.example', plan: 'Hot Desk', start });
    await eventually('the account is enabled', () => isEnabled(id), patient);
    play.cancel(id, { at: midnight });
    await eventually('it is disabled', () => !isEnabled(id), patient);
    const [first] = (await explain(id)).entitlement?.steps ?? [];
    expect(first).toMatchObject({ access: { state: 'denied' }, reason: 'ended', evidence: [{ at: midnight }] });
  });

  scene('replaced by another of a better plan never shuts out', async ({ sandbox, isEnabled, accountOf }) => {
    const { play } = sandbox.nexudus;
    const id = play.join({ fullName: 'Di Eck', email: 'di@members.example', plan: 'Hot Desk' });
    await eventually('the account is enabled', () => isEnabled(id), patient);
    play.changePlan(id, 'Dedicated Desk', { shape: 'replace' });
    await eventually('it has moved', () => accountOf(id)?.orgunit === 'premium-wifi', patient);
    expect(accountOf(id)?.history.every(({ enabled }) => enabled)).toBe(true);
  });

  scene('that is paused rests the passes of its plan, not those that were bought', async ({ sandbox, isEnabled }) => {
    const { play } = sandbox.nexudus;
    const resting = play.join({ fullName: 'Ian Noe', email: 'ian@members.example' });
    const staying = play.join({ fullName: 'Jo Orr', email: 'jo@members.example' });
    for (const id of [resting, staying]) {
      const contract = play.addContract(id, 'Dedicated Desk');
      play.buyPass(id, { pass: 'Day Pass', fromContract: id === resting ? contract : undefined });
      await eventually('the account is enabled', () => isEnabled(id), patient);
      play.pause(id, { from: Date.now() - 60 * second, until: Date.now() + 3_600 * second });
    }
    await eventually('it is disabled', () => !isEnabled(resting), patient);
    expect(isEnabled(staying)).toBe(true);
  });

  scene('of a team gives its members the plan of who pays', async ({ sandbox, isEnabled, accountOf }) => {
    const { play } = sandbox.nexudus;
    const payer = play.join({ fullName: 'Flo Gray', email: 'flo@members.example', plan: 'Dedicated Desk' });
    const id = play.join({ fullName: 'Gus Hill', email: 'gus@members.example' });
    play.createTeam({ name: 'Team', payingMemberId: payer, memberIds: [payer, id], shareTimePasses: false });
    await eventually('the account is enabled', () => isEnabled(id), patient);
    expect(accountOf(id)?.orgunit).toBe('premium-wifi');
  });

  scene(
    'of a deleted coworker ends, once a second look a minute later agrees',
    async ({ sandbox, isEnabled, explain }) => {
      const { play } = sandbox.nexudus;
      const id = play.join({ fullName: 'Ida Jung', email: 'ida@members.example', plan: 'Hot Desk' });
      await eventually('the account is enabled', () => isEnabled(id), patient);
      play.remove(id);
      await eventually('a removal waits', async () => (await explain(id)).secondLookAt !== null, patient);
      expect(isEnabled(id)).toBe(true);
      await eventually('it is disabled', () => !isEnabled(id), { within: 75 * second });
    },
    150 * second,
  );
});

describe('a day pass', () => {
  scene('ends to the second', async ({ sandbox, isEnabled, accountOf, lastChangeOf }) => {
    const { play } = sandbox.nexudus;
    const id = play.join({ fullName: 'Jo Kahn', email: 'jo@members.example' });
    const end = Math.ceil(Date.now() / second) * second + 15 * second;
    play.buyPass(id, { pass: 'Day Pass', expires: end });
    await eventually('the account is enabled', () => isEnabled(id), patient);
    expect(accountOf(id)?.orgunit).toBe('guest-wifi');
    await eventually('it is disabled', () => !isEnabled(id), patient);
    expect(lastChangeOf(id) - end).toBeGreaterThanOrEqual(0);
    expect(lastChangeOf(id) - end).toBeLessThan(lateAtMost);
  });
});

describe('two members with one e-mail address', () => {
  scene('have an account each; the second name carries the member id', async ({ sandbox, isEnabled, accountOf }) => {
    const { play } = sandbox.nexudus;
    const first = play.join({ fullName: 'Kim Lane', email: 'shared@members.example', plan: 'Hot Desk' });
    await eventually('the first is enabled', () => isEnabled(first), patient);
    const twin = play.join({ fullName: 'Lou Lane', email: 'Shared@members.example', plan: 'Hot Desk' });
    await eventually('the second is enabled', () => isEnabled(twin), patient);
    expect(accountOf(twin)?.username).toBe(`shared.${twin}@members.example`);
  });
});

describe('an account that we did not make', () => {
  scene('is left alone, and the member says so', async ({ sandbox, explain, accountOf }) => {
    sandbox.ironwifi.addForeign({ username: 'mo@members.example' });
    const id = sandbox.nexudus.play.join({ fullName: 'Mo Nash', email: 'mo@members.example', plan: 'Hot Desk' });
    await eventually(
      'attention',
      async () => {
        const story = await explain(id).catch(() => null);
        return story?.attention?.reason === 'conflict';
      },
      patient,
    );
    expect(accountOf(id)).toBeUndefined();
  });
});
