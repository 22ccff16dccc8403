import type { MemberView } from '../../../../contracts/api/member';
import { Badge, type Tone } from '../../parts/notice';
import { When } from '../../parts/when';
import { Part, withNames, type Told } from './told';

type Line = MemberView['timeline'][number];

const tones: Partial<Record<Line['kind'], Tone>> = { trouble: 'bad', hold: 'warn', decision: 'good', write: 'good' };

/** What happened, newest first. Long ago unfolds. */
export function Timeline({ visit, member }: Told) {
  const { say } = visit;
  const lines = member.timeline.toReversed();
  const [recent, older] = [lines.slice(0, AT_ONCE), lines.slice(AT_ONCE)];
  return (
    <Part id="timeline" title={say('member.timeline')}>
      {lines.length === 0 && <p class="soft">{say('member.timeline.none')}</p>}
      <Lines visit={visit} member={member} lines={recent} />
      {older.length > 0 && (
        <details>
          <summary>{say('member.timeline.older', { count: String(older.length) })}</summary>
          <Lines visit={visit} member={member} lines={older} />
        </details>
      )}
    </Part>
  );
}

const AT_ONCE = 20;

const Lines = ({ visit: { say, place }, member, lines }: Told & { lines: Line[] }) => (
  <ul class="timeline">
    {lines.map((line, index) => (
      <li key={index}>
        <Badge tone={toneOf(line)}>{say(`member.past.${line.kind}`)}</Badge> {withNames(line.text, member)}
        <When at={line.at} place={place} />
      </li>
    ))}
  </ul>
);

const toneOf = ({ kind, access }: Line): Tone => (access === 'denied' ? 'idle' : (tones[kind] ?? 'idle'));
