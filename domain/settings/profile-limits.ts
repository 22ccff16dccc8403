import { trustProblems } from '../profiles/check-trust';
import { formatsFor, limitsOf, type ProfileLimit } from '../profiles/make-profile';
import { obstaclesOf } from '../profiles/obstacles';
import { type Obstacle, profileFormats, type ProfileFormat, type ProfileInput } from '../profiles/profile';
import type { RadiusTrust } from '../profiles/trust';
import { locationOf } from './locations';
import type { LocationRule, Rules } from './rules';

/** What is told of the profiles that settings allow, whoever the member is. */
export interface ProfileLimits {
  /** The formats that members are offered, unless their own user name or password is in the way. */
  formats: ProfileFormat[];
  /** What formats cannot do for anybody; `noSelfRemoval` matters to holders of a pass. */
  limits: { limit: ProfileLimit; formats: ProfileFormat[] }[];
  /** Sentences: who gets no profile, or one that is less safe than it looks, and why. */
  warnings: string[];
}

/** Null: the settings offer no profiles. */
export function profileLimits(rules: Rules): ProfileLimits | null {
  const { radius } = rules;
  if (radius === null) return null;
  const inputs = networksOf(rules).map((network) => inputOf(rules, radius, network));
  const known = formatsFor(radius.method);
  const formats = known.filter((format) => inputs.some((input) => obstaclesOf(format, input).length === 0));
  const limits = limitsIn(formats, inputs);
  return {
    formats,
    limits,
    warnings: [...refusals(known, inputs), ...limitWarnings(limits), ...memberWarnings(rules, formats, inputs)],
  };
}

/** What settings of an earlier version have that is refused now, a sentence each. */
export function outdatedSettings(rules: Rules): string[] {
  const problems = rules.radius === null ? [] : trustProblems(rules.radius);
  const blank = networksOf(rules).some(({ ssid }) => ssid.trim() === '');
  return [...problems.map(({ path, message }) => `${path} ${message}`), ...(blank ? ['ssid is blank.'] : [])];
}

const networksOf = (rules: Rules): LocationRule[] =>
  Object.keys(rules.zones).length === 0 ? [locationOf(rules, null)] : Object.values(rules.zones);

/** A member whose own texts are in nobody's way, with a pass that ends. */
const inputOf = (rules: Rules, trust: RadiusTrust, network: LocationRule): ProfileInput => ({
  spaceName: network.spaceName,
  ssid: network.ssid,
  hidden: network.hiddenSsid,
  username: rules.username === 'memberId' ? '1234567' : 'member@members.example',
  password: 'abcd2345efgh6789',
  trust,
  profileId: '00000000-0000-4000-8000-000000000000',
  removeAt: 0,
});

function limitsIn(formats: ProfileFormat[], inputs: ProfileInput[]): ProfileLimits['limits'] {
  const found = new Map<ProfileLimit, Set<ProfileFormat>>();
  for (const format of formats)
    for (const limit of inputs.flatMap((input) => limitsOf(format, input)))
      if (limit !== 'cannotCarry') found.set(limit, (found.get(limit) ?? new Set()).add(format));
  return [...found].map(([limit, limited]) => ({ limit, formats: [...limited] }));
}

const names: Record<ProfileFormat, string> = {
  apple: 'Apple',
  windows: 'Windows',
  android: 'Android (.eap-config)',
  passpoint: 'Android (Passpoint)',
  chromeos: 'ChromeOS',
  networkmanager: 'NetworkManager',
  wpa_supplicant: 'wpa_supplicant',
};

/** In the order of `profileFormats`. */
const listed = (formats: Iterable<ProfileFormat>): string => {
  const all = new Set(formats);
  return profileFormats
    .filter((format) => all.has(format))
    .map((format) => names[format])
    .join(', ');
};

/** By what is in the way: the setting, and why. Null: it is the member's own. */
const reasons: Record<Obstacle, [setting: string, why: string] | null> = {
  root: ['radius.caCertificates', 'without a root they do not connect, or trust any root'],
  servers: [
    'radius.serverNames',
    'they check the common end of several names, which others may share, or take no list of this length; ' +
      'give one name, or names below one of three labels',
  ],
  network: ['ssid', 'they would replace ${…} in it'],
  outerIdentity: [
    'radius.outerIdentity',
    'they would replace ${…} in it, or take none with a second @ or of this length',
  ],
  spaceName: ['spaceName', 'they take none of more than 256 bytes'],
  username: null,
  password: null,
};

function refusals(formats: ProfileFormat[], inputs: ProfileInput[]): string[] {
  return Object.entries(reasons).flatMap(([obstacle, reason]) => {
    const refusing = formats.filter((format) =>
      inputs.some((input) => obstaclesOf(format, input).some((found) => found === obstacle)),
    );
    if (reason === null || refusing.length === 0) return [];
    return [`${reason[0]}: there is no profile for ${listed(refusing)}: ${reason[1]}.`];
  });
}

/** Limits that let somebody in, or keep members out, where nobody tells the operator. */
const said: Partial<Record<ProfileLimit, (formats: string) => string>> = {
  suffixMatch: (formats) =>
    `radius.serverNames: profiles for ${formats} check only the end of the server's name: a server of the same CA passes as yours ` +
    'if its name is below one of these.',
  firstCertificateOnly: (formats) =>
    `radius.caCertificates: profiles for ${formats} trust the first root only; members need a new one when the server moves to the next.`,
  firstServerOnly: (formats) => `radius.serverNames: profiles for ${formats} trust the first name only.`,
  hiddenNetwork: (formats) =>
    `hiddenSsid: profiles for ${formats} do not find a hidden network; members type it in by hand.`,
};

const limitWarnings = (limits: ProfileLimits['limits']): string[] =>
  limits.flatMap(({ limit, formats }) => said[limit]?.(listed(formats)) ?? []);

/** Texts that members may have, to find the formats that refuse them. */
const passwords: [which: string, password: string][] = [
  ['holds an emoji or another character beyond U+FFFF', 'abcd2345😀'],
  ['holds ${…}', '${PASSWORD}'],
  ['has 190 bytes or more', 'a'.repeat(190)],
  ['has 255 bytes or more', 'a'.repeat(255)],
];
const LONG_USERNAME = `${'a'.repeat(60)}@members.example`;

/** User names and passwords of our own making are in nobody's way. */
function memberWarnings(rules: Rules, formats: ProfileFormat[], inputs: ProfileInput[]): string[] {
  const refusing = (changes: Partial<ProfileInput>): string =>
    listed(
      formats.filter((format) => inputs.every((input) => obstaclesOf(format, { ...input, ...changes }).length > 0)),
    );
  const ofPassword = passwords.map(([which, password]) => ['password', which, refusing({ password })] as const);
  const ofUsername = ['username', 'has more than 63 bytes', refusing({ username: LONG_USERNAME })] as const;
  const chosen = [
    ...(rules.username === 'memberId' ? [] : [ofUsername]),
    ...(rules.password === 'generated' ? [] : ofPassword),
  ];
  return chosen
    .filter(([, , refused]) => refused !== '')
    .map(
      ([setting, which, refused]) =>
        `${setting}: members whose ${setting === 'username' ? 'user name' : setting} ${which} get no profile for ${refused}.`,
    );
}
