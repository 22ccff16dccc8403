import { eventually } from '../support/eventually';
import { enliven, type Living } from './support/in-space';
import { openSpace } from './support/space';

jest.setTimeout(400_000);

const desks = 40;
const patient = { within: 150_000 };
const plans = { 'Hot Desk': { group: 'basic-wifi', checkInRequired: true } };

let space: Living;
let members: string[] = [];
beforeAll(async () => {
  space = enliven(
    await openSpace({
      settings: { plans },
      seed: false,
      environment: { NEXUDUS_RATE_PER_MINUTE: '120' },
      arrange: ({ nexudus }) => {
        members = Array.from({ length: desks }, (_, desk) =>
          nexudus.play.join({
            fullName: `Desk ${desk}`,
            email: `desk${desk}@members.example`,
            plan: 'Hot Desk',
            hooks: false,
          }),
        );
      },
    }),
  );
});
afterAll(() => space.close());

describe('a space that opens its doors, at the rate that Nexudus allows', () => {
  it('lets everybody in after reads that do not grow with the number who have come', async () => {
    const { nexudus } = space.sandbox;
    const without = (ids: string[]): string[] => ids.filter((id) => space.accountOf(id) === undefined);
    await eventually('all have an account', () => without(members).length === 0, {
      ...patient,
      show: () => without(members).length,
    });
    nexudus.resetCalls();
    const outside = (): string[] => members.filter((id) => !space.isEnabled(id));
    expect(outside()).toHaveLength(desks);
    // each with the three hooks that Nexudus sends
    for (const id of members) nexudus.play.checkIn(id);
    await eventually('all are in', () => outside().length === 0, { ...patient, show: () => outside().length });
    expect(nexudus.calls.length).toBeLessThan(desks);
  });
});
