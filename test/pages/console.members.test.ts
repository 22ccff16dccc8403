import { PeopleIndex } from '../../api/people/people-index';
import { memberRow } from '../api/support/fake-gateways';
import { contractOf, peopleNamed } from '../api/support/people';
import { needing } from '../support/tools';
import { lookAt, openConsole, type Console } from './support/console-visit';

const { describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

const names = { '1': 'Ada Byron', '2': 'Bea Curie', '3': 'José Núñez', '4': 'Dan Maximilian von der Großen-Wiesenau' };
const people = peopleNamed(names);
people.takeAllContracts([contractOf('1', 'Hot Desk'), contractOf('2', 'Resident Office with a long name')]);

let console: Console;
beforeAll(async () => {
  console = await openConsole({ people });
  console.api.fake.members = [
    memberRow('1', { until: '2026-11-03T18:00:00.000Z', location: '1' }),
    memberRow('2', { status: 'denied', plan: null, attention: 'writer:throttled' }),
    memberRow('3', { status: 'prepared', attention: 'looker:unreachable' }),
    ...Array.from({ length: 60 }, (_, n) => memberRow(`${100 + n}`)),
  ];
});
afterAll(() => console.close());

describe('members', () => {
  it('are found while somebody types, and Enter opens the only one: by keyboard alone', async () => {
    const page = await console.visit('/console/members');
    await page.keyboard.press('/');
    await page.keyboard.type('nunez');
    await page.getByText('1 of 64 members').waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    expect(await page.getByLabel('Find a member').inputValue()).toBe('nunez');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/members/3');
    await page.context().close();
  });

  it('are filtered at once, and without scripts by a button', async () => {
    const page = await console.visit('/console/members');
    await page.getByRole('combobox', { name: 'Attention' }).selectOption('true');
    await page.getByText('2 of 64 members').waitFor();
    expect(page.url()).toContain('?attention=true');
    await page.context().close();
    const plain = await console.visit('/console/members', { scripts: false });
    await plain.getByRole('combobox', { name: 'Status' }).selectOption('denied');
    await plain.getByRole('button', { name: 'Show', exact: true }).click();
    expect(await plain.getByText('1 of 64 members').isVisible()).toBe(true);
    await plain.context().close();
  });

  it('are found from every page, by the field on top', async () => {
    const page = await console.visit('/console/audit');
    await page.keyboard.press('/');
    await page.keyboard.type('byron');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/members/1');
    await page.context().close();
  });

  it('are pleasant and usable by everybody', async () => {
    await lookAt(console, '/console/members', 'members');
    await lookAt(console, '/console/members?find=nobody', 'members-none');
  });

  it('are pleasant while Nexudus cannot be read', async () => {
    const blind = new PeopleIndex();
    blind.state.failing = { since: Date.now(), message: 'GET /spaces/coworkers: no answer in 8 s' };
    const away = await openConsole({ people: blind });
    await lookAt(away, '/console/members', 'members-away');
    await away.close();
  });
});
