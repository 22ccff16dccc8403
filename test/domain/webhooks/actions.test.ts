import { actionNumbers, actionOf, actions, neededActions } from '../../../domain/webhooks/actions';

describe('the actions', () => {
  it('are the ninety of Nexudus, by number, and by name in any case', () => {
    expect(actions).toHaveLength(90);
    expect(actionOf('61')?.name).toBe('AccessControlUpdate');
    expect(actionOf('accesscontrolupdate')?.number).toBe(61);
    expect(actionOf('CoworkerPaymentMethodUpdate')?.number).toBe(90);
    expect([0, 91, 'Unheard', '061', '__proto__'].map((word) => actionOf(String(word)))).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('that are needed are twenty; invoices only if unpaid ones deny', () => {
    const numbers = (unpaid: 'ignore' | 'deny') =>
      neededActions({ unpaid })
        .map((name) => actionOf(name)?.number ?? 0)
        .sort((one, other) => one - other);
    const always = [2, 3, 10, 11, 12, 13, 14, 35, 36, 47, 48, 49, 50, 57, 58, 59, 60, 61, 62, 77];
    expect(numbers('ignore')).toEqual(always);
    expect(numbers('deny')).toEqual([...always, 21, 22, 23].sort((one, other) => one - other));
  });
});

describe('the numbers of a tenant', () => {
  const documented = actions.map(({ name, number }) => ({ name, number }));

  it('are the documented ones if it does not serve them', () => {
    expect([...actionNumbers(null)]).toEqual(actions.map(({ name, number }) => [name, number]));
    expect(actionNumbers(null)).toEqual(actionNumbers(documented));
  });

  it('are its own, by name in any case', () => {
    const moved = documented.map(({ name, number }) => ({ name: name.toUpperCase(), number: number + 1 }));
    expect(actionNumbers(moved).get('AccessControlUpdate')).toBe(62);
    expect(actionNumbers([...documented, { name: 'PassCreate', number: 91 }])).toEqual(actionNumbers(null));
  });

  it('lack an action that the tenant does not name, unless its number is free', () => {
    const without = documented.filter(({ name }) => name !== 'AccessControlUpdate');
    expect(actionNumbers(without).get('AccessControlUpdate')).toBe(61);
    expect(actionNumbers([...without, { name: 'Renamed', number: 61 }]).get('AccessControlUpdate')).toBeUndefined();
  });
});
