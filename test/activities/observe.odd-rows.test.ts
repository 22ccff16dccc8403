import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { observeActivities } from '../../activities/facts/observe';
import type { ActivityDeps } from '../../activities/runtime/deps';
import type { Call, OddRow } from '../../clients/call';
import type {
  ContractRow,
  CoworkerRow,
  MembershipSource,
  PassRow,
  TeamRow,
  TimePassRow,
} from '../../clients/membership-source';
import type { ObserveInput } from '../../contracts/activities';
import { Keyring } from '../../domain/account/keyring';
import { businessId, memberId, planId } from '../../domain/replayed/ids';
import { rulesOf } from '../domain/builders';

const [ada, payer] = [memberId('7'), memberId('8')];
const desk = businessId('1001');

const coworker: CoworkerRow = {
  ...{ id: ada, email: 'ada@members.example', fullName: 'Ada', active: true, archived: false, businessId: desk },
  ...{ contractIds: ['11'], teamIds: [], unpaid: false, customFields: null },
};
const contract = (id: string, owner: typeof ada): ContractRow => ({
  ...{ id, uniqueId: null, coworkerId: owner, planId: planId('3001'), planName: 'Hot Desk', businessId: desk },
  ...{ start: null, cancellation: null, active: true, main: true, pausedNow: null },
});
const pass: PassRow = {
  ...{ id: '41', coworkerId: ada, businessId: desk, productId: planId('51'), productName: 'Pass', created: null },
  ...{ expires: null, used: false, usedAt: null, remaining: null, issuedBy: null },
};
const product: TimePassRow = {
  id: planId('51'),
  name: 'Pass',
  businessId: null,
  archived: false,
  minutesIncluded: 600,
  slots: [],
};
const oddPause = (contractId: string): OddRow => ({ of: 'pauses', id: '5', member: null, contractId });

interface Seen {
  contracts?: ContractRow[];
  passes?: PassRow[];
  products?: TimePassRow[];
  odd?: OddRow[];
  team?: TeamRow;
}

/** Looks at Ada as Nexudus shows her; fails as the activity does. */
function look({ contracts = [contract('11', ada)], passes = [], products = [product], odd = [], team }: Seen) {
  const source: Partial<MembershipSource> = {
    coworker: () => Promise.resolve({ ...coworker, teamIds: team ? [team.id] : [] }),
    contracts: (id) => Promise.resolve(contracts.filter(({ coworkerId }) => coworkerId === id)),
    passes: (id) => Promise.resolve(passes.filter(({ coworkerId }) => coworkerId === id)),
    checkIns: () => Promise.resolve([]),
    timePasses: () => Promise.resolve(products),
    team: () => Promise.resolve(team ?? null),
    pauses: (call: Call) => {
      for (const row of odd) call.onOdd?.(row);
      return Promise.resolve([]);
    },
  };
  const deps = {
    source,
    keys: new Keyring([Buffer.alloc(32, 1)]),
    rules: () => Promise.resolve(rulesOf({ teamEntitlement: 'payingMember' })),
    letGo: () => Promise.resolve(),
  };
  const input = { member: ada, remembered: null, override: null, fromRoster: false } as Partial<ObserveInput>;
  const activity = observeActivities(deps as unknown as ActivityDeps);
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  const run = environment.run.bind(environment) as <R>(work: () => Promise<R>) => Promise<R>;
  return run(() => activity.observe(input as ObserveInput));
}

const nothingIsConcluded = (about: string) => ({
  type: 'inconsistent',
  message: expect.stringContaining(about) as string,
});

describe('what a look cannot read leaves the member as it is', () => {
  it('a pause of a contract of the member', async () => {
    await expect(look({ odd: [oddPause('11')] })).rejects.toMatchObject(nothingIsConcluded('pauses 5'));
  });

  it('a pause of a contract that gives the member access by a team', async () => {
    const team = { id: '21', payingMemberId: payer, memberIds: [ada], sharesPasses: false };
    const contracts = [contract('11', ada), contract('12', payer)];
    await expect(look({ contracts, team, odd: [oddPause('12')] })).rejects.toMatchObject(
      nothingIsConcluded('pauses 5'),
    );
  });

  it('the product of a pass', async () => {
    const products: TimePassRow[] = [{ ...product, minutesIncluded: 'unreadable' }];
    await expect(look({ passes: [pass], products })).rejects.toMatchObject(nothingIsConcluded('product 51'));
  });
});

it('what others have that cannot be read is nothing to the member', async () => {
  const products: TimePassRow[] = [product, { ...product, id: planId('52'), minutesIncluded: 'unreadable' }];
  const seen = await look({ passes: [pass], products, odd: [oddPause('99')] });
  expect(seen.remembered.contracts).toHaveLength(1);
});
