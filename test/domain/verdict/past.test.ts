import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memberId } from '../../../domain/replayed/ids';
import { verdictLanguages } from '../../../domain/verdict/languages';
import { pastKinds, pastOf } from '../../../domain/verdict/past';
import { now } from '../builders';

const told = (what: string, language: (typeof verdictLanguages)[number] = 'en') => {
  const [line] = pastOf([{ at: now, what }], memberId('1001'), language, { now, zone: 'Europe/London' });
  if (line === undefined) throw new Error('a line tells something');
  return line;
};

/** One for each line that a workflow writes; what is told of it in English. */
const examples: [what: string, kind: string, text: string][] = [
  ['hook CoworkerCheckin, AccessControlUpdate', 'hook', 'Nexudus called: CoworkerCheckin, AccessControlUpdate'],
  ['looked: nothing new', 'look', 'Nexudus was read: nothing has changed'],
  [
    'looks as if: denied (none); a second look will tell',
    'look',
    'Nexudus seems to say: may not connect: there is no contract and no pass. It is read once more before that counts',
  ],
  [
    'late, so a look comes first: granted basic-wifi (contract Hot Desk #4411)',
    'look',
    'Late, so Nexudus is read first: may connect: contract Hot Desk #4411 (level basic-wifi)',
  ],
  [
    'granted basic wifi (contract Hot Desk #4411)',
    'decision',
    'May connect: contract Hot Desk #4411 (level basic wifi)',
  ],
  [
    'prepared basic-wifi (checkInNeeded: pass #88)',
    'decision',
    'May not connect: not checked in, and pass #88 needs a check-in',
  ],
  [
    'denied (ended: contract Hot Desk #4411)',
    'decision',
    'May not connect: contract Hot Desk #4411 is no longer active',
  ],
  ['denied (none)', 'decision', 'May not connect: there is no contract and no pass'],
  [
    'keep (retiredPlan: contract Flex 5 (old) #9)',
    'decision',
    'Contract Flex 5 (old) #9 is no longer mapped to a group, so everything stays as it was',
  ],
  ['granted vip (allowed: override #admin)', 'decision', 'May connect: an operator allows it (level vip)'],
  ['its time has come: denied (none)', 'decision', 'As planned: may not connect: there is no contract and no pass'],
  ['account a-1 created, enabled, basic-wifi', 'write', 'Account created: open, level basic-wifi'],
  [
    'account changed: enabled, orgUnit; disabled, basic-wifi',
    'write',
    'Account changed (opened or closed, level): closed, level basic-wifi',
  ],
  ['account changed: email', 'write', 'Account changed (e-mail address)'],
  ['account disabled', 'write', 'Account closed'],
  ['account deleted', 'write', 'Account deleted'],
  [
    'a create without a reply: looking for the account',
    'write',
    'No reply when the account was to be created: Latchkey looks whether it is there',
  ],
  [
    'the user name is taken: the next one has the member id in it',
    'write',
    'The user name is taken: the next one has the member’s id in it',
  ],
  ['the account is gone from the directory', 'directory', 'The account is gone from IronWifi'],
  ['account a-1 found in the directory', 'directory', 'Account a-1 found in IronWifi'],
  ['account a-1 found by its mark', 'directory', 'Account a-1 found in IronWifi'],
  [
    'the account has another password than was known, as its mark says',
    'directory',
    'The account has another password than was known',
  ],
  [
    'the account was changed in the directory: enabled, no org unit',
    'directory',
    'Somebody has changed the account in IronWifi: open',
  ],
  [
    'account a-1 is handed over to another profile of the same person',
    'directory',
    'Account a-1 handed over to another profile of the same person',
  ],
  ['letter sent: endingSoon', 'letter', 'Letter sent: access ends soon'],
  [
    'to be asked to renew its profile, for CA ab12',
    'letter',
    'Is to be asked to renew the profile: the network gets a new certificate authority',
  ],
  ['link opened (1 of 3)', 'link', 'Link opened (1 of 3)'],
  ['profile fetched: apple', 'link', 'Profile fetched: apple'],
  ['a new link was asked for on the page', 'link', 'A new link was asked for on the member’s page'],
  ['link written to the Nexudus profile', 'link', 'Link written to the Nexudus profile'],
  ['link removed from the Nexudus profile', 'link', 'Link removed from the Nexudus profile'],
  ['sync asked for by token:ab', 'operator', 'Sync asked for by token:ab'],
  ['resend asked for by admin', 'operator', 'Resend asked for by admin'],
  ['new password asked for by the member', 'operator', 'New password asked for by the member'],
  ['new user name asked for by admin', 'operator', 'New user name asked for by admin'],
  ['retry asked for by admin', 'operator', 'Retry asked for by admin'],
  ['erasure asked for by admin', 'operator', 'Erasure asked for by admin'],
  ['override lifted by admin', 'operator', 'Allow or block lifted by admin'],
  ['allow by admin', 'operator', 'Allowed by admin'],
  ['block by admin', 'operator', 'Blocked by admin'],
  ['account a-9 is given to the member by admin', 'operator', 'Account a-9 given to this member by admin'],
  ['is back; was erased on 2026-11-03T10:00:00.000Z', 'operator', 'Is back after an erasure'],
  [
    'held (17) until an operator decides: ended',
    'hold',
    'Held until an operator decides (17): the contract is no longer active',
  ],
  [
    'kept, as an operator decided: denied (none)',
    'hold',
    'Kept as it is, although: may not connect: there is no contract and no pass',
  ],
  [
    'kept by admin since 2026-11-01T10:00:00.000Z, to be asked about again on 2026-12-01T10:00:00.000Z: none',
    'hold',
    'Kept as it is by admin, although: there is no contract and no pass',
  ],
  ['looker needs attention: Nexudus is away', 'trouble', 'Reading Nexudus fails: Nexudus is away'],
  ['writer waits: maintenance of IronWifi', 'trouble', 'Writing to IronWifi waits for the end of a maintenance'],
  ['courier works again', 'trouble', 'Sending letters works again'],
];

test.each(examples)('%s', (what, kind, text) => {
  expect(told(what)).toMatchObject({ kind, text });
});

test('every kind has an example, and every language tells each of them in its own words', () => {
  expect(new Set([...examples.map(([, kind]) => kind), 'other'])).toEqual(new Set(pastKinds));
  for (const [what] of examples)
    expect(new Set(verdictLanguages.map((language) => told(what, language).text)).size).toBe(4);
});

test('a decision says what has held from then on, an act who did it', () => {
  expect(told('prepared basic-wifi (notStarted: contract #1)').access).toBe('prepared');
  expect(told('its time has come: granted x (contract #1)').access).toBe('granted');
  expect(told('looks as if: denied (none); a second look will tell').access).toBeNull();
  expect(told('resend asked for by token:ab').by).toBe('token:ab');
});

test('a line of a later version is told as it is', () => {
  expect(told('something new')).toMatchObject({ kind: 'other', text: 'Something new', access: null, by: null });
});

/** What the workflow writes, with a word for each value in it. */
function linesOfTheWorkflow(): string[] {
  const folder = join(__dirname, '../../../workflows/member');
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const literals = sources.flatMap((source) =>
    [...source.matchAll(/addToTimeline\(\s*state,\s*([^;]*?)\s*,?\s*\);/g)].flatMap(([, text = '']) =>
      [...text.matchAll(/(?<!\$\{[^`]*)'([^']* [^']*)'|`([^`]+)`/g)].map(
        ([, plain, template]) => plain ?? template ?? '',
      ),
    ),
  );
  return literals.map((text) =>
    text
      .replace(/\$\{(?:holdSentence)[^}]*\}/, 'kept, as an operator decided')
      .replace(/\$\{describe[^}]*\}|\$\{what\}/g, 'denied (none)')
      .replace(/\$\{reportedLane\[lane\]\}/g, 'writer')
      .replace(/\$\{letter.kind\}/g, 'welcome')
      .replace(/\$\{access\}/g, 'allow')
      .replace(/\$\{[^}]*(?:enabled|disabled)[^}]*\}/g, 'enabled')
      .replace(/\$\{link\.\w+\}/g, '1')
      .replace(/\$\{[^}]*\}+/g, 'x'),
  );
}

test('every line of the workflow has an example', () => {
  const written = linesOfTheWorkflow();
  expect(written.length).toBeGreaterThan(25);
  expect(written.filter((what) => told(what).kind === 'other')).toEqual([]);
});
