import type { MemberView } from '../../../../contracts/api/member';
import { Badge } from '../../parts/notice';
import { When } from '../../parts/when';
import type { TextKey } from '../../texts';
import { Part, withNames, type Told } from './told';

/** The last of them; the timeline has all. */
const MOST_LINES = 5;

/** What was mailed, and the link to the device profiles: whether it still works, never the link itself. */
export function Letters({ visit, member }: Told) {
  const { say, place } = visit;
  const lines = member.timeline.filter(({ kind }) => kind === 'letter' || kind === 'link').slice(-MOST_LINES);
  return (
    <Part id="letters" title={say('member.letters')}>
      <dl class="facts">
        <dt>{say('member.link')}</dt>
        <dd>
          <LinkState visit={visit} member={member} />
        </dd>
        <dt>{say('member.letter')}</dt>
        <dd>
          <Delivery visit={visit} member={member} />
        </dd>
      </dl>
      <p class="soft">{say('member.link.hint')}</p>
      {lines.length > 0 && (
        <ul class="timeline">
          {lines.toReversed().map((line) => (
            <li key={line.at + line.what}>
              {withNames(line.text, member)} <When at={line.at} place={place} />
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function LinkState({ visit: { say, place }, member: { link } }: Told) {
  if (link === null) return <Badge tone="idle">{say('member.link.none')}</Badge>;
  const left = link.openings - link.opened;
  const of = { left: String(Math.max(left, 0)), openings: String(link.openings) };
  if (Date.parse(link.expiresAt) <= Date.now())
    return (
      <>
        <Badge tone="warn">{say('member.link.expired')}</Badge> <When at={link.expiresAt} place={place} />
      </>
    );
  if (left <= 0) return <Badge tone="warn">{say('member.link.usedUp', of)}</Badge>;
  return (
    <>
      <Badge tone="good">{say('member.link.live')}</Badge> {say('member.link.left', of)}{' '}
      <When at={link.expiresAt} place={place} />
    </>
  );
}

const letterTexts = new Map<string | null, TextKey>([
  ['welcome', 'member.letter.welcome'],
  ['resend', 'member.letter.resend'],
  ['rotated', 'member.letter.rotated'],
  ['renewed', 'member.letter.renewed'],
  ['renewProfile', 'member.letter.renewProfile'],
  ['planChanged', 'member.letter.planChanged'],
  ['endingSoon', 'member.letter.endingSoon'],
  ['ended', 'member.letter.ended'],
]);

function Delivery({ visit: { say, place }, member: { delivery } }: Told) {
  const { state, at, kind } = delivery;
  const tones = { none: 'idle', owed: 'warn', sent: 'good', stuck: 'bad' } as const satisfies Record<
    MemberView['delivery']['state'],
    string
  >;
  const letter = letterTexts.get(kind);
  return (
    <>
      <Badge tone={tones[state]}>{say(`member.delivery.${state}`)}</Badge> {letter !== undefined && say(letter)}{' '}
      {state === 'sent' && at !== null && <When at={at} place={place} />}
    </>
  );
}
