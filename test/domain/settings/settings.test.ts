import { parseSettings } from '../../../domain/settings/settings';
import { PKCS12_TO_PEM } from '../../../domain/profiles/settings';
import { required, settingsOf } from '../builders';

const errorsOf = (changes: object) => {
  const parsed = parseSettings({ ...required, ...changes });
  return parsed.ok ? [] : parsed.errors;
};

test('two settings are enough; the rest has defaults', () => {
  const { mail, ...settings } = settingsOf();
  expect(settings).toEqual({
    spaceName: 'The Loft',
    ssid: 'Loft Members',
    hiddenSsid: false,
    locations: {},
    syncIntervalMinutes: 15,
    cutOff: '00:00',
    autoProvision: true,
    autoDeprovision: true,
    username: 'email',
    password: 'generated',
    checkInRequired: false,
    checkInGraceMinutes: 30,
    prepareAhead: true,
    graceMinutes: 0,
    contractEnds: 'instant',
    pausedMeansDenied: true,
    unpaid: 'ignore',
    teamEntitlement: 'payingMember',
    joinProfiles: 'off',
    onEmailChange: 'keep',
    retentionDays: 30,
    createOrgUnits: true,
    directory: {
      patchPassword: 'unknown',
      statusWords: 'unknown',
      orgUnitBy: 'unknown',
    },
    links: { hours: 72, openings: 10 },
    webhooks: { reactivate: true },
    guard: {
      removals: { atLeast: 5, percent: 10 },
      vanished: { atLeast: 5, percent: 2 },
      changes: { atLeast: 5, percent: 25 },
      sourcePercent: 80,
      holdDays: 7,
    },
  });
  expect(mail).toEqual({ includePassword: false, later: false, endingSoonDays: 0, letters: {} });
});

test('every setting can be given', () => {
  const given = {
    ...required,
    live: false,
    timeZone: 'Europe/London',
    locations: {
      '1': { timeZone: 'America/New_York', cutOff: '20:00', ssid: 'NY', hiddenSsid: false, spaceName: 'Loft NY' },
    },
    hiddenSsid: true,
    syncIntervalMinutes: 5,
    cutOff: '03:00',
    autoProvision: false,
    autoDeprovision: false,
    username: 'customField:wifi_name',
    password: 'customField:wifi_password',
    checkInRequired: true,
    checkInGraceMinutes: 0,
    prepareAhead: false,
    graceMinutes: 60,
    contractEnds: 'endOfDay',
    pausedMeansDenied: false,
    unpaid: 'deny',
    teamEntitlement: 'off',
    onEmailChange: 'rename',
    retentionDays: 0,
    createOrgUnits: false,
    directory: {
      patchPassword: 'applied',
      statusWords: 'active/inactive',
      orgUnitBy: 'id',
    },
    plans: {
      '11': {
        group: 'basic-wifi',
        orgUnit: 'basic',
        precedence: 5,
        validity: '24h',
        checkInRequired: false,
        attributes: { downMbps: 50, upMbps: 10.5, priority: 'high', sessionMinutes: 60, vlan: 20, devices: 3 },
      },
      'Virtual Office': { group: 'none' },
    },
    mail: {
      subject: 'WiFi',
      text: '{{ password }}',
      html: '<p>{{ password }}</p>',
      includePassword: true,
      later: true,
      endingSoonDays: 3,
      letters: { ended: { subject: 'Bye', send: false }, rotated: { text: 'new' } },
    },
    joinProfiles: 'sameAddress',
    links: { hours: 24, openings: 3 },
    webhooks: { reactivate: false },
    guard: {
      removals: { atLeast: 10, percent: 20 },
      vanished: { atLeast: 1, percent: 1 },
      changes: { atLeast: 50, percent: 50 },
      sourcePercent: 90,
      holdDays: 3,
    },
    radius: {
      caCertificates: ['/etc/latchkey/ca.pem'],
      serverNames: ['radius.example.com'],
      method: 'ttls-pap',
      outerIdentity: 'anonymous@example.com',
    },
    profileSigning: { certificate: '/run/secrets/sign.pem', key: '/run/secrets/sign.key' },
    portal: { linkField: 'WiFi', usernameField: '1414370977' },
  };
  const { plans, ...rest } = settingsOf(given);
  expect({ ...rest, plans: { ...plans, 'Virtual Office': { group: 'none' } } }).toEqual(given);
  expect(plans?.['Virtual Office']).toEqual({ group: 'none', precedence: 0 });
});

const NOT_SAYABLE = 'must not hold control characters, such as a tab or a newline: no profile can carry them';
const radius = { caCertificates: ['/etc/latchkey/ca.pem'], serverNames: ['radius.example.com'] };

test.each([
  [{ spaceName: undefined }, 'spaceName', 'is missing'],
  [{ spaceName: '  ' }, 'spaceName', 'must not be empty'],
  [{ ssid: 'é'.repeat(17) }, 'ssid', 'must be at most 32 bytes: no network has a longer name'],
  [{ ssid: '' }, 'ssid', 'must not be empty'],
  [{ ssid: '   ' }, 'ssid', 'must not be blank'],
  ...['Lo\tft', 'Loft\n', 'Lo\0ft', 'Lo\x7fft'].map((ssid): [object, string, string] => [
    { ssid },
    'ssid',
    NOT_SAYABLE,
  ]),
  [{ locations: { '1': { ssid: 'Lo\tft' } } }, 'locations.1.ssid', NOT_SAYABLE],
  [{ radius: { ...radius, outerIdentity: 'anony\tmous' } }, 'radius.outerIdentity', NOT_SAYABLE],
  [{ live: 'yes' }, 'live', 'must be true or false, not "yes"'],
  [{ timeZone: 'London' }, 'timeZone', 'must be an IANA time zone like "Europe/London", not "London"'],
  [{ timeZone: '+01:00' }, 'timeZone', 'must be an IANA time zone like "Europe/London", not "+01:00"'],
  [{ locations: [] }, 'locations', 'must be a group of settings, not a list'],
  [
    { locations: { '1': { cutOff: '24:00' } } },
    'locations.1.cutOff',
    'must be a time of day like "23:59", not "24:00"',
  ],
  [{ locations: { '1': { timezone: 'UTC' } } }, 'locations.1.timezone', 'is not a setting; did you mean "timeZone"?'],
  [
    { radius: { caCertificates: [], serverNames: ['a.example'] } },
    'radius.caCertificates',
    'must list at least one CA certificate: a password profile without it is unsafe',
  ],
  [
    { radius: { caCertificates: ['ca.pem'], serverNames: [] } },
    'radius.serverNames',
    'must list at least one server name: a password profile without it is unsafe',
  ],
  [{ radius: { serverNames: ['a.example'] } }, 'radius.caCertificates', 'is missing'],
  [
    { radius: { caCertificates: ['ca.pem'], serverNames: ['*.example.com'] } },
    'radius.serverNames.0',
    'must be the DNS name in the RADIUS server\'s certificate, not "*.example.com"',
  ],
  ...['192.0.2.1', '-radius.example.com', 'radius-.example.com', 'radius.example.1', 'radius', 'radius..example'].map(
    (name): [object, string, string] => [
      { radius: { ...radius, serverNames: [name] } },
      'radius.serverNames.0',
      `must be the DNS name in the RADIUS server's certificate, not "${name}"`,
    ],
  ),
  [{ profileSigning: { key: 'sign.key' } }, 'profileSigning.certificate', 'is missing'],
  [{ profileSigning: { certificate: 'sign.pem' } }, 'profileSigning.key', 'is missing'],
  [
    { profileSigning: { certificate: 'sign.PFX', key: 'sign.key' } },
    'profileSigning.certificate',
    `is PKCS#12: ${PKCS12_TO_PEM}`,
  ],
  [{ links: { hours: 0 } }, 'links.hours', 'must be at least 1, not 0'],
  [{ syncIntervalMinutes: 0 }, 'syncIntervalMinutes', 'must be at least 1, not 0'],
  [{ syncIntervalMinutes: 1441 }, 'syncIntervalMinutes', 'must be at most 1440, not 1441'],
  [{ syncIntervalMinutes: 1.5 }, 'syncIntervalMinutes', 'must be a whole number, not 1.5'],
  [{ syncIntervalMinutes: '15' }, 'syncIntervalMinutes', 'must be a number, not "15"'],
  [{ cutOff: '9:30' }, 'cutOff', 'must be a time of day like "23:59", not "9:30"'],
  [{ cutOff: 86_340 }, 'cutOff', 'must be text, not 86340'],
  [{ username: 'mail' }, 'username', 'must be one of email, memberId, customField:<name>'],
  [{ username: 'customField:' }, 'username', 'must be one of email, memberId, customField:<name>'],
  [{ password: 'email' }, 'password', 'must be one of generated, customField:<name>'],
  [{ checkInGraceMinutes: -1 }, 'checkInGraceMinutes', 'must be at least 0, not -1'],
  [{ graceMinutes: null }, 'graceMinutes', 'must be a number, not null'],
  [{ contractEnds: 'midnight' }, 'contractEnds', 'must be one of auto, endOfDay, instant, not "midnight"'],
  [{ unpaid: false }, 'unpaid', 'must be one of ignore, deny, not false'],
  [{ teamEntitlement: 'all' }, 'teamEntitlement', 'must be one of payingMember, off, not "all"'],
  [{ onEmailChange: 'ask' }, 'onEmailChange', 'must be one of keep, rename, not "ask"'],
  [{ retentionDays: 9999 }, 'retentionDays', 'must be at most 3650, not 9999'],
  [{ directory: { orgUnitBy: 'uuid' } }, 'directory.orgUnitBy', 'must be one of unknown, name, id, not "uuid"'],
  [{ directory: { patchPasswd: 'x' } }, 'directory.patchPasswd', 'is not a setting; did you mean "patchPassword"?'],
  [{ plans: { 'Hot Desk': {} } }, 'plans.Hot Desk.group', 'is missing'],
  [{ plans: { 'Hot Desk': 'basic-wifi' } }, 'plans.Hot Desk', 'must be a group of settings, not "basic-wifi"'],
  [
    { plans: { 'Hot Desk': { group: 'basic', validity: 'a day' } } },
    'plans.Hot Desk.validity',
    'must be a duration like "24h", "90m", "7d" or "PT24H", not "a day"',
  ],
  [
    { plans: { D: { group: 'g', attributes: { vlan: 4095 } } } },
    'plans.D.attributes.vlan',
    'must be at most 4094, not 4095',
  ],
  [
    { plans: { D: { group: 'g', attributes: { downMbps: 0 } } } },
    'plans.D.attributes.downMbps',
    'must be above 0, not 0',
  ],
  [
    { plans: { D: { group: 'g', attributes: { device: 1 } } } },
    'plans.D.attributes.device',
    'is not a setting; did you mean "devices"?',
  ],
  [{ syncIntervalMinute: 5 }, 'syncIntervalMinute', 'is not a setting; did you mean "syncIntervalMinutes"?'],
  [{ CutOff: '23:59' }, 'CutOff', 'is not a setting; did you mean "cutOff"?'],
  [{ colour: 'red' }, 'colour', 'is not a setting'],
])('%j is refused', (changes, path, message) => {
  expect(errorsOf(changes)).toEqual([{ path, message }]);
});

test('the name of a server may be punycode, and is taken in lower case', () => {
  const { serverNames } =
    settingsOf({ radius: { ...radius, serverNames: ['RADIUS.xn--e1afmkfd.xn--p1ai'] } }).radius ?? {};
  expect(serverNames).toEqual(['radius.xn--e1afmkfd.xn--p1ai']);
});

test.each([null, undefined, 'text', []])('a document that is %j is refused', (document) => {
  const parsed = parseSettings(document);
  expect(parsed.ok).toBe(false);
  expect(parsed.ok || parsed.errors).toMatchObject([{ path: '' }]);
});

test('everything that is wrong is reported at once', () => {
  const changes = {
    ssid: undefined,
    live: 1,
    wat: 1,
    plans: { A: { group: 'x', foo: 1, bar: 2 }, B: {} },
    mail: { text: '{{ user }}' },
  };
  expect(
    errorsOf(changes)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['live', 'mail.text', 'plans.A.bar', 'plans.A.foo', 'plans.B.group', 'ssid', 'wat']);
});

test("the operator's address, which earlier versions had here, is refused with the variable that has it now", () => {
  expect(errorsOf({ operator: { email: 'it@example.com' } })).toEqual([
    {
      path: 'operator',
      message: 'is not a setting any more: set the variable LATCHKEY_OPERATOR_EMAIL for the worker, and leave this out',
    },
  ]);
});

test('a PKCS#12 file, which earlier versions read, is refused with the way to PEM', () => {
  const errors = errorsOf({ profileSigning: { pkcs12: 'sign.p12', passphraseFile: 'passphrase' } });
  expect(errors).toContainEqual({ path: 'profileSigning.pkcs12', message: `is no longer a setting: ${PKCS12_TO_PEM}` });
  expect(PKCS12_TO_PEM).toContain('openssl pkcs12 -in signing.p12 -out signing.pem -nodes');
});
