import { LONGEST_REASON } from '../../../../contracts/api/fields';
import { may } from '../../frame/visit';
import { durations } from './perform';
import { Unfolding, Wrong, type ActsProps } from './unfolding';

interface Props extends ActsProps {
  access: 'allow' | 'block';
}

/** Allow or block until an end, with a reason: up to 24 hours for the desk, any or none for an admin. */
export function Override(props: Props) {
  const { visit, attempt, access } = props;
  const { say, place } = visit;
  const isTried = attempt?.act === 'override' && (attempt.form.access === 'allow') === (access === 'allow');
  const form = isTried ? attempt.form : {};
  const mine = isTried ? attempt : null;
  const isAdmin = may(visit, 'admin');
  return (
    <Unfolding
      {...props}
      name="override"
      title={say(`member.${access}`)}
      isOpen={isTried}
      isDangerous={access === 'block'}
    >
      <p>{say(`member.${access}.does`)}</p>
      <input type="hidden" name="access" value={access} />
      <div class="field">
        <label for={`${access}-duration`}>{say('member.override.for')}</label>
        <select id={`${access}-duration`} name="duration">
          {durations
            .filter((duration) => duration !== 'lifted' || isAdmin)
            .map((duration) => (
              <option key={duration} value={duration} selected={form.duration === duration}>
                {say(`member.duration.${duration}`)}
              </option>
            ))}
        </select>
      </div>
      <div class="field">
        <label for={`${access}-at`}>{say('member.override.at')}</label>
        <input
          id={`${access}-at`}
          name="at"
          type="datetime-local"
          value={form.at}
          aria-describedby={`${access}-at-hint`}
        />
        <Wrong attempt={mine} name="override" field="until" />
        <p class="soft" id={`${access}-at-hint`}>
          {say(isAdmin ? 'member.override.at.hint' : 'member.override.at.desk', { zone: place.zone })}
        </p>
      </div>
      <div class="field">
        <label for={`${access}-reason`}>{say('member.reason')}</label>
        <input
          id={`${access}-reason`}
          name="reason"
          required
          maxLength={LONGEST_REASON}
          autocomplete="off"
          value={form.reason}
          aria-describedby={`${access}-reason-hint`}
        />
        <Wrong attempt={mine} name="override" field="reason" />
        <p class="soft" id={`${access}-reason-hint`}>
          {say('member.reason.hint')}
        </p>
      </div>
    </Unfolding>
  );
}
