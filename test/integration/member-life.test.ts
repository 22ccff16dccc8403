import { eventually } from '../support/eventually';
import { openSpace, type LivingSpace } from './support/space';

jest.setTimeout(90_000);

let space: LivingSpace;
beforeAll(async () => {
  space = await openSpace();
});
afterAll(() => space.close());

const accountOf = (id: string) =>
  space.sandbox.ironwifi.accounts().find(({ notes }) => notes.startsWith(`latchkey:${space.connector}:${id}`));
const isEnabled = (id: string): boolean => accountOf(id)?.enabled === true;

describe('a membership', () => {
  it('from joining to leaving is followed by the account', async () => {
    const { nexudus, ironwifi, mailbox } = space.sandbox;
    const id = nexudus.play.join({ fullName: 'Ada Byron', email: 'ada@members.example', plan: 'Hot Desk' });
    await eventually('the account is enabled', () => isEnabled(id));
    expect(accountOf(id)).toMatchObject({ username: 'ada@members.example', orgunit: 'basic-wifi' });
    expect(ironwifi.writes().filter(({ path }) => path.includes('/users'))).toHaveLength(1);

    const letter = await mailbox.waitFor(({ to }) => to.includes('ada@members.example'), 10_000);
    const { username, password } = accountOf(id) ?? {};
    expect(letter.text).toContain(username);
    expect(letter.text).toContain(password);
    expect(ironwifi.mayLogIn(String(username), String(password))).toBe(true);

    nexudus.play.changePlan(id, 'Private Office');
    await eventually('the account has moved', () => accountOf(id)?.orgunit === 'premium-wifi-priority', {
      within: 25_000,
    });
    expect(isEnabled(id)).toBe(true);

    nexudus.play.suspend(id);
    await eventually('the account is disabled', () => !isEnabled(id), { within: 25_000 });
    nexudus.play.activate(id);
    await eventually('the account is enabled again', () => isEnabled(id), { within: 25_000 });
    expect(mailbox.messages).toHaveLength(1);
  });

  it('that is cancelled at an instant ends at that instant', async () => {
    const { nexudus } = space.sandbox;
    const id = nexudus.play.join({ fullName: 'Bea', email: 'bea@members.example', plan: 'Hot Desk' });
    await eventually('the account is enabled', () => isEnabled(id));
    const end = Math.ceil(Date.now() / 1000) * 1000 + 12_000;
    nexudus.play.cancel(id, { at: end });
    await eventually('the account is disabled', () => !isEnabled(id), { within: 30_000 });
    const disabledAt = accountOf(id)?.history.at(-1)?.at ?? 0;
    expect(Number(disabledAt)).toBeGreaterThanOrEqual(end);
    expect(Number(disabledAt) - end).toBeLessThan(1_000);
  });
});
