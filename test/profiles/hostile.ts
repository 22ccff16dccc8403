import fc from 'fast-check';
import { formatsFor, limitsOf } from '../../domain/profiles/make-profile';
import type { ProfileFormat, ProfileInput } from '../../domain/profiles/profile';
import { profileInput } from '../domain/profiles/builders';

/** What breaks somebody's quoting. */
const signs = [...' "\'\\;:&<>#%$`{}()[]=,.@!?*+-_|~^/'];
const letters = [...'abFX019', 'é', 'ß', 'Ω', '漢', '😀', '👩‍💻', '\u00a0', '\u2028', '\u200f'];
const classics = [
  ' ',
  '   ',
  ' both ',
  '"quoted"',
  '\\',
  'trailing\\',
  '\\s\\n\\t',
  '&amp;',
  '&#65;&lt;',
  ']]><x/>',
  '<!--',
  '<?xml?>',
  '%s%n${HOME}',
  '65;66;',
  'deadbeef',
  '#comment',
  '[section]',
  'key=value',
  'blob://x',
  "Robert'); DROP TABLE",
  '-----BEGIN CERTIFICATE-----',
  '}',
  'true',
];

const text = (maxLength: number) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...classics) },
    { weight: 3, arbitrary: fc.string({ unit: fc.constantFrom(...signs, ...letters), minLength: 1, maxLength }) },
  );

const ssid = fc.oneof(
  text(32).filter((name) => Buffer.byteLength(name) <= 32),
  fc.constantFrom('x'.repeat(32), '😀'.repeat(8), `${'é'.repeat(15)}\\"`),
);

/** Members and networks by the worst names that are allowed. */
export const hostileInput: fc.Arbitrary<ProfileInput> = fc
  .record({
    ssid,
    spaceName: text(20),
    username: text(40),
    password: text(40),
    method: fc.constantFrom('peap-mschapv2' as const, 'ttls-pap' as const, 'ttls-mschapv2' as const),
    outerIdentity: fc.oneof(fc.constantFrom('anonymous', 'anonymous@loft.example', '@loft.example'), text(20)),
  })
  .map(({ method, outerIdentity, ...named }) => profileInput({ ...named, trust: { method, outerIdentity } }));

/** Those of which there is a profile of a format. */
export const hostileTo = (format: ProfileFormat): fc.Arbitrary<ProfileInput> =>
  hostileInput.filter(
    (input) => formatsFor(input.trust.method).includes(format) && !limitsOf(format, input).includes('cannotCarry'),
  );
