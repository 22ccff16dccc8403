import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { SettingsHistory } from '../../api/settings/settings-history';
import { expectDocumented } from './support/documented';
import { settingsDocument } from './support/fake-gateways';
import { serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
afterEach(() => api.close());

const version = (n: number) => ({
  ...settingsDocument(),
  version: n,
  savedAt: n * 1_000,
  settings: { ssid: `Loft ${n} é` },
});

describe('GET settings/history', () => {
  it('has what was replaced, and what is in force', async () => {
    await api.admin('PUT', '/settings', { spaceName: 'Loft', ssid: 'Loft 2' }, { 'if-match': '*' });
    const path = '/api/v1/settings/history';
    const { versions } = (await expectDocumented(await api.admin('GET', '/settings/history'), 'GET', path)) as {
      versions: object[];
    };
    expect(versions).toMatchObject([
      { version: 4, by: { id: 'admin', name: null }, changed: ['ssid', 'locations'] },
      { version: 3, by: { id: 'test' }, changed: [] },
    ]);
    const one = await api.admin('GET', '/settings/history/4');
    expect(await expectDocumented(one, 'GET', `${path}/{id}`)).toMatchObject({
      before: 3,
      changes: [{ path: ['ssid'], was: 'Loft', is: 'Loft 2' }, { path: ['locations'] }],
    });
    expect((await api.admin('GET', '/settings/history/2')).status).toBe(404);
  });
});

describe('the file of the history', () => {
  const open = () => new SettingsHistory(join(api.home, 'h'), { log: pino({ level: 'silent' }), keep: 2 });
  const path = () => join(api.home, 'h', 'settings.jsonl');

  it('notes each version once, also after a restart, and then forgets the oldest', async () => {
    const first = open();
    for (const n of [1, 2, 2, 3]) await first.note(version(n));
    await first.close();
    const second = open();
    await second.open();
    await second.note(version(3));
    expect((await second.versions()).versions.map(({ settings }) => settings)).toEqual([
      { ssid: 'Loft 3 é' },
      { ssid: 'Loft 2 é' },
    ]);
    await second.close();
  });

  it('leaves out a damaged line, and says so', async () => {
    const first = open();
    await first.note(version(1));
    await first.close();
    await writeFile(path(), `{"damaged\n${await readFile(path(), 'utf8')}`);
    const second = open();
    expect(await second.versions()).toMatchObject({ versions: [{ version: 1 }], unreadable: 1 });
    await second.close();
  });

  it('that cannot be written keeps nobody from saving', async () => {
    const first = open();
    await first.note(version(1));
    const second = open();
    await expect(second.note(version(2))).resolves.toBeUndefined();
    await Promise.all([first.close(), second.close()]);
  });
});
