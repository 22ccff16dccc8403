import type { MemberView } from '../../../../contracts/api/member';
import { Badge, type Tone } from '../../parts/notice';
import { asked } from '../../frame/visit';
import { agrees } from './account';
import { Part, withNames, type Told } from './told';

/** What the page is asked to show: a sync that was asked for after this look; '' after none. */
export const AFTER = 'after';

type State = 'done' | 'doing' | 'waiting' | 'failed' | 'idle';
interface Step {
  state: State;
  text: string | null;
}
const names = ['asked', 'read', 'decided', 'wrote', 'verified'] as const;
type Steps = Record<(typeof names)[number], Step>;

const tones: Record<State, Tone> = { done: 'good', doing: 'warn', waiting: 'warn', failed: 'bad', idle: 'idle' };

/** A sync of one, step by step, as far as it is. */
export function SyncSteps({ visit, member }: Told) {
  const { say, req } = visit;
  if (!isFollowed({ visit, member })) return null;
  const steps = stepsOf({ visit, member });
  const isOver = Object.values(steps).every(({ state }) => state === 'done' || state === 'failed');
  return (
    <Part id="steps" title={say('member.steps')}>
      <ol class="steps" data-poll={isOver ? undefined : 1}>
        {names.map((name) => (
          <li key={name}>
            <Badge tone={tones[steps[name].state]}>{say(`member.stepState.${steps[name].state}`)}</Badge>{' '}
            <strong>{say(`member.step.${name}`)}</strong>{' '}
            {steps[name].text !== null && <span>{withNames(steps[name].text ?? '', member)}</span>}
          </li>
        ))}
      </ol>
      {!isOver && (
        <noscript>
          <a class="button quiet" href={req.originalUrl}>
            {say('member.steps.again')}
          </a>
        </noscript>
      )}
    </Part>
  );
}

const isFollowed = ({ visit, member }: Told): boolean => asked(visit, 'done') === 'sync' && member.erasure === null;

/** By the clock of the workflow: when it heard of the sync that was asked for; null: not yet. */
function askedAt({ visit, member: { timeline } }: Told): number | null {
  const after = Date.parse(asked(visit, AFTER) ?? '') || 0;
  const line = timeline.find(({ at, what }) => what.startsWith('sync asked for') && Date.parse(at) > after);
  return line === undefined ? null : Date.parse(line.at);
}

function stepsOf(told: Told): Steps {
  const { visit, member } = told;
  const since = askedAt(told);
  const idle: Step = { state: 'idle', text: null };
  if (since === null)
    return {
      ...{ asked: { state: 'doing', text: visit.say('member.steps.handedOver') } },
      ...{ read: idle, decided: idle, wrote: idle, verified: idle },
    };
  const lines = member.timeline.filter(({ at }) => Date.parse(at) >= since);
  const steps = { asked: { state: 'done', text: null } as const, read: readStep(told, since) };
  if (steps.read.state !== 'done') return { ...steps, decided: idle, wrote: idle, verified: idle };
  const decided = decidedStep(told, lines);
  const wrote = wroteStep(told, lines);
  return { ...steps, decided, wrote, verified: wrote.state === 'done' ? verifiedStep(told, since) : idle };
}

/** What a lane of the workflow is kept from. */
function trouble({ attention, waiting }: MemberView, lane: 'looker' | 'writer'): Step | null {
  if (attention?.lane === lane) return { state: 'failed', text: attention.message };
  return waiting?.lane === lane ? { state: 'waiting', text: waiting.message } : null;
}

function readStep({ member, visit: { say } }: Told, since: number): Step {
  const { lastLookAt } = member;
  if (lastLookAt !== null && Date.parse(lastLookAt) >= since) return { state: 'done', text: say('member.steps.read') };
  return trouble(member, 'looker') ?? { state: 'doing', text: say('member.steps.reading') };
}

type Line = MemberView['timeline'][number];
const told = (lines: Line[], kinds: Line['kind'][]): string | null => {
  const texts = lines.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text);
  return texts.length === 0 ? null : texts.join('. ');
};

const decidedStep = ({ member: { verdict } }: Told, lines: Line[]): Step => ({
  state: 'done',
  text: told(lines, ['decision', 'hold']) ?? verdict.sentence,
});

function wroteStep({ member, visit: { say } }: Told, lines: Line[]): Step {
  const { pending, unsettled, live } = member;
  if (live === false) return { state: 'done', text: say('member.step.notLive') };
  const written = told(lines, ['write']);
  if (pending === null && !unsettled) return { state: 'done', text: written ?? say('member.steps.nothing') };
  return trouble(member, 'writer') ?? { state: 'doing', text: written };
}

/** IronWifi was read after the write, and says the same. */
function verifiedStep({ member: { account, lastWriteAt }, visit: { say } }: Told, since: number): Step {
  if (account === null) return { state: 'done', text: say('member.account.none') };
  const { directory } = account;
  if (directory === null) return { state: 'doing', text: say('member.there.away') };
  const isRead = Date.parse(directory.readAt) >= Math.max(since, Date.parse(lastWriteAt ?? '') || 0);
  if (agrees(account))
    return isRead ? { state: 'done', text: say('member.steps.verified') } : { state: 'doing', text: null };
  return { state: 'failed', text: say('member.steps.differs') };
}
