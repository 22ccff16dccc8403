import { DateTime } from 'luxon';
import { ProblemError } from '../../../../contracts/api/client';
import { Role, roles } from '../../../../contracts/api/roles';
import type { NewAccessTokenView } from '../../../../contracts/api/tokens';
import type { Form, Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { Notice } from '../../parts/notice';

/** What came of the form that makes a token. */
export type Attempt =
  { is: 'made'; made: NewAccessTokenView } | { is: 'refused'; form: Form; mistakes: ReadonlyMap<string, string> };

/** Makes the token that the form asks for. */
export async function tokenMade({ api, say, place: { zone } }: Visit, form: Form): Promise<Attempt> {
  const lastDay = form.lastDay?.trim() ?? '';
  // through the end of that day, where the space is
  const expiresAt = lastDay === '' ? null : DateTime.fromISO(lastDay, { zone }).endOf('day');
  if (expiresAt !== null && !(expiresAt.toMillis() > Date.now()))
    return { is: 'refused', form, mistakes: new Map([['expiresAt', say('access.lastDay.wrong')]]) };
  const body = { name: form.name ?? '', role: Role.catch('viewer').parse(form.role) };
  try {
    return { is: 'made', made: await api.createToken({ body: { ...body, expiresAt: expiresAt?.toUTC().toISO() } }) };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 422) throw error;
    const errors = error.problem?.errors ?? [];
    return { is: 'refused', form, mistakes: new Map(errors.map(({ path, message }) => [path, message])) };
  }
}

/** The token that was just made, or the form that makes one. */
export function TokenMaker({ visit, attempt }: { visit: Visit; attempt: Attempt | null }) {
  if (attempt?.is === 'made') return <MadeToken visit={visit} made={attempt.made} />;
  return (
    <details class="act" open={attempt !== null}>
      <summary>{visit.say('access.make')}</summary>
      <TokenForm visit={visit} form={attempt?.form ?? {}} mistakes={attempt?.mistakes ?? new Map()} />
    </details>
  );
}

function MadeToken({ visit: { say }, made: { name, token } }: { visit: Visit; made: NewAccessTokenView }) {
  return (
    <Notice tone="good">
      <p>
        <strong>{say('access.made', { name })}</strong> {say('access.made.lead')}
      </p>
      <p class="handed-over">
        <code id="made-token">{token}</code>
        <button class="quiet" type="button" data-copy="made-token" data-done={say('access.copied')} hidden>
          {say('access.copy')}
        </button>
      </p>
    </Notice>
  );
}

interface TokenFormProps {
  visit: Visit;
  form: Form;
  mistakes: ReadonlyMap<string, string>;
}

function TokenForm({ visit: { say, csrf, place }, form, mistakes }: TokenFormProps) {
  const today = DateTime.now().setZone(place.zone).toISODate();
  const chosen = Role.catch('viewer').parse(form.role);
  return (
    <form class="stack" method="post" action="/console/access">
      <Csrf token={csrf} />
      <div class="field">
        <label for="name">{say('access.name')}</label>
        <input
          id="name"
          name="name"
          required
          maxLength={80}
          autocomplete="off"
          value={form.name}
          {...markedBy('name', mistakes)}
        />
        <Mistake of="name" mistakes={mistakes} />
        <p class="soft" id="name-hint">
          {say('access.name.hint')}
        </p>
      </div>
      <fieldset>
        <legend>{say('access.role')}</legend>
        {roles.map((role) => (
          <label key={role} class="choice">
            <input type="radio" name="role" value={role} checked={role === chosen} />
            <span>
              {say(`role.${role}`)} <small>{say(`access.role.${role}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="lastDay">{say('access.lastDay')}</label>
        <input
          id="lastDay"
          name="lastDay"
          type="date"
          min={today ?? undefined}
          value={form.lastDay}
          {...markedBy('expiresAt', mistakes)}
        />
        <Mistake of="expiresAt" mistakes={mistakes} />
        <p class="soft" id="expiresAt-hint">
          {say('access.lastDay.hint')}
        </p>
      </div>
      <button class="main">{say('access.make.button')}</button>
    </form>
  );
}

/** @param field as the API names it */
function markedBy(field: string, mistakes: TokenFormProps['mistakes']) {
  const isWrong = mistakes.has(field);
  return {
    'aria-invalid': isWrong ? ('true' as const) : undefined,
    'aria-describedby': isWrong ? `${field}-wrong ${field}-hint` : `${field}-hint`,
  };
}

function Mistake({ of, mistakes }: { of: string; mistakes: TokenFormProps['mistakes'] }) {
  const mistake = mistakes.get(of);
  if (mistake === undefined) return null;
  return (
    <p class="wrong" id={`${of}-wrong`}>
      {mistake}
    </p>
  );
}
