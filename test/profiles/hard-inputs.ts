import type { ProfileInput } from '../../domain/profiles/profile';
import { certificateFiles, radiusSettings, resolveTrust } from '../../domain/profiles/settings';
import type { RadiusTrust } from '../../domain/profiles/trust';
import { intermediateCa, nextRootCa, profileInput, rootCa } from '../domain/profiles/builders';
import { ed25519Ca, expiredCa, futureCa, p521Ca, rsaCa, unmarkedCa } from './authorities';

/** A profile that is hard to write, or trust settings that are hard to keep. */
export interface HardInput {
  what: string;
  /** As the product would have it; null: the settings are refused when they are saved. */
  input: ProfileInput | null;
}

/** What breaks somebody's quoting, trimming, decoding or counting. */
const hardTexts: [what: string, text: string][] = [
  ['markup', `a&b<c>d"e'f]]>g`],
  ['entities', '&amp;&#65;&lt;'],
  ['emoji', 'Grüße 👩‍💻'],
  ['a no-break space', 'a\u00a0b'],
  ['a line separator', 'a\u2028b'],
  ['characters of no width', 'a\u200bb\u200d\ufeffc'],
  ['writing from right to left', 'שלום\u200f'],
  ['blanks around it', ' a b '],
  ['backslashes', '\\s\\n\\'],
  ['quotes', '"a"'],
  ['only hex digits', 'deadbeef'],
  ['a list of bytes', '65;66;'],
  ['the sign of a comment', '#a'],
  ['the sign of a section', '[a]'],
  ['a brace', '}'],
  ['a blob', 'blob://x'],
  ['an end of a comment', '--> <!--'],
];

/** Exactly 32 bytes, which is all that an SSID can be. */
const longestSsids: [what: string, text: string][] = [
  ['32 letters', 'x'.repeat(32)],
  ['8 emoji', '😀'.repeat(8)],
  ['32 bytes that all need escaping', '&'.repeat(32)],
];

const names = (...serverNames: string[]): Partial<RadiusTrust> => ({ serverNames });
const authorities = (...caCertificates: string[]): Partial<RadiusTrust> => ({ caCertificates });

/** What OpenSSL and Windows print before a certificate. */
const bag = `Bag Attributes\n    friendlyName: Loft\n    localKeyID: 01 02 03\nsubject=O = Loft\n\nissuer=O = Loft\n\n`;

const hardTrusts: [what: string, trust: Partial<RadiusTrust>][] = [
  ['RSA', authorities(rsaCa)],
  ['P-256', authorities(rootCa)],
  ['P-521', authorities(p521Ca)],
  ['Ed25519', authorities(ed25519Ca)],
  ['a root with the intermediate behind it', authorities(`${rootCa}\n${intermediateCa}`)],
  ['an intermediate before its root', authorities(`${intermediateCa}\n${rootCa}`)],
  ['an intermediate without its root', authorities(intermediateCa)],
  ['two roots', authorities(rootCa, nextRootCa)],
  ['two roots of different kinds', authorities(rsaCa, ed25519Ca)],
  ['a root twice', authorities(rootCa, rootCa)],
  ['a root that has run out', authorities(expiredCa)],
  ['a root that is not yet valid', authorities(futureCa)],
  ['a root without basicConstraints', authorities(unmarkedCa)],
  ['lines that end with CR LF', authorities(rootCa.replaceAll('\n', '\r\n'))],
  ['bag attributes', authorities(bag + rootCa)],
  ['two names', names('a.radius.loft.example', 'b.radius.loft.example')],
  ['five names', names(...[1, 2, 3, 4, 5].map((number) => `radius${number}.wifi.loft.example`))],
  ['names with nothing in common', names('radius.loft.example', 'radius.attic.test')],
  ['a name in punycode', names('radius.xn--bcher-kva.example')],
  ['a top-level domain in punycode', names('radius.xn--e1afmkfd.xn--p1ai')],
  ['the longest name', names(`${Array<string>(3).fill('a'.repeat(63)).join('.')}.${'b'.repeat(61)}`)],
  ['a wildcard', names('*.loft.example')],
  ['an address', names('192.0.2.1')],
];

const blanks: [what: string, text: string] = ['nothing but blanks', '   '];
const spaceNames = [...hardTexts, blanks, ['257 letters', 'x'.repeat(257)]] as const;
const passwords = [
  ...hardTexts,
  blanks,
  ['254 letters', 'x'.repeat(254)],
  ['255 letters', 'x'.repeat(255)],
  // A line of wpa_supplicant's file has no room for more.
  ['497 letters with accents', 'é'.repeat(497)],
  ['498 letters with accents', 'é'.repeat(498)],
] as const;

/** By the field that is hard, each with every method. */
export const hardInputs: HardInput[] = [
  ...[...hardTexts, ...longestSsids].map(([what, ssid]) => of(`an SSID with ${what}`, profileInput({ ssid }))),
  ...[...hardTexts, blanks].map(([what, username]) => of(`a user name with ${what}`, profileInput({ username }))),
  ...passwords.map(([what, password]) => of(`a password with ${what}`, profileInput({ password }))),
  ...hardTexts.map(([what, realm]) =>
    of(`a realm with ${what}`, profileInput({ trust: { outerIdentity: `anonymous@${realm}` } })),
  ),
  ...spaceNames.map(([what, spaceName]) => of(`a space name with ${what}`, profileInput({ spaceName }))),
  of('a network that hides its name', profileInput({ hidden: true })),
  ...hardTrusts.map(([what, changes]) => of(what, trusting(changes))),
];

function of(what: string, input: ProfileInput | null): HardInput {
  return { what, input };
}

/** As it is when such settings were saved; null where they are refused. */
function trusting(changes: Partial<RadiusTrust>): ProfileInput | null {
  const { trust } = profileInput({ trust: changes });
  const settings = radiusSettings.safeParse(trust);
  if (!settings.success) return null;
  if (certificateFiles({ radius: settings.data }).length > 0) throw new Error('a certificate is not PEM');
  const { radius, errors } = resolveTrust({ radius: settings.data }, {}, Date.now());
  return radius === null || errors.length > 0 ? null : profileInput({ trust: radius });
}
