import { workflowTypes } from '../../contracts/replayed';
import { eventually } from '../support/eventually';
import { enliven, type Living } from './support/in-space';
import { openSpace } from './support/space';

jest.setTimeout(400_000);

const desks = 40;
const contacts = 280;
const patient = { within: 150_000 };
const plans = { 'Hot Desk': { group: 'basic-wifi', checkInRequired: true } };

let space: Living;
let [members, guests]: [string[], string[]] = [[], []];
beforeAll(async () => {
  space = enliven(
    await openSpace({
      settings: { plans },
      seed: false,
      environment: { NEXUDUS_RATE_PER_MINUTE: '120' },
      arrange: ({ nexudus }) => {
        const join = (count: number, name: string, plan?: string): string[] =>
          Array.from({ length: count }, (_, n) => {
            const email = `${name}${n}@members.example`;
            return nexudus.play.join({ fullName: `${name} ${n}`, email, plan, hooks: false });
          });
        [members, guests] = [join(desks, 'Desk', 'Hot Desk'), join(contacts, 'Guest')];
      },
    }),
  );
});
afterAll(() => space.close());

const everybodyHasAnAccount = (): Promise<void> => {
  const without = (): number => members.filter((id) => !space.accountOf(id)).length;
  return eventually('all have an account', () => without() === 0, { ...patient, show: without });
};

/** A contact's workflow ends when it has been looked at twice. */
async function lookedAt(): Promise<number> {
  const query = `LatchkeyConnector = "${space.connector}" AND WorkflowType = "${workflowTypes.member}" AND ExecutionStatus = "Completed"`;
  return (await space.client.workflow.count(query)).count;
}

describe('a space that opens its doors, at the rate that Nexudus allows', () => {
  it('lets everybody in after reads that do not grow with the number who have come', async () => {
    const { nexudus } = space.sandbox;
    await everybodyHasAnAccount();
    nexudus.resetCalls();
    const outside = (): string[] => members.filter((id) => !space.isEnabled(id));
    expect(outside()).toHaveLength(desks);
    // each with the three hooks that Nexudus sends
    for (const id of members) nexudus.play.checkIn(id);
    await eventually('all are in', () => outside().length === 0, { ...patient, show: () => outside().length });
    expect(nexudus.calls.length).toBeLessThan(desks);
  });

  it('reads lists for those who are edited in bulk, and nobody at the door waits for them', async () => {
    const { nexudus } = space.sandbox;
    await everybodyHasAnAccount();
    const [atTheDoor = ''] = members;
    nexudus.play.checkOut(atTheDoor);
    await eventually('the door is closed', () => !space.isEnabled(atTheDoor), patient);
    nexudus.resetCalls();
    for (const id of guests) nexudus.play.changeName(id, `${id} Renamed`);
    nexudus.play.checkIn(atTheDoor);
    await eventually('the door is open', () => space.isEnabled(atTheDoor), patient);
    expect(await lookedAt()).toBeLessThan(contacts);
    await eventually('all have been looked at', async () => (await lookedAt()) === contacts, {
      ...patient,
      show: () => nexudus.calls.length,
    });
    expect(nexudus.calls.length).toBeLessThan(60);
  });
});
