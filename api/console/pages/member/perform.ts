import { DateTime } from 'luxon';
import { ProblemError } from '../../../../contracts/api/client';
import * as memberActs from '../../../../contracts/api/member-acts';
import { act, addressOf, named, SeeOther, type Form, type View, type Visit } from '../../frame/visit';
import { AFTER } from './sync-steps';
import { memberPath } from './told';

export type ActName = 'sync' | 'resend' | 'rotate' | 'retry' | 'override' | 'lift' | 'adopt' | 'rename' | 'erase';

/** A form that the API did not take, as it was sent, and what is wrong: with which field, '' with the whole. */
export interface Attempt {
  act: ActName;
  form: Form;
  status: number;
  mistakes: ReadonlyMap<string, string>;
}

/** The least role of each: the API's. */
export const roleOf = {
  sync: memberActs.lookAgain.role,
  resend: memberActs.resendCredentials.role,
  rotate: memberActs.rotateCredentials.role,
  retry: memberActs.retryNow.role,
  override: memberActs.overrideAccess.role,
  lift: memberActs.overrideAccess.role,
  adopt: memberActs.adopt.role,
  rename: memberActs.renameMember.role,
  erase: memberActs.eraseMember.role,
} as const satisfies Record<ActName, string>;

type Perform = (visit: Visit, id: string, form: Form) => Promise<unknown>;

const performs: Record<Exclude<ActName, 'sync'>, Perform> = {
  resend: ({ api }, id) => api.resendCredentials({ params: { id } }),
  rotate: ({ api }, id) => api.rotateCredentials({ params: { id } }),
  retry: ({ api }, id) => api.retryNow({ params: { id } }),
  rename: ({ api }, id) => api.renameMember({ params: { id } }),
  lift: ({ api }, id) => api.overrideAccess({ params: { id }, body: { access: null } }),
  override: (visit, id, form) => {
    const access = form.access === 'allow' ? ('allow' as const) : ('block' as const);
    const until = untilOf(visit, form);
    return visit.api.overrideAccess({ params: { id }, body: { access, until, reason: form.reason } });
  },
  adopt: ({ api }, id, { account = '' }) => api.adopt({ params: { id }, body: { account } }),
  erase: ({ api }, id, { reason = '', force }) =>
    api.eraseMember({ params: { id }, body: { reason, force: force !== undefined } }),
};

/** @param show shows the page again, with what is wrong */
export function actRoutes(show: (visit: Visit, attempt: Attempt) => Promise<View>) {
  const answering = (name: ActName, perform: (visit: Visit, form: Form) => Promise<SeeOther>) =>
    act(
      `/members/:id/${name}`,
      async (visit, form) => {
        try {
          return await perform(visit, form);
        } catch (error) {
          return show(visit, attemptOf(name, form, error));
        }
      },
      { role: roleOf[name] },
    );
  const others = Object.entries(performs).map(([name, perform]) =>
    answering(name as ActName, async (visit, form) => {
      const id = named(visit, 'id');
      await perform(visit, id, form);
      return new SeeOther(addressOf(memberPath(id), { done: doneOf(name as ActName, form) }));
    }),
  );
  return [answering('sync', (visit) => sync(visit)), ...others];
}

const doneOf = (name: ActName, { access }: Form): string =>
  name === 'override' ? (access === 'allow' ? 'allow' : 'block') : name;

/** Its steps are followed from here on. */
async function sync(visit: Visit): Promise<SeeOther> {
  const id = named(visit, 'id');
  const before = await visit.api.explainMember({ params: { id } }).catch(() => null);
  await visit.api.lookAgain({ params: { id } });
  return new SeeOther(addressOf(memberPath(id), { done: 'sync', [AFTER]: before?.timeline.at(-1)?.at }));
}

function attemptOf(name: ActName, form: Form, error: unknown): Attempt {
  if (error instanceof Mistake)
    return { act: name, form, status: 422, mistakes: new Map([[error.field, error.message]]) };
  if (!(error instanceof ProblemError) || error.status === 401) throw error;
  const { errors = [], detail } = error.problem ?? {};
  const mistakes = errors.length === 0 ? [['', detail ?? error.message] as const] : errors.map(fieldMistake);
  return { act: name, form, status: error.status, mistakes: new Map(mistakes) };
}

const fieldMistake = ({ path, message }: { path: string; message: string }) => [path, message] as const;

class Mistake extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** How long an override lasts, as the form offers it. */
export const durations = ['hour', 'hours', 'today', 'day', 'lifted'] as const;
type Duration = (typeof durations)[number];

const HOUR = 3_600_000;

/** By the clock of the space; a time of one's own goes before what was chosen. */
function untilOf({ place: { zone }, say }: Visit, { duration, at = '' }: Form): string | null {
  if (at !== '') {
    const until = DateTime.fromISO(at, { zone });
    if (!until.isValid) throw new Mistake('until', say('member.override.badTime'));
    return until.toUTC().toISO();
  }
  const now = DateTime.now().setZone(zone);
  const ends: Record<Duration, DateTime | null> = {
    hour: now.plus(HOUR),
    hours: now.plus(4 * HOUR),
    today: now.endOf('day'),
    day: now.plus(24 * HOUR),
    lifted: null,
  };
  const chosen = durations.find((each) => each === duration) ?? 'hour';
  return ends[chosen]?.toUTC().toISO() ?? null;
}
