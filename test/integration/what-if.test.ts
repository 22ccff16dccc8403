import type { WhatIfView } from '../../contracts/api/what-if';
import { rosterWhatIfWorkflowId, workflowTypes } from '../../contracts/replayed';
import { eventually } from '../support/eventually';
import { enliven, type Living } from './support/in-space';
import { ended } from './support/runs';
import { openSpace } from './support/space';

jest.setTimeout(120_000);

let space: Living;
const patient = { within: 60_000 };
beforeAll(async () => (space = enliven(await openSpace())));
afterAll(() => space.close());

const plans = {
  'Hot Desk': { group: 'premium-wifi' },
  'Dedicated Desk': { group: 'none' },
  'Virtual Office': { group: 'basic-wifi' },
};
const follow = (id: string): Promise<WhatIfView> => ended('what-if', () => space.api.readWhatIf({ params: { id } }));
const ids = (members: { id: string }[]) => members.map(({ id }) => id);

async function save(fingerprint: string) {
  const { settings, version } = await space.api.readSettings();
  const headers = { 'If-Match': `"${version}"` };
  return space.api.saveSettings({ headers, query: { fingerprint }, body: { ...settings, plans } });
}

test('a plan map is tried on everybody, and then saved as it was shown, or refused', async () => {
  const { play } = space.sandbox.nexudus;
  const join = (name: string, plan: string) => play.join({ fullName: name, email: `${name}@members.example`, plan });
  const [ada, bea, cy, dee] = [
    join('ada', 'Hot Desk'),
    join('bea', 'Dedicated Desk'),
    join('cy', 'Virtual Office'),
    join('dee', 'Hot Desk'),
  ];
  await eventually('their accounts', () => [ada, bea, dee].every((id) => space.isEnabled(id)), patient);
  await eventually('cy was looked at', async () => (await space.explain(cy)).entitlement !== null, patient);
  space.sandbox.ironwifi.resetCalls();

  const wrong = { 'Hot Dsk': { group: 'premium-wifi' } };
  await expect(space.api.startWhatIf({ body: { plans: wrong } })).rejects.toMatchObject({
    status: 422,
    problem: { errors: [{ path: 'plans.Hot Dsk', message: expect.stringContaining('Hot Desk') }] },
  });
  const shown = await follow((await space.api.startWhatIf({ body: { plans } })).id);
  expect(shown).toMatchObject({ state: 'done', counts: { gains: 1, loses: 1, moves: 2, held: 0 } });
  expect([ids(shown.gains), ids(shown.loses), ids(shown.moves)]).toEqual([[cy], [bea], [ada, dee]]);
  expect(shown.letters).toEqual([
    { kind: 'welcome', members: 1 },
    { kind: 'planChanged', members: 2 },
  ]);
  expect(shown.cost.calls.ironwifi).toBe(4);
  expect(space.sandbox.ironwifi.writes()).toEqual([]);
  expect((await space.api.readSettings()).settings).not.toHaveProperty('plans');

  play.suspend(dee, { hooks: false });
  const refusal = await save(shown.fingerprint ?? '').catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    status: 409,
    problem: { changed: [dee], differences: expect.arrayContaining([{ what: 'moves', was: 2, is: 1 }]) },
  });
  expect((await space.api.readSettings()).settings).not.toHaveProperty('plans');

  const { whatIf = '' } = (refusal as { problem: { whatIf?: string } }).problem;
  const again = await follow(whatIf);
  await save(again.fingerprint ?? '');
  const level = (id: string) => (space.isEnabled(id) ? space.accountOf(id)?.orgunit : null);
  await eventually(
    'what was shown has come true',
    () => level(ada) === 'premium-wifi' && level(cy) === 'basic-wifi' && level(dee) === null,
    { ...patient, show: () => [ada, bea, cy, dee].map(level) },
  );
  const isLeaving = async () => level(bea) === null || (await space.explain(bea)).secondLookAt !== null;
  await eventually('bea is out, or gets a second look', isLeaving, patient);
  const mailedTo = (name: string) =>
    space.sandbox.mailbox.messages.filter(({ to }) => to.includes(`${name}@members.example`)).length;
  await eventually('the letters', () => mailedTo('cy') === 1 && mailedTo('ada') === 2, patient);
  expect([mailedTo('bea'), mailedTo('dee')]).toEqual([1, 1]);
});

test('one runs at a time', async () => {
  const workflowId = rosterWhatIfWorkflowId(space.connector);
  const options = { workflowId, taskQueue: 'nobody', args: [] };
  const handle = await space.client.workflow.start(workflowTypes.rosterSync, options);
  await expect(space.api.startWhatIf({ body: { plans } })).rejects.toMatchObject({
    status: 409,
    problem: { detail: expect.stringContaining(handle.firstExecutionRunId) },
  });
  await handle.terminate();
});
