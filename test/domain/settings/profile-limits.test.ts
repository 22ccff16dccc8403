import type { RadiusTrust } from '../../../domain/profiles/trust';
import { outdatedSettings, profileLimits } from '../../../domain/settings/profile-limits';
import type { Rules } from '../../../domain/settings/rules';
import { resolveSettings } from '../../../domain/settings/resolve-settings';
import { at, defaultMap, rulesOf, settingsOf, world } from '../builders';
import { intermediateCa, nextRootCa, rootCa } from '../profiles/builders';

const trust: RadiusTrust = {
  caCertificates: [rootCa],
  serverNames: ['radius.loft.example'],
  method: 'peap-mschapv2',
  outerIdentity: 'anonymous@members.example',
};

/** Rules that may have been saved before they would have been refused. */
const rulesWith = (changes: Partial<RadiusTrust> = {}, settings: object = {}): Rules => ({
  ...rulesOf(settings),
  radius: { ...trust, ...changes },
});

const warningsOf = (...given: Parameters<typeof rulesWith>): string[] =>
  profileLimits(rulesWith(...given))?.warnings ?? [];

const SUFFIX = (formats: string) =>
  `radius.serverNames: profiles for ${formats} check only the end of the server's name: a server of the same CA passes as yours if its name is below one of these.`;
const EMAIL = 'username: members whose user name has more than 63 bytes get no profile for Android (Passpoint).';

test('settings without a RADIUS server offer no profiles', () => {
  expect(profileLimits(rulesOf())).toBeNull();
});

test('the formats that settings allow, and what they cannot do for anybody', () => {
  expect(profileLimits(rulesWith())).toEqual({
    formats: ['apple', 'windows', 'android', 'chromeos', 'networkmanager', 'wpa_supplicant'],
    limits: [
      { limit: 'asksPassword', formats: ['windows'] },
      { limit: 'needsCertificate', formats: ['windows'] },
      { limit: 'noSelfRemoval', formats: ['windows', 'android', 'chromeos', 'networkmanager', 'wpa_supplicant'] },
      { limit: 'suffixMatch', formats: ['android'] },
      { limit: 'needsApp', formats: ['android'] },
    ],
    warnings: [SUFFIX('Android (.eap-config)')],
  });
});

describe('who gets no profile, or a less safe one, is told', () => {
  const suffix = SUFFIX('Android (.eap-config), Android (Passpoint)');

  test('with TTLS: Passpoint has limits of its own', () => {
    expect(warningsOf({ method: 'ttls-pap' })).toEqual([suffix, EMAIL]);
    expect(warningsOf({ method: 'ttls-pap' }, { username: 'memberId' })).toEqual([suffix]);
  });

  test('in a roll-over', () => {
    const warnings = warningsOf({ caCertificates: [rootCa, nextRootCa] });
    expect(warnings).toContain(
      'radius.caCertificates: profiles for NetworkManager trust the first root only; members need a new one when the server moves to the next.',
    );
  });

  test('with several servers that have too little in common', () => {
    const [warning, ...others] = warningsOf({ serverNames: ['a.loft.example', 'b.loft.example'] });
    expect(warning).toMatch(/^radius\.serverNames: there is no profile for Android \(\.eap-config\): /);
    expect(others).toEqual([]);
  });

  test('with a hidden network', () => {
    expect(warningsOf({}, { hiddenSsid: true })).toContain(
      'hiddenSsid: profiles for Android (.eap-config) do not find a hidden network; members type it in by hand.',
    );
  });

  test('with a variable in the name of one location’s network', () => {
    expect(warningsOf({}, { locations: { '2': { ssid: 'Loft ${HOME}' } } })).toContain(
      'ssid: there is no profile for Android (.eap-config): they would replace ${…} in it.',
    );
  });

  test('where members choose their passwords', () => {
    const chosen = { password: 'customField:WiFi', username: 'memberId' };
    expect(warningsOf({}, chosen)).toEqual([
      SUFFIX('Android (.eap-config)'),
      'password: members whose password holds an emoji or another character beyond U+FFFF get no profile for Android (.eap-config), ChromeOS, NetworkManager, wpa_supplicant.',
      'password: members whose password holds ${…} get no profile for Android (.eap-config), ChromeOS.',
      'password: members whose password has 255 bytes or more get no profile for Android (.eap-config).',
    ]);
    expect(warningsOf({ method: 'ttls-pap' }, chosen)).toContain(
      'password: members whose password has 190 bytes or more get no profile for Android (Passpoint).',
    );
  });
});

test('it is told when settings are saved', () => {
  const settings = settingsOf({ plans: defaultMap, radius: trust });
  const resolved = resolveSettings(settings, { ...world, now: at('2027-01-01T00:00') }, null);
  expect(resolved).toMatchObject({ ok: true, warnings: [SUFFIX('Android (.eap-config)')] });
});

describe('settings of an earlier version that would be refused now', () => {
  test('are named', () => {
    const older = {
      ...rulesWith({ caCertificates: [intermediateCa], serverNames: ['192.0.2.1'] }),
      zones: {},
      ssid: ' ',
    };
    expect(outdatedSettings(older)).toEqual([
      expect.stringContaining('radius.caCertificates holds no root'),
      'radius.serverNames.0 is not a DNS name',
      'ssid is blank.',
    ]);
    expect(outdatedSettings(rulesWith())).toEqual([]);
    expect(outdatedSettings(rulesOf())).toEqual([]);
  });

  test('keep the profiles that work: without a root those of Apple', () => {
    const told = profileLimits(rulesWith({ caCertificates: [intermediateCa] }));
    expect(told?.formats).toEqual(['apple']);
    expect(told?.warnings).toEqual([
      'radius.caCertificates: there is no profile for Windows, Android (.eap-config), ChromeOS, NetworkManager, wpa_supplicant: without a root they do not connect, or trust any root.',
    ]);
  });
});
