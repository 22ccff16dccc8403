import { GatewayError } from '../../api/ports/gateways';
import { KnownBusinesses } from '../../api/webhooks/known-businesses';
import { ExternalError } from '../../clients/external-error';
import type { BusinessRow } from '../../clients/membership-source';
import type { SettingsDocument } from '../../contracts/replayed';
import type { BusinessId } from '../../domain/replayed/ids';
import { settingsDocument } from './support/fake-gateways';

let now = 0;

function businesses(answer: () => Promise<SettingsDocument | null>, inNexudus = located()) {
  const settings = jest.fn(answer);
  const source = { businesses: jest.fn(inNexudus) };
  return { known: new KnownBusinesses({ settings }, source, () => now), settings, listed: source.businesses };
}

function located(...ids: string[]): () => Promise<BusinessRow[]> {
  return () => Promise.resolve(ids.map((id) => ({ id: id as BusinessId, name: `Location ${id}`, timeZone: null })));
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

  const one = () => Promise.resolve(documented({ zones: { '1': {} } }));

  it('include one that Nexudus has got since the settings were saved', async () => {
    const { known, listed } = businesses(one, located('1', '2'));
    expect(await Promise.all(['2', '2', '3', '1'].map((id) => known.includes(id)))).toEqual([true, true, false, true]);
    expect(listed).toHaveBeenCalledTimes(1);
  });

  it('are asked for in Nexudus only for an unknown one, once a minute whatever hooks come', async () => {
    let inNexudus = located('1');
    const { known, listed } = businesses(one, () => inNexudus());
    expect(await known.includes('1')).toBe(true);
    expect(listed).not.toHaveBeenCalled();
    for (const id of ['2', '3', '4', '5']) expect(await known.includes(id)).toBe(false);
    expect(listed).toHaveBeenCalledTimes(1);
    inNexudus = located('1', '2');
    now += 61_000;
    expect(await known.includes('2')).toBe(true);
    expect(await known.includes('3')).toBe(false);
    expect(listed).toHaveBeenCalledTimes(2);
  });

  it('are all while Nexudus cannot list its own, which is not asked again for a minute', async () => {
    const outage = new ExternalError('nexudus', 'outage', 'outage', { retryable: true });
    const { known, listed } = businesses(one, () => Promise.reject(outage));
    expect([await known.includes('2'), await known.includes('3')]).toEqual([true, true]);
    expect(listed).toHaveBeenCalledTimes(1);
  });

  it('may be new while Nexudus takes long, although an older list lacks it', async () => {
    let inNexudus = located('1');
    const { known } = businesses(one, () => inNexudus());
    expect(await known.includes('2')).toBe(false);
    inNexudus = () => new Promise(() => undefined);
    now += 61_000;
    expect(await known.includes('2')).toBe(true);
  });

  it('keep no hook waiting for settings that take long', async () => {
    const { known } = businesses(() => new Promise(() => undefined));
    const begun = Date.now();
    expect(await known.includes('1')).toBe(true);
    expect(Date.now() - begun).toBeLessThan(1_000);
  });
});
