import { parseRules, RESOLVER_VERSION } from '../../../domain/settings/rules';
import { rulesOf } from '../builders';
import { intermediateCa } from '../profiles/builders';

describe('rules that the connector has kept', () => {
  it('are read as they were made', () => {
    const rules = rulesOf({ live: true });
    expect(parseRules(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
  });

  it('count as made by the first resolver if they do not name one', () => {
    const { resolver, ...older } = rulesOf();
    expect(resolver).toBe(RESOLVER_VERSION);
    expect(parseRules({ ...older, somethingOld: true })).toEqual({ ...older, resolver: 1 });
  });

  it('are read without what came later: no network hid its name', () => {
    const rules = rulesOf();
    const older = JSON.stringify(rules, (key, value: unknown) => (key === 'hiddenSsid' ? undefined : value));
    expect(rules).toMatchObject({ hiddenSsid: false });
    expect(parseRules(JSON.parse(older))).toEqual(rules);
  });

  it('are read although settings like theirs would be refused now', () => {
    const radius = {
      caCertificates: [intermediateCa],
      serverNames: ['192.0.2.1'],
      method: 'ttls-pap',
      outerIdentity: 'anonymous',
    };
    const older = { ...rulesOf(), ssid: '  ', radius };
    expect(parseRules(JSON.parse(JSON.stringify(older)))).toEqual(older);
  });

  it('are read although they lack a letter that is newer: it is ours', () => {
    const { mail, ...others } = rulesOf();
    const { renewProfile, ...letters } = mail.letters;
    expect(renewProfile).toEqual({ kind: 'renewProfile' });
    const older = { ...others, mail: { ...mail, letters } };
    expect(parseRules(JSON.parse(JSON.stringify(older))).mail).toEqual(mail);
  });

  it('are refused with one sentence if a newer Latchkey made them', () => {
    expect(() => parseRules({ resolver: RESOLVER_VERSION + 1, other: true })).toThrow(
      /^A newer Latchkey has resolved the settings \(resolver \d+; this one is \d+\): update this process too\.$/,
    );
  });

  it('are refused with the path of what is wrong', () => {
    expect(() => parseRules({ ...rulesOf(), plans: { 11: { name: 'Hot Desk' } } })).toThrow(
      /^The saved rules cannot be read: plans\.11\.mappedAs: /,
    );
    expect(() => parseRules(null)).toThrow('The saved rules cannot be read');
  });
});
