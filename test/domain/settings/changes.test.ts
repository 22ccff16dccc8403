import { changesBetween, inBoth, valueAt, withChanges } from '../../../domain/settings/changes';

const was = { ssid: 'Loft', links: { hours: 5 }, plans: { 'Flex 2.5': { group: 'basic-wifi' } } };

describe('changes of settings', () => {
  it('are told by value, whatever the order of the keys', () => {
    const is = { plans: { 'Flex 2.5': { group: 'premium-wifi' } }, ssid: 'Loft', unpaid: 'deny' };
    expect(changesBetween(was, is)).toEqual([
      { path: ['links', 'hours'], was: 5, is: undefined },
      { path: ['plans', 'Flex 2.5', 'group'], was: 'basic-wifi', is: 'premium-wifi' },
      { path: ['unpaid'], was: undefined, is: 'deny' },
    ]);
    expect(changesBetween(was, { ...was })).toEqual([]);
  });

  it('tell an empty plan map, which gives WiFi to nobody, from the default one', () => {
    expect(changesBetween({ plans: {} }, {})).toEqual([{ path: ['plans'], was: {}, is: undefined }]);
    expect(changesBetween({ plans: was.plans }, { plans: {} })).toEqual([{ path: ['plans'], was: was.plans, is: {} }]);
  });

  it('can be done to another document, which keeps all else', () => {
    const changes = changesBetween(was, { ...was, links: {}, ssid: 'Loft 2', radius: { server: { port: 1645 } } });
    const other = { spaceName: 'Loft', ssid: 'Old', links: { hours: 5, openings: 3 } };
    expect(
      withChanges({ ...other, links: { hours: 5 } }, changesBetween(was, { ssid: 'Loft 2', plans: was.plans })),
    ).toEqual({
      spaceName: 'Loft',
      ssid: 'Loft 2',
    });
    expect(withChanges(other, changes)).toMatchObject({ ssid: 'Loft 2', radius: { server: { port: 1645 } } });
    expect(withChanges({}, [{ path: ['__proto__', 'live'], is: true }])).not.toHaveProperty('live');
  });

  it('are found where somebody else has changed the same, or what it stands in', () => {
    const theirs = changesBetween(was, { ...was, plans: {} });
    const mine = changesBetween(was, { ...was, ssid: 'L', plans: { 'Flex 2.5': { group: 'none' } } });
    expect(inBoth(mine, theirs).map(({ path }) => path)).toEqual([['plans', 'Flex 2.5', 'group']]);
    expect(valueAt(was, ['plans', 'Flex 2.5', 'group'])).toBe('basic-wifi');
    expect(valueAt(was, ['toString'])).toBeUndefined();
  });
});
