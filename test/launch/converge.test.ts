import { converge, type SyncState } from '../../launch/converge';

const ended = { reason: null, sentence: 'A sentence.' };
const done = (granted: number): SyncState => ({
  ...ended,
  state: 'done',
  counts: { read: 40, granted, moved: 0, revoked: 0 },
});

/** Answers each sync that is started with the next of `reports`, the last one for ever. */
function fakeApi(reports: SyncState[]) {
  const started: boolean[] = [];
  return {
    started,
    startSync: ({ body }: { body: { dryRun: boolean } }) => Promise.resolve({ id: String(started.push(body.dryRun)) }),
    readSync: ({ params }: { params: { id: string } }) =>
      Promise.resolve(reports[Number(params.id) - 1] ?? (reports.at(-1) as SyncState)),
  };
}

function run(reports: SyncState[], limitMs = 5_000) {
  const said: string[] = [];
  const api = fakeApi(reports);
  const outcome = converge({ api, report: (line) => said.push(line), limitMs, pauseMs: 1 });
  return { said, api, outcome };
}

it('syncs once, then looks until a dry run finds nothing to do', async () => {
  const { outcome, api, said } = run([done(12), done(7), done(0)]);
  await expect(outcome).resolves.toBe(true);
  expect(api.started).toEqual([false, true, true]);
  expect(said).toContain('40 members read; to grant: 7, to move: 0, to revoke: 0');
});

it('does not take a sync that found nothing for the proof: accounts are written after it', async () => {
  const { outcome, api } = run([done(0), done(0)]);
  await expect(outcome).resolves.toBe(true);
  expect(api.started).toEqual([false, true]);
});

it('says why a sync failed, and tries it again', async () => {
  const { outcome, said, api } = run([{ ...done(0), state: 'failed', reason: 'Nexudus is away' }, done(1), done(0)]);
  await expect(outcome).resolves.toBe(true);
  expect(said.join()).toContain('Nexudus is away');
  expect(api.started).toEqual([false, false, true]);
});

it('gives up after its limit', async () => {
  await expect(run([done(3)], 50).outcome).resolves.toBe(false);
});
