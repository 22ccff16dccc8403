import type { MemberView } from '../../../../contracts/api/member';
import { LONGEST_REASON } from '../../../../contracts/api/fields';
import { may } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { When } from '../../parts/when';
import { Override } from './override';
import { roleOf, type ActName } from './perform';
import { memberPath, Part, withNames } from './told';
import { Unfolding, Wrong, type ActsProps } from './unfolding';

/** What the visitor may do with this member, each with what it does. */
export function Acts({ visit, member, attempt }: ActsProps) {
  const { say } = visit;
  const possible = possibleActs(member).filter((name) => may(visit, roleOf[name]));
  if (possible.length === 0 && member.override === null) return null;
  const props = { visit, member, attempt };
  return (
    <Part id="acts" title={say('member.acts')}>
      {member.override !== null && <Present {...props} />}
      <div class="acts">
        {possible.includes('resend') && <Simple {...props} name="resend" />}
        {possible.includes('retry') && <Simple {...props} name="retry" />}
        {possible.includes('override') && <Override {...props} access="allow" />}
        {possible.includes('override') && <Override {...props} access="block" />}
        {possible.includes('rotate') && <Simple {...props} name="rotate" isDangerous />}
        {possible.includes('rename') && <Simple {...props} name="rename" />}
        {possible.includes('adopt') && <Adopt {...props} />}
        {possible.includes('erase') && <Erase {...props} />}
      </div>
    </Part>
  );
}

/** An erased member has neither account nor letters, and whoever has no account has nothing to be sent. */
function possibleActs({ account, attention, unsettled, erasure }: MemberView): ActName[] {
  const retry: ActName[] = attention !== null || unsettled ? ['retry'] : [];
  if (erasure !== null) return retry;
  const ofAccount: ActName[] = account === null ? ['adopt'] : ['resend', 'rotate', 'rename'];
  return [...ofAccount, ...retry, 'override', 'erase'];
}

function Simple(props: ActsProps & { name: 'resend' | 'retry' | 'rotate' | 'rename'; isDangerous?: boolean }) {
  const { say } = props.visit;
  return (
    <Unfolding {...props} title={say(`member.${props.name}`)}>
      <p>{say(`member.${props.name}.does`)}</p>
    </Unfolding>
  );
}

/** The override that holds now. */
function Present(props: ActsProps) {
  const { visit, member, attempt } = props;
  const { say, place, csrf } = visit;
  const { override } = member;
  if (override === null) return null;
  const mistake = attempt?.act === 'lift' ? [...attempt.mistakes.values()][0] : undefined;
  return (
    <div class={`notice ${override.access === 'allow' ? 'good' : 'warn'}`}>
      <p>
        <strong>{say(`member.override.${override.access}`)}</strong>{' '}
        {override.until === null ? say('member.override.endless') : say('member.override.until')}{' '}
        {override.until !== null && <When at={override.until} place={place} />}
      </p>
      <p>
        {say('member.override.by', { by: withNames(override.by, member) })} <When at={override.at} place={place} />:{' '}
        {override.reason}
      </p>
      {mistake !== undefined && (
        <p class="wrong" role="alert">
          {mistake}
        </p>
      )}
      {may(visit, roleOf.lift) && (
        <form method="post" action={`${memberPath(member.id)}/lift`}>
          <Csrf token={csrf} />
          <button>{say('member.lift')}</button>
        </form>
      )}
    </div>
  );
}

function Adopt(props: ActsProps) {
  const { visit, attempt } = props;
  const { say } = visit;
  return (
    <Unfolding {...props} name="adopt" title={say('member.adopt')}>
      <p>{say('member.adopt.does')}</p>
      <div class="field">
        <label for="adopt-account">{say('member.adopt.account')}</label>
        <input
          id="adopt-account"
          name="account"
          required
          maxLength={100}
          autocomplete="off"
          value={attempt?.act === 'adopt' ? attempt.form.account : undefined}
          aria-describedby="adopt-hint"
        />
        <Wrong attempt={attempt} name="adopt" field="account" />
        <p class="soft" id="adopt-hint">
          {say('member.adopt.hint')}
        </p>
      </div>
    </Unfolding>
  );
}

function Erase(props: ActsProps) {
  const { visit, attempt } = props;
  const { say } = visit;
  const form = attempt?.act === 'erase' ? attempt.form : {};
  return (
    <Unfolding {...props} name="erase" title={say('member.erase')} isDangerous>
      <p>{say('member.erase.does')}</p>
      <ul>
        {(['account', 'profile', 'links', 'timeline'] as const).map((what) => (
          <li key={what}>{say(`member.erase.${what}`)}</li>
        ))}
      </ul>
      <p>{say('member.erase.stays')}</p>
      <div class="field">
        <label for="erase-reason">{say('member.reason')}</label>
        <input
          id="erase-reason"
          name="reason"
          required
          maxLength={LONGEST_REASON}
          autocomplete="off"
          value={form.reason}
          aria-describedby="erase-reason-hint"
        />
        <Wrong attempt={attempt} name="erase" field="reason" />
        <p class="soft" id="erase-reason-hint">
          {say('member.erase.reason')}
        </p>
      </div>
      <label class="choice">
        <input type="checkbox" name="force" value="yes" checked={form.force !== undefined} />
        <span>
          {say('member.erase.force')} <small>{say('member.erase.force.does')}</small>
        </span>
      </label>
    </Unfolding>
  );
}
