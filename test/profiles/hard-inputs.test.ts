import fc from 'fast-check';
import { formatsFor, limitsOf, makeProfile } from '../../domain/profiles/make-profile';
import { type ProfileFormat, profileFormats, type ProfileInput } from '../../domain/profiles/profile';
import { eapMethods } from '../../domain/profiles/trust';
import { needing } from '../support/tools';
import { hardInputs } from './hard-inputs';
import { hostileTo } from './hostile';
import { judgesOf, type Judge } from './judges';

const { describe, test } = needing('nmcli', 'wpa_supplicant', 'plistutil', 'xmllint', 'python3');

interface Case {
  what: string;
  input: ProfileInput;
}

/** What the format holds, each input by one of its methods after the other; and what it does not hold by all of them. */
function sorted(format: ProfileFormat): { carried: Case[]; refused: string[] } {
  const methods = eapMethods.filter((method) => formatsFor(method).includes(format));
  const carried: Case[] = [];
  const refused: string[] = [];
  for (const [index, { what, input }] of hardInputs.entries()) {
    if (input === null) continue;
    const ways = methods
      .map((method) => ({ ...input, trust: { ...input.trust, method } }))
      .filter((way) => !limitsOf(format, way).includes('cannotCarry'));
    const way = ways[index % ways.length];
    if (way) carried.push({ what, input: way });
    if (ways.length < methods.length) refused.push(what);
  }
  return { carried, refused };
}

async function faultsOf(judge: Judge, format: ProfileFormat, cases: Case[]): Promise<string[]> {
  const verdicts = await judge.faults(cases.map(({ input }) => makeProfile(format, input).body));
  expect(verdicts).toHaveLength(cases.length);
  return verdicts.flatMap((faults, index) => faults.map((fault) => `${cases[index]?.what}: ${fault}`));
}

const refusedSettings = [
  'an intermediate without its root',
  'a root without basicConstraints',
  'a wildcard',
  'an address',
];

/** MSCHAPv2 on Linux, Android and ChromeOS. */
const hashedWrongly = 'a password with emoji';

/** No format can hold everything. Everything else that is hard it has to hold. */
const limits: Record<ProfileFormat, string[]> = {
  apple: [],
  windows: [],
  android: [
    'a user name with nothing but blanks',
    hashedWrongly,
    'a password with nothing but blanks',
    'a password with 255 letters',
    'a password with 497 letters with accents',
    'a password with 498 letters with accents',
    'names with nothing in common',
  ],
  passpoint: [
    'a user name with blanks around it',
    'a user name with nothing but blanks',
    hashedWrongly,
    'a password with 254 letters',
    'a password with 255 letters',
    'a password with 497 letters with accents',
    'a password with 498 letters with accents',
    'a space name with nothing but blanks',
    'a space name with 257 letters',
  ],
  chromeos: [hashedWrongly],
  networkmanager: [hashedWrongly],
  wpa_supplicant: [hashedWrongly, 'a password with 498 letters with accents'],
};

test('trust settings that are refused when they are saved', () => {
  expect(hardInputs.filter(({ input }) => input === null).map(({ what }) => what)).toEqual(refusedSettings);
});

describe.each(profileFormats)('%s', (format) => {
  const { carried, refused } = sorted(format);

  test('is refused only for what it cannot hold', () => {
    expect(refused).toEqual(limits[format]);
  });

  const judges = judgesOf[format].map((judge) => [judge.name, judge] as const);
  test.each(judges)('%s takes everything else', async (_, judge) => {
    expect(await faultsOf(judge, format, carried)).toEqual([]);
  });

  test('and so do strange names by chance', async () => {
    const strange = fc.sample(hostileTo(format), 15).map((input) => ({ what: textsOf(input), input }));
    for (const judge of judgesOf[format]) expect(await faultsOf(judge, format, strange)).toEqual([]);
  });
});

/** All that differs from one such input to the next. */
const textsOf = ({ ssid, spaceName, username, password, trust: { method, outerIdentity } }: ProfileInput): string =>
  JSON.stringify({ ssid, spaceName, username, password, method, outerIdentity });
