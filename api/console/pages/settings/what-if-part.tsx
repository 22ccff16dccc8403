import type { WhatIfView } from '../../../../contracts/api/what-if';
import { Csrf } from '../../parts/csrf';
import { Notice } from '../../parts/notice';
import { Table } from '../../parts/table';
import { When } from '../../parts/when';
import type { Visit } from '../../frame/visit';
import { Progress } from './progress';

interface WhatIfProps {
  visit: Visit;
  /** Null: nobody has asked, or it cannot be read. */
  whatIf: WhatIfView | null;
  /** Of the draft. */
  address: string;
  mustBeTried: boolean;
}

/** What the draft would do to the whole roster. */
export function WhatIfPart({ visit, whatIf, address, mustBeTried }: WhatIfProps) {
  const { say } = visit;
  if (whatIf?.state === 'running') return <Progress visit={visit} run={whatIf} />;
  return (
    <>
      {whatIf === null && <p>{say(mustBeTried ? 'settings.whatIf.must' : 'settings.whatIf.lead')}</p>}
      {whatIf?.state === 'failed' && (
        <Notice tone="bad">
          <span lang="en">{whatIf.sentence}</span>
        </Notice>
      )}
      {whatIf?.state === 'done' && <Findings visit={visit} whatIf={whatIf} />}
      <form method="post" action={`${address}/what-if`}>
        <Csrf token={visit.csrf} />
        <button class={whatIf === null ? undefined : 'quiet'}>
          {say(whatIf === null ? 'settings.whatIf.start' : 'settings.whatIf.again')}
        </button>
      </form>
    </>
  );
}

const kinds = ['gains', 'loses', 'moves'] as const;

function Findings({ visit, whatIf }: { visit: Visit; whatIf: WhatIfView }) {
  const { say, place } = visit;
  const { counts, cost, letters, expiresAt } = whatIf;
  const tiles = [...kinds, 'unchanged', 'held', 'unknown'] as const;
  return (
    <>
      <p lang="en">{whatIf.sentence}</p>
      <ul class="tiles">
        {tiles.map((what) => (
          <li class="tile" key={what}>
            <strong>{counts[what]}</strong>
            <span class="label">{say(`settings.whatIf.${what}`)}</span>
          </li>
        ))}
      </ul>
      {kinds.map((kind) => (
        <Affected key={kind} visit={visit} kind={kind} whatIf={whatIf} />
      ))}
      <dl class="facts">
        <dt>{say('settings.whatIf.letters')}</dt>
        <dd>
          {letters.length === 0
            ? say('settings.whatIf.noLetters')
            : letters.map(({ kind, members }) => `${members} × ${kind}`).join(', ')}
        </dd>
        <dt>{say('settings.whatIf.cost')}</dt>
        <dd>
          {say('settings.estimate', {
            calls: String(cost.calls.nexudus + cost.calls.ironwifi),
            minutes: String(cost.minutes),
          })}
        </dd>
        {expiresAt !== null && <dt>{say('settings.whatIf.until')}</dt>}
        {expiresAt !== null && (
          <dd>
            <When at={expiresAt} place={place} />
          </dd>
        )}
      </dl>
    </>
  );
}

function Affected({
  visit: { say },
  kind,
  whatIf,
}: {
  visit: Visit;
  kind: (typeof kinds)[number];
  whatIf: WhatIfView;
}) {
  const members = whatIf[kind];
  if (members.length === 0) return null;
  return (
    <details>
      <summary>
        {say(`settings.whatIf.${kind}`)} ({whatIf.counts[kind]})
      </summary>
      <Table
        label={say(`settings.whatIf.${kind}`)}
        head={[say('settings.member'), say('settings.was'), say('settings.is'), say('settings.reason')]}
        rows={members.map(({ id, from, to, reason, held }) => [
          <a href={`/console/members/${id}`}>{id}</a>,
          from ?? say('settings.noAccess'),
          to ?? say('settings.noAccess'),
          held ? `${reason}, ${say('settings.whatIf.held')}` : reason,
        ])}
      />
    </details>
  );
}
