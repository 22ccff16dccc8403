import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KnownAccounts } from '../../activities';
import { memberWorkflowId } from '../../contracts/replayed';
import { parseMark } from '../../domain/account/ownership';
import { memberId } from '../../domain/replayed/ids';
import { eventually } from '../support/eventually';
import { startDevServer } from '../support/temporal-servers';
import { enliven, type Living } from './support/in-space';
import { linkIn, reveal } from './support/reveal';
import { sync } from './support/runs';
import { openSpace } from './support/space';

const second = 1_000;
const patient = { within: 45 * second };
jest.setTimeout(240 * second);

async function joined(space: Living, name: string): Promise<string> {
  const email = `${name}@members.example`;
  const id = space.sandbox.nexudus.play.join({ fullName: name, email, plan: 'Hot Desk' });
  await eventually('the account is enabled', () => space.isEnabled(id), patient);
  await space.sandbox.mailbox.waitFor(({ to }) => to.includes(email), 30 * second);
  return id;
}

/** How the account is, and how often it was written. */
const stateOf = (space: Living, id: string) => {
  const { password, enabled, orgunit, history } = space.accountOf(id) ?? {};
  return { password, enabled, orgunit, writes: history?.length };
};

/** What a letter that is asked for now leads to. */
async function told(space: Living, id: string, name: string) {
  const { mailbox } = space.sandbox;
  const before = mailbox.messages.length;
  await space.api.resendCredentials({ params: { id } });
  await eventually('the letter', () => mailbox.messages.length > before, patient);
  const letter = mailbox.messages.findLast(({ to }) => to.includes(`${name}@members.example`));
  return reveal(linkIn(letter?.text ?? ''));
}

const isKnown = async (space: Living, id: string): Promise<boolean> =>
  (await space.explain(id).catch(() => null))?.account?.id !== undefined;

describe('when Temporal is another one than before', () => {
  it('accounts are taken over as their marks say; where a mark says nothing, the password stays until somebody asks', async () => {
    const lost = await startDevServer();
    const before = enliven(await openSpace({ server: lost }));
    const ids = [await joined(before, 'ann'), await joined(before, 'bob')];
    const marks = ids.map((id) => stateOf(before, id));
    const { nexudus, ironwifi, mailbox } = before.sandbox;
    await before.leave();
    await lost.stop();
    const old = nexudus.play.join({ fullName: 'Old', email: 'old@members.example', plan: 'Hot Desk', hooks: false });
    ironwifi.addForeign({
      ...{ username: 'old@members.example', password: 'from-before', orgunit: 'basic-wifi' },
      notes: `latchkey:${before.connector}:${old}`,
    });
    const letters = mailbox.messages.length;

    const server = await startDevServer();
    const space = enliven(await openSpace({ server, after: before }));
    for (const id of [...ids, old]) await eventually('it is taken over', () => isKnown(space, id), patient);
    await eventually('attention', async () => (await space.explain(old)).attention?.reason === 'capability', patient);
    expect(ids.map((id) => stateOf(space, id))).toEqual(marks);
    expect(space.accountOf(old)).toMatchObject({ enabled: true, password: 'from-before' });
    expect(mailbox.messages).toHaveLength(letters);
    const [ann = ''] = ids;
    expect(await told(space, ann, 'ann')).toMatchObject({ password: marks[0]?.password });

    await space.api.rotateCredentials({ params: { id: old } });
    await eventually('a new password', () => space.accountOf(old)?.password !== 'from-before', patient);
    await eventually('all is well', async () => (await space.explain(old)).attention === null, patient);
    expect(parseMark(space.accountOf(old)?.notes ?? '')?.credential).not.toBeNull();
    await space.close();
    await server.stop();
  });

  it('what its database has missed is believed of the account’s mark: a rotated password', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-database-'));
    const [databaseFile, backup] = [join(folder, 'temporal.db'), join(folder, 'backup.db')];
    let server = await startDevServer({ databaseFile });
    const port = Number(server.address.split(':')[1]);
    const space = enliven(await openSpace({ server }));
    const id = await joined(space, 'eve');
    const whileStopped = async (act: () => Promise<unknown>): Promise<void> => {
      await space.stopWorkers();
      await server.stop();
      await act();
      server = await startDevServer({ databaseFile, port });
      await space.startWorkers();
      await eventually('the member answers again', () => isKnown(space, id), patient);
    };
    const copy = (from: string, to: string) =>
      Promise.all(['', '-wal'].map((end) => copyFile(from + end, to + end).catch(() => rm(to + end, { force: true }))));
    const first = space.accountOf(id)?.password;
    await whileStopped(() => copy(databaseFile, backup));
    await space.api.rotateCredentials({ params: { id } });
    const isNew = (password: string | undefined) => Boolean(password) && password !== first;
    await eventually('a new password', () => isNew(space.accountOf(id)?.password), patient);
    const rotated = stateOf(space, id).password;

    await whileStopped(async () => {
      await rm(`${databaseFile}-shm`, { force: true });
      await copy(backup, databaseFile);
    });
    await sync(space);
    const timeline = async () => (await space.explain(id)).timeline.map(({ what }) => what).join();
    await eventually('the mark is believed', async () => (await timeline()).includes('as its mark says'), patient);
    expect(await told(space, id, 'eve')).toMatchObject({ password: rotated });
    expect(space.accountOf(id)?.password).toBe(rotated);
    await space.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
});

describe('when a member’s workflow was terminated by hand', () => {
  let space: Living;
  beforeAll(async () => {
    space = enliven(await openSpace());
  });
  afterAll(() => space.close());

  it.each([
    ['this worker has seen the account', () => undefined],
    ['no worker has', () => void Object.assign(space.deps, { accounts: new KnownAccounts(space.connector) })],
  ])('a suspension shuts out at once, and a return changes nothing else, where %s', async (_what, forget) => {
    const { nexudus } = space.sandbox;
    const id = await joined(space, `fay-${randomUUID().slice(0, 4)}`);
    const { password } = stateOf(space, id);
    await space.client.workflow.getHandle(memberWorkflowId(space.connector, memberId(id))).terminate('by hand');
    forget();
    nexudus.play.suspend(id);
    await eventually('it is disabled', () => !space.isEnabled(id), patient);
    nexudus.play.activate(id);
    await eventually('it is enabled', () => space.isEnabled(id), patient);
    expect(stateOf(space, id).password).toBe(password);
    expect(space.sandbox.ironwifi.accounts().filter(({ notes }) => notes.includes(`:${id} `))).toHaveLength(1);
  });
});
