import { eventually } from '../support/eventually';
import { enliven, lateAtMost, type Living } from './support/in-space';
import { linkIn, reveal } from './support/reveal';
import { openSpace } from './support/space';

const second = 1_000;
const patient = { within: 45 * second };

/** A test in a space of its own, at the same time as the others. */
function scene(title: string, script: (space: Living) => Promise<void>): void {
  it.concurrent(
    title,
    async () => {
      const space = enliven(await openSpace());
      try {
        await script(space);
      } finally {
        await space.close();
      }
    },
    180 * second,
  );
}

async function member(space: Living, name: string): Promise<string> {
  const id = space.sandbox.nexudus.play.join({ fullName: name, email: `${name}@members.example`, plan: 'Hot Desk' });
  await eventually('the account is enabled', () => space.isEnabled(id), patient);
  return id;
}

describe('in trouble', () => {
  scene('while Nexudus is away a deadline is served, and what was announced is done when it is back', async (space) => {
    const { nexudus } = space.sandbox;
    const id = await member(space, 'rea');
    const end = Math.ceil(Date.now() / second) * second + 20 * second;
    nexudus.play.cancel(id, { at: end });
    await eventually(
      'the end is known',
      async () => ((await space.explain(id)).entitlement?.steps.length ?? 0) > 1,
      patient,
    );
    nexudus.faults.down = '500';
    nexudus.play.changeName(id, 'Rea Sun');
    await eventually('it is disabled', () => !space.isEnabled(id), patient);
    expect(space.lastChangeOf(id) - end).toBeGreaterThanOrEqual(0);
    expect(space.lastChangeOf(id) - end).toBeLessThan(lateAtMost);
    nexudus.faults.down = 'off';
    nexudus.play.addContract(id, 'Dedicated Desk');
    await space.api.retryNow({ params: { id } });
    await eventually(
      'it is back',
      () => space.accountOf(id)?.orgunit === 'premium-wifi' && space.isEnabled(id),
      patient,
    );
  });

  scene('a read that contradicts itself shuts nobody out', async (space) => {
    const { nexudus } = space.sandbox;
    const id = await member(space, 'sam');
    nexudus.faults.contractsHidden = [id];
    nexudus.play.changeName(id, 'Sam Tor');
    nexudus.resetCalls();
    await eventually('it was read again and again', () => nexudus.calls.length >= 12, patient);
    expect(space.isEnabled(id)).toBe(true);
    nexudus.faults.contractsHidden = [];
    await space.api.retryNow({ params: { id } });
    await eventually(
      'all is well',
      async () => {
        const { attention, lastLookAt } = await space.explain(id);
        return attention === null && (lastLookAt ?? 0) > Date.now() - 5 * second;
      },
      patient,
    );
    expect(space.isEnabled(id)).toBe(true);
  });

  scene('a directory that loses replies ends with one account for each member', async (space) => {
    const { nexudus, ironwifi } = space.sandbox;
    ironwifi.faults.loseReplies = 1;
    const id = nexudus.play.join({ fullName: 'Tia', email: 'tia@members.example', plan: 'Hot Desk' });
    await eventually(
      'the letter',
      async () => (await space.explain(id).catch(() => null))?.delivery.state === 'sent',
      patient,
    );
    expect(ironwifi.accounts().filter(({ username }) => username.startsWith('tia'))).toHaveLength(1);
    const { username, password } = space.accountOf(id) ?? {};
    const letter = await space.sandbox.mailbox.waitFor(({ to }) => to.includes('tia@members.example'), second);
    expect(await reveal(linkIn(letter.text))).toMatchObject({ username, password });
    expect(ironwifi.mayLogIn(String(username), String(password))).toBe(true);
  });

  scene(
    'a directory of another region is not ours: nobody is forgotten and nobody is created there, and what was due is done afterwards',
    async (space) => {
      const { nexudus, ironwifi } = space.sandbox;
      const leaving = await member(space, 'yan');
      const moving = await member(space, 'zoe');
      for (const id of [leaving, moving])
        await eventually('the account is known', async () => (await space.explain(id)).account !== null, patient);
      const ids = [space.accountOf(leaving)?.id, space.accountOf(moving)?.id];
      const attention = async (id: string) => (await space.explain(id).catch(() => null))?.attention?.reason;
      ironwifi.faults.wrongRegion = true;
      nexudus.play.suspend(leaving);
      nexudus.play.changePlan(moving, 'Dedicated Desk');
      for (const id of [leaving, moving])
        await eventually('it is noticed', async () => (await attention(id)) === 'wrongTenant', patient);
      const late = nexudus.play.join({ fullName: 'Abe', email: 'abe@members.example', plan: 'Hot Desk' });
      await eventually('the newcomer waits', async () => (await attention(late)) === 'wrongTenant', patient);
      expect(ironwifi.accounts()).toHaveLength(ids.length);
      ironwifi.faults.wrongRegion = false;
      await eventually('the removal', () => !space.isEnabled(leaving), patient);
      await eventually('the move', () => space.accountOf(moving)?.orgunit === 'premium-wifi', patient);
      await eventually('the newcomer', () => space.isEnabled(late), patient);
      expect([space.accountOf(leaving)?.id, space.accountOf(moving)?.id]).toEqual(ids);
    },
  );

  scene('hooks that come twice, late and in the wrong order lead to the same end', async (space) => {
    const { nexudus } = space.sandbox;
    Object.assign(nexudus.options, { hookDuplicates: true, hookReorder: true, rowLagMs: 1_500 });
    const id = await member(space, 'uma');
    nexudus.play.changePlan(id, 'Private Office', { shape: 'replace' });
    await eventually('it has moved', () => space.accountOf(id)?.orgunit === 'premium-wifi-priority', patient);
    expect(space.accountOf(id)?.history.every(({ enabled }) => enabled)).toBe(true);
    nexudus.play.cancel(id);
    await eventually('it is disabled', () => !space.isEnabled(id), patient);
  });

  scene('a worker that is restarted finds what was announced while it was away', async (space) => {
    const id = await member(space, 'vic');
    await space.stopWorkers();
    space.sandbox.nexudus.play.suspend(id);
    await space.sandbox.nexudus.settled();
    await space.startWorkers();
    await eventually('it is disabled', () => !space.isEnabled(id), patient);
  });

  scene(
    'thirty reveals of one link at once open it exactly as often as it may, and no caller is turned away',
    async (space) => {
      await member(space, 'zed');
      const letter = await space.sandbox.mailbox.waitFor(({ to }) => to.includes('zed@members.example'), 40 * second);
      const link = linkIn(letter.text);
      const states = await Promise.all(Array.from({ length: 30 }, async () => (await reveal(link)).state));
      expect(states.filter((state) => state === 'valid')).toHaveLength(10);
      expect(states.filter((state) => state === 'usedUp')).toHaveLength(20);
    },
  );

  scene('a mail server that is away delays no access, and the letter comes when it is back', async (space) => {
    const { nexudus, mailbox } = space.sandbox;
    mailbox.faults.refuse = '4xx';
    const id = await member(space, 'wes');
    mailbox.faults.refuse = 'off';
    await mailbox.waitFor(({ to }) => to.includes('wes@members.example'), 40 * second);
    expect(nexudus.calls.length).toBeGreaterThan(0);
    expect(space.isEnabled(id)).toBe(true);
  });

  scene('a mail server that refuses an address is told about', async (space) => {
    space.sandbox.mailbox.faults.refuse = '5xx';
    const id = await member(space, 'xia');
    await eventually('attention', async () => (await space.explain(id)).attention?.reason === 'mailRefused', patient);
    expect((await space.explain(id)).attention?.lane).toBe('courier');
  });
});
