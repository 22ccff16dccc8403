import { GatewayError } from '../../api/ports/gateways';
import { signedInAs, type ConsoleSession } from './support/console-session';
import { noon, syncRun, syncSummary } from './support/builders';
import { runId } from './support/fake-gateways';
import { heldPeople } from './support/holds';
import { readable } from './support/readable';
import { serveApi, type ServedApi } from './support/served-api';
import { doneRun, failedRun, withRuns } from './support/syncs';

const PATH = '/console/syncs';

let api: ServedApi;
let admin: ConsoleSession;
beforeEach(async () => {
  api = await serveApi({ people: heldPeople() });
  admin = await signedInAs(api, 'admin');
});
afterEach(() => api.close());

const read = (path: string, session = admin) => readable(session.open(path, { 'accept-language': 'en' }));
const readRun = (run: Parameters<typeof syncRun>[0]) => {
  const made = syncRun(run);
  api.fake.runs.set(made.runId, made);
  return read(`${PATH}/${made.runId}`);
};

describe('/console/syncs', () => {
  it('tells runs as sentences, what each was, how it went and how long it took, and when the next one is', async () => {
    withRuns(api.fake);
    api.fake.schedule = { paused: false, note: null, nextAt: new Date(noon + 900_000) };
    const text = await read(PATH);
    expect(text).toContain('The next one starts at 3 Nov 2026, 12:15.');
    expect(text).toMatch(/Sync 40 members read, 40 in sync; 7 calls in 2 s done 8 sec/);
    expect(text).toContain('Dry run Dry run: 412 members read');
    expect(text).toContain('Sync Nexudus did not answer in time. failed');
    expect(text).toMatch(/Approved sync .* done 4 min/);
  });

  it('says so where none has run, and where none is planned', async () => {
    api.fake.schedule = { paused: true, note: null, nextAt: new Date(noon) };
    const text = await read(PATH);
    expect(text).toContain('No sync has run yet.');
    expect(text).toContain('No further one is planned now.');
  });

  it('shows fifty at a time', async () => {
    api.fake.syncs = Array.from({ length: 60 }, (_, i) =>
      syncSummary({ runId: runId(9), startedAt: noon - i * 60_000, sentence: `run number ${i}.` }),
    );
    expect(await read(PATH)).not.toContain('run number 50.');
    expect(await read(`${PATH}?from=50`)).toContain('run number 50.');
  });

  it.each([
    ['sync', 1],
    ['approve', 2],
    ['dryRun', 3],
  ])('starts one (%s) and leads to it', async (how, run) => {
    expect(await read(PATH)).toContain('open holds are approved with it');
    expect((await admin.send(PATH, { how })).headers.get('location')).toBe(`${PATH}/${runId(run)}`);
  });

  it.each(['viewer', 'desk'] as const)('shows runs to the %s, who starts none', async (role) => {
    withRuns(api.fake);
    const session = await signedInAs(api, role);
    const text = await read(PATH, session);
    expect(text).toContain('40 members read');
    expect(text).not.toContain('Sync now');
    expect((await session.send(PATH, { how: 'sync' })).status).toBe(403);
  });
});

describe('/console/syncs/{id}', () => {
  it.each([
    'Held 3 Too much at once: they keep what they have until you decide about the hold. Ada Byron 1001 The contract is no longer active · hold 12',
    'of them are not listed: a run names 200 members at most',
    'Cem Yıldız 1003 The contract is no longer active · until 10 Nov 2026',
    'Shut out 2',
    'Eli Ngata 1005 This member is suspended in Nexudus',
    'Granted 2',
    'Gus O’Hara 1007 Checked in, which is enough here',
    'Moved 1',
    'Looked at again 1',
    'Taken over 1',
    'Changed by hand 1',
    'Announced 1',
    'Conflicts 1',
    'Jo March 1010',
    'Foreign accounts 1',
    'Accounts without a member 1',
    'Without a user name 1',
    'Duplicates 1',
    'Other user name 1',
    'Nia Okafor 1014 account with Ada Byron 1001',
    'Skipped 2',
    'Mail only 2 not mapped: gives no access',
    'Flex 5 1 gone from Nexudus',
    'CoworkerContractCreate',
    '20 checked, 0 switched on again, 0 missing, 0 failing.',
    'Org units made: basic-wifi',
    '6 to Nexudus, 1 to IronWifi',
  ])('says: %s', async (words) => {
    expect(await readRun(doneRun())).toContain(words);
  });

  it('says what a dry run would do', async () => {
    const text = await readRun(doneRun({ runId: runId(3), kind: 'dryRun', dryRun: true }));
    expect(text).toContain('Dry run of 3 Nov 2026, 12:00');
    expect(text).toContain('To shut out 2');
    expect(text).toContain('By an operator; nothing was changed');
  });

  it('says that there was nothing to do', async () => {
    const run = doneRun();
    const counts = Object.fromEntries(Object.keys(run.report?.counts ?? {}).map((name) => [name, 0]));
    const report = run.report && { ...run.report, members: [], counts: { ...run.report.counts, ...counts } };
    expect(await readRun({ ...run, report })).toContain('Everybody has what is due: nothing was to be done.');
  });

  it('names those whose user name an account of another connector has, where no other has one', async () => {
    const run = doneRun();
    const report = run.report && { ...run.report, counts: { ...run.report.counts, conflicts: 0 } };
    expect(await readRun({ ...run, report })).toMatch(/Foreign accounts 1 [^•]* Jo March 1010/);
  });

  it('offers its findings as CSV', async () => {
    api.fake.runs.set(runId(1), doneRun());
    expect(await (await admin.open(`${PATH}/${runId(1)}`)).text()).toContain(`/api/v1/syncs/${runId(1)}?format=csv`);
  });

  it('says how far a run is, its calls so far, and when it will end by what the last ones took', async () => {
    api.fake.syncs = [60, 400, 270].map((seconds) =>
      syncSummary({ startedAt: noon, finishedAt: noon + seconds * 1000 }),
    );
    const progress = { phase: 'directory', done: 3, of: 40, endsAt: null, calls: { nexudus: 9, ironwifi: 3 } } as const;
    const text = await readRun({ startedAt: new Date(Date.now() - 20_000), progress });
    expect(text).toContain('Reading the accounts from IronWifi: page 3 of 40.');
    expect(text).toContain('Will probably end in 4 minutes');
    expect(text).toContain('Calls: 9 to Nexudus, 3 to IronWifi.');
  });

  it.each([
    [null, 'It is about to begin.'],
    [{ phase: 'source', done: 0, of: null, endsAt: null }, 'Reading the members from Nexudus.'],
    [{ phase: 'telling', done: 120, of: 900, endsAt: Date.now() + 1_800_000 }, 'Will probably end in 29 minutes'],
  ] as const)('says how far it is: %j', async (progress, words) => {
    expect(await readRun({ startedAt: new Date(), progress })).toContain(words);
  });

  it('says that it takes longer than usual', async () => {
    api.fake.syncs = [syncSummary({ startedAt: noon, finishedAt: noon + 1000 })];
    expect(await readRun({ startedAt: new Date(Date.now() - 5000) })).toContain(
      'It takes longer than the last ones did.',
    );
  });

  it.each([
    ['unauthorized', 'The log-in or the key is refused.'],
    ['inconsistent', 'What was read contradicts itself or is incomplete'],
    ['timeout', 'Usually it is enough to wait'],
    ['wrongTenant', 'Another tenant or region answers than before.'],
    ['terminated', 'look at Health and at the log of the worker'],
  ])('says why a run failed (%s), and what to do', async (reason, words) => {
    const text = await readRun(failedRun(reason, 'Page 2 is missing.'));
    expect(text).toContain(`Page 2 is missing. (${reason})`);
    expect(text).toContain(words);
    expect(text).toContain('Nobody loses access because a sync fails');
  });

  it('says that there is none of this id', async () => {
    expect((await admin.open(`${PATH}/${runId(1)}`)).status).toBe(404);
    expect((await admin.open(`${PATH}/x`)).status).toBe(404);
  });

  it('shows ids, and why, while names are not known', async () => {
    await api.close();
    api = await serveApi();
    admin = await signedInAs(api, 'viewer');
    const text = await readRun(doneRun());
    expect(text).toContain('Names are still being read from Nexudus');
    expect(text).toContain('1004 The contract is no longer active');
  });

  it('says that it cannot be told while Temporal is away', async () => {
    api.fake.gateways.syncs.find = () => Promise.reject(new GatewayError('away', 'gone'));
    expect((await admin.open(`${PATH}/${runId(1)}`)).status).toBe(503);
  });
});
