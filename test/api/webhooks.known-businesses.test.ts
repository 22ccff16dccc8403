import { GatewayError } from '../../api/ports/gateways';
import { KnownBusinesses } from '../../api/webhooks/known-businesses';
import type { SettingsDocument } from '../../contracts/replayed';
import { settingsDocument } from './support/fake-gateways';

let now = 0;

function businesses(answer: () => Promise<SettingsDocument | null>) {
  const settings = jest.fn(answer);
  return { known: new KnownBusinesses({ settings }, () => now), settings };
}

const documented = (resolved: unknown, locations = {}): SettingsDocument => ({
  ...settingsDocument(),
  settings: { locations },
  resolved,
});

describe('the locations that hooks may come from', () => {
  beforeEach(() => (now = 0));

  it('are those of the settings, asked for once', async () => {
    const { known, settings } = businesses(() => Promise.resolve(documented({ zones: { '1': {} } }, { '2': {} })));
    expect(await Promise.all(['1', '2', '3'].map((id) => known.includes(id)))).toEqual([true, true, false]);
    expect(settings).toHaveBeenCalledTimes(1);
  });

  it('are read again for a new one, but not for every hook of it', async () => {
    let zones: Record<string, object> = { '1': {} };
    const { known, settings } = businesses(() => Promise.resolve(documented({ zones })));
    expect(await known.includes('2')).toBe(false);
    zones = { '1': {}, '2': {} };
    expect(await known.includes('2')).toBe(false);
    now += 11_000;
    expect(await known.includes('2')).toBe(true);
    expect(settings).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['cannot be read', () => Promise.reject(new GatewayError('away', 'away'))],
    ['are not there yet', () => Promise.resolve(null)],
    ['name none', () => Promise.resolve(documented({ zones: {} }))],
    ['have another shape', () => Promise.resolve(documented('?'))],
  ])('are all while the settings %s', async (_why, answer) => {
    expect(await businesses(answer).known.includes('1')).toBe(true);
  });

  it('stay as they were when the settings cannot be read any more', async () => {
    let answer = () => Promise.resolve(documented({ zones: { '1': {} } }));
    const { known } = businesses(() => answer());
    await known.includes('1');
    answer = () => Promise.reject(new GatewayError('silent', 'silent'));
    now += 11_000;
    expect(await known.includes('1')).toBe(true);
    expect(await known.includes('2')).toBe(false);
  });

  it('keep no hook waiting for settings that take long', async () => {
    const { known } = businesses(() => new Promise(() => undefined));
    const begun = Date.now();
    expect(await known.includes('1')).toBe(true);
    expect(Date.now() - begun).toBeLessThan(1_000);
  });
});
