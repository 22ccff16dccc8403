import { X509Certificate } from 'node:crypto';
import { shortFingerprint } from '../../domain/profiles/trust';
import type { Message } from '../../sandbox/mailbox';
import { memberPage, memberWorkflowId, openCredentialLink } from '../../contracts/replayed';
import { memberId } from '../../domain/replayed/ids';
import { makeAuthority } from '../../sandbox/radius/certificates';
import { rootCa } from '../domain/profiles/builders';
import { eventually } from '../support/eventually';
import { inSpace, type Living } from './support/in-space';
import { linkIn, reveal } from './support/reveal';
import { changeSettings } from './support/space';

const patient = { within: 45_000 };
const radiusOf = (...caCertificates: string[]) => ({ caCertificates, serverNames: ['radius.loft.example'] });
const short = (pem: string): string => shortFingerprint(new X509Certificate(pem));

const { scene } = inSpace({ settings: { radius: radiusOf(rootCa) } });

const lettersTo = ({ sandbox }: Living, name: string): Message[] =>
  sandbox.mailbox.messages.filter(({ to }) => to.includes(`${name}@members.example`));

/** A member who was welcomed. */
async function member(space: Living, name: string): Promise<string> {
  const id = space.sandbox.nexudus.play.join({ fullName: name, email: `${name}@members.example`, plan: 'Hot Desk' });
  await space.sandbox.mailbox.waitFor(({ to }) => to.includes(`${name}@members.example`), patient.within);
  return id;
}

/** Opens the page of the last letter and fetches a profile. */
async function fetchProfile(space: Living, name: string, format: string): Promise<void> {
  const { profiles } = await reveal(linkIn(lettersTo(space, name).at(-1)?.text ?? ''));
  const url = profiles?.find((profile) => profile.format === format)?.url ?? '';
  expect((await fetch(url)).status).toBe(200);
}

const counted = (space: Living, expected: object) =>
  eventually(
    `the counts are ${JSON.stringify(expected)}`,
    async () => {
      const { members } = await space.api.readProfiles();
      return Object.entries(expected).every(([what, count]) => members?.[what as 'old'] === count);
    },
    patient,
  );

describe('a roll-over of the CA', () => {
  scene(
    'is counted; letters ask who has the old one only, once; the old one is not dropped before, unless that is accepted',
    async (space) => {
      const { certificate: nextCa } = await makeAuthority();
      const [today, next] = [short(rootCa), short(nextCa)];
      const ids = [];
      for (const name of ['ada', 'bea', 'cal']) ids.push(await member(space, name));
      await fetchProfile(space, 'ada', 'apple');
      await fetchProfile(space, 'bea', 'networkmanager');
      await counted(space, { withAccess: 3, renewed: 2, old: 0, unknown: 0, nothing: 1 });

      await changeSettings(space, { radius: radiusOf(rootCa, nextCa) });
      await counted(space, { renewed: 0, old: 2, nothing: 1 });
      const { authority, ...dry } = await space.api.askForRenewals();
      expect([authority, dry]).toEqual([next, { dryRun: true, members: 2, renewal: null }]);

      await space.api.askForRenewals({ body: { dryRun: false, authority } });
      await eventually(
        'both are asked',
        () => ['ada', 'bea'].every((name) => lettersTo(space, name).length === 2),
        patient,
      );
      expect(lettersTo(space, 'ada')[1]?.subject).toContain('needs to be renewed');
      await eventually('it has ended', async () => (await space.api.readProfiles()).renewal?.asked === 2, patient);
      expect(lettersTo(space, 'cal')).toHaveLength(1);

      await fetchProfile(space, 'ada', 'apple');
      // of two roots it uses the first one, which is still today's
      await fetchProfile(space, 'bea', 'networkmanager');
      await counted(space, { renewed: 1, old: 1, nothing: 1 });
      expect((await space.api.readProfiles()).authorities).toMatchObject([
        { fingerprint: today, newest: false, members: 2 },
        { fingerprint: next, newest: true, members: 1 },
      ]);

      await expect(changeSettings(space, { radius: radiusOf(nextCa) })).rejects.toMatchObject({
        status: 422,
        problem: {
          errors: [{ path: 'radius.caCertificates', message: expect.stringContaining('1 members with access') }],
        },
      });
      await changeSettings(space, { radius: radiusOf(nextCa, rootCa) });
      await fetchProfile(space, 'bea', 'networkmanager');
      await counted(space, { renewed: 2, old: 0 });
      await changeSettings(space, { radius: radiusOf(nextCa) });

      // and back, which would cut both off from what their profiles have
      const { settings } = await space.api.readSettings();
      const back = { ...settings, radius: radiusOf(rootCa) };
      await expect(space.api.saveSettings({ headers: { 'If-Match': '*' }, body: back })).rejects.toMatchObject({
        status: 422,
      });
      await space.api.saveSettings({ headers: { 'If-Match': '*' }, query: { cutOff: 'accept' }, body: back });

      // an API of an earlier version does not tell what it has shown
      const cal = space.client.workflow.getHandle(memberWorkflowId(space.connector, memberId(ids[2] ?? '')));
      const { link } = await cal.query(memberPage);
      await cal.executeUpdate(openCredentialLink, { args: [{ link: link?.id ?? '' }] });
      await counted(space, { old: 1, renewed: 1, unknown: 1, nothing: 0 });

      await space.api.askForRenewals({ body: { dryRun: false, authority: today } });
      await eventually('cal is asked', () => lettersTo(space, 'cal').length === 2, patient);
      await eventually('bea is asked for the other CA', () => lettersTo(space, 'bea').length === 3, patient);
      expect(lettersTo(space, 'ada')).toHaveLength(2);
    },
    240_000,
  );
});
