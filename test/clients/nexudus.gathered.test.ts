import type { Call } from '../../clients/call';
import { memberId, type MemberId } from '../../domain/replayed/ids';
import { collect } from '../../clients/nexudus/lists';
import { contractRow, listOf, startScriptedSource, startSource, type Source } from './support/source';

const since = (): number => Date.now() - 36 * 3_600_000;
const look = (): Call => ({ priority: 'urgent', patient: true, since: performance.now() });

describe('looks at many members at once', () => {
  let source: Source;
  let members: MemberId[];
  beforeEach(async () => {
    source = await startSource();
    members = Array.from({ length: 12 }, (_, index) => {
      const id = source.space.play.join({
        fullName: `Member ${index}`,
        email: `m${index}@x.example`,
        plan: 'Hot Desk',
      });
      if (index % 2 === 0) source.space.play.buyPass(id, { pass: 'Day Pass' });
      if (index % 3 === 0) source.space.play.checkIn(id, { hooks: false });
      return memberId(id);
    });
  });
  afterEach(() => source.close());

  /** As a sync does, which is where looks learn what a list costs. */
  async function readWhole(): Promise<void> {
    const { client } = source;
    await collect(client.allCoworkers(look()));
    await collect(client.allContracts(look()));
    await collect(client.allPasses(Date.now(), look()));
    await collect(client.allCheckIns(since(), look()));
    source.space.resetCalls();
  }

  function factsOf(id: MemberId) {
    const { client } = source;
    return Promise.all([
      client.coworker(id, look()),
      client.contracts(id, look()),
      client.passes(id, look()),
      client.checkIns(id, since(), look()),
    ]);
  }

  test('share one read of each list, and learn the same as from reads of their own', async () => {
    const alone = [];
    for (const id of members) alone.push(await factsOf(id));
    await readWhole();
    expect(await Promise.all(members.map(factsOf))).toEqual(alone);
    // passes take three reads: by expiry, unused, used of late
    expect(source.space.calls).toHaveLength(6);
  });

  test('who has been removed is told from who is there, as ever', async () => {
    await readWhole();
    source.space.play.remove(members[5] ?? '');
    const rows = await Promise.all(members.map((id) => source.client.coworker(id, look())));
    expect(rows.map((row) => row?.id ?? null)).toEqual(members.map((id, index) => (index === 5 ? null : id)));
    expect(source.space.calls).toHaveLength(2);
  });

  test('a list that comes empty judges nobody', async () => {
    await readWhole();
    source.space.faults.emptyLists = true;
    const rows = await Promise.all(members.map((id) => source.client.coworker(id, look())));
    expect(rows.map((row) => row?.id)).toEqual(members);
  });

  test('who needs custom fields is read alone: the rows of lists lack them', async () => {
    await readWhole();
    await Promise.all(members.map((id) => source.client.coworker(id, look(), { whole: true })));
    expect(source.space.calls).toHaveLength(members.length);
  });
});

describe('a list with a row that cannot be read', () => {
  const ids = ['1', '2', '3', '4', '5', '6'].map(memberId);

  /** Contracts of six members; the third one's cannot be read in the list, and can alone. */
  const contracts = async (odd: object): Promise<{ answers: string[]; calls: string[] }> => {
    const { client, server } = await startScriptedSource((url) => {
      const of = url.searchParams.get('CoworkerContract_Coworker');
      const rows = ids.map((id) => contractRow(100 + Number(id), Number(id)));
      if (of !== null)
        return {
          body: listOf(
            rows.filter(({ CoworkerId }) => String(CoworkerId) === of),
            url,
          ),
        };
      return { body: listOf([...rows.slice(0, 2), { ...rows[2], ...odd }, ...rows.slice(3)], url) };
    });
    await collect(client.allContracts({ priority: 'urgent', patient: true, onOdd: () => undefined }));
    server.requests.length = 0;
    const found = await Promise.all(ids.map((id) => client.contracts(id, look())));
    const calls = server.requests.map((request) => /CoworkerContract_Coworker=(\d+)/.exec(request)?.[1] ?? 'list');
    await client.close();
    await server.close();
    return { answers: found.map((rows) => rows.map(({ id }) => id).join()), calls };
  };
  const all = ids.map((id) => String(100 + Number(id)));

  test('spoils only its member, who is read alone', async () => {
    expect(await contracts({ TariffId: {} })).toEqual({ answers: all, calls: ['list', '3'] });
  });

  test('that does not say whose it is leaves open what all are', async () => {
    const { answers, calls } = await contracts({ CoworkerId: null });
    expect(answers).toEqual(all);
    expect(calls.sort()).toEqual([...ids, 'list'].sort());
  });
});
