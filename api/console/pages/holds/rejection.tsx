import { LONGEST_REASON } from '../../../../contracts/api/fields';
import type { HoldView } from '../../../../contracts/api/holds';
import type { Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { timeText } from '../../parts/when';
import { keptUntilOf } from './words';

/** A reason that was refused, and what is wrong with it. */
export interface WrongReason {
  reason: string;
  wrong: string;
}

interface RejectionProps {
  hold: HoldView;
  visit: Visit;
  before: WrongReason | null;
}

/** The other answer: it says what a rejection does before it does. */
export function Rejection({ hold, visit: { say, place, csrf }, before }: RejectionProps) {
  const until = timeText({ at: keptUntilOf(hold, Date.now()), place });
  return (
    <details class="act" open={before !== null}>
      <summary>{say('hold.reject')}</summary>
      <form method="post" action={`/console/holds/${hold.id}/reject`} class="stack">
        <Csrf token={csrf} />
        <p>{say('hold.reject.lead', { until })}</p>
        <div class="field">
          <label for="reason">{say('hold.reject.reason')}</label>
          <input
            id="reason"
            name="reason"
            required
            maxlength={LONGEST_REASON}
            value={before?.reason}
            aria-invalid={before === null ? undefined : true}
            aria-describedby="reason-hint"
          />
          {before !== null && <p class="wrong">{before.wrong}</p>}
          <p class="soft" id="reason-hint">
            {say('hold.reject.hint')}
          </p>
        </div>
        <button class="danger">{say('hold.reject.button')}</button>
      </form>
    </details>
  );
}
