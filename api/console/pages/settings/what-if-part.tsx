import type { WhatIfView } from '../../../../contracts/api/what-if';
import { Csrf } from '../../parts/csrf';
import { Notice } from '../../parts/notice';
import { timeText } from '../../parts/when';
import type { Visit } from '../../frame/visit';
import { Effects, type KnownNames } from '../what-if/effects';
import { Progress } from './progress';

interface WhatIfProps {
  visit: Visit;
  /** Null: nobody has asked, or it cannot be read. */
  whatIf: WhatIfView | null;
  names: KnownNames;
  /** Of the draft. */
  address: string;
  mustBeTried: boolean;
}

/** What the draft would do to the whole roster. */
export function WhatIfPart({ visit, whatIf, names, address, mustBeTried }: WhatIfProps) {
  const { say, place } = visit;
  if (whatIf?.state === 'running') return <Progress visit={visit} run={whatIf} />;
  return (
    <>
      {whatIf === null && <p>{say(mustBeTried ? 'settings.whatIf.must' : 'settings.whatIf.lead')}</p>}
      {whatIf?.state === 'failed' && (
        <Notice tone="bad">
          <span lang="en">{whatIf.sentence}</span>
        </Notice>
      )}
      {whatIf?.state === 'done' && <Effects visit={visit} whatIf={whatIf} {...names} />}
      {typeof whatIf?.expiresAt === 'string' && (
        <p class="soft">
          {say('settings.whatIf.until')}: {timeText({ at: whatIf.expiresAt, place })}
        </p>
      )}
      <form method="post" action={`${address}/what-if`}>
        <Csrf token={visit.csrf} />
        <button class={whatIf === null ? undefined : 'quiet'}>
          {say(whatIf === null ? 'settings.whatIf.start' : 'settings.whatIf.again')}
        </button>
      </form>
    </>
  );
}
