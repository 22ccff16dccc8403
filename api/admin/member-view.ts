import type { Logger } from 'pino';
import { CachedMap } from '../../clients/cached';
import type { WifiDirectory } from '../../clients/wifi-directory';
import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import type { AccessLevel, AccessView, MemberView } from '../../contracts/api/members';
import type { ErasureExplanation, MemberAccount, MemberExplanation } from '../../contracts/replayed';
import type { Step } from '../../domain/replayed/entitlement';
import type { HoldMark } from '../../domain/replayed/guard/hold-mark';
import { accountId } from '../../domain/replayed/ids';
import type { VerdictLanguage } from '../../domain/verdict/languages';
import type { Clock } from '../../domain/verdict/moment';
import { verdictOf } from '../../domain/verdict/verdict';

/** The answer of `GET members/:id`, apart from what is read live. */
export function memberView(
  explanation: MemberExplanation,
  language: VerdictLanguage,
  clock: Clock,
): Omit<MemberView, 'links'> {
  const { member, entitlement, step, account, attention, delivery, override, timeline } = explanation;
  const steps = entitlement?.steps.slice(step) ?? [];
  const [now, ...later] = steps;
  const verdict = verdictOf(explanation, language, clock);
  return {
    id: member,
    verdict: {
      ...verdict,
      way: verdict.way && { ...verdict.way, at: toIsoOrNull(verdict.way.at) },
      next: verdict.next.map(({ at, text }) => ({ at: toIso(at), text })),
    },
    access: { ...(now ? accessNow(now, later[0], account) : notLookedAt), sentence: verdict.sentence },
    next: later.map((ahead) => ({ at: toIso(ahead.from), ...levelOf(ahead, account), reason: ahead.reason })),
    account,
    live: entitlement?.mayWrite ?? null,
    hold: explanation.hold && holdView(explanation.hold),
    attention: attention && { ...attention, since: toIso(attention.since) },
    waiting: explanation.waiting && { ...explanation.waiting, since: toIso(explanation.waiting.since) },
    delivery: { ...delivery, at: toIsoOrNull(delivery.at) },
    override: override && { ...override, until: toIsoOrNull(override.until), at: toIso(override.at) },
    timeline: timeline.map(({ at, what }) => ({ at: toIso(at), what })),
    unsettled: explanation.unsettled,
    secondLookAt: toIsoOrNull(explanation.secondLookAt),
    eraseAt: toIsoOrNull(explanation.eraseAt),
    erasure: explanation.erasure && erasureView(explanation.erasure),
    lastLookAt: toIsoOrNull(explanation.lastLookAt),
  };
}

/** A workflow that an earlier version runs does not say who keeps the member. */
const holdView = ({
  id,
  reason,
  since,
  kept = null,
}: Omit<HoldMark, 'kept'> & Partial<HoldMark>): MemberView['hold'] => ({
  ...{ id, reason, since: toIso(since) },
  kept: kept && { by: kept.by, since: toIso(kept.since), until: toIso(kept.until) },
});

const notLookedAt: Omit<AccessView, 'sentence'> = {
  state: 'denied',
  group: null,
  until: null,
  reason: null,
  evidence: [],
};

const erasureView = ({ since, by, doneAt, left }: ErasureExplanation): MemberView['erasure'] => ({
  ...{ state: doneAt === null ? 'underWay' : 'done', since: toIso(since) },
  ...{ by, doneAt: toIsoOrNull(doneAt), left },
});

function accessNow(step: Step, next: Step | undefined, account: MemberAccount | null): Omit<AccessView, 'sentence'> {
  return {
    ...levelOf(step, account),
    until: toIsoOrNull(next?.from),
    reason: step.reason,
    evidence: step.evidence.map(({ at, ...rest }) => ({ ...rest, ...(at !== undefined && { at: toIso(at) }) })),
  };
}

/** Operators ask whether somebody can connect: a prepared account cannot yet, and one kept as it is can if it is enabled. */
function levelOf({ access }: Step, account: MemberAccount | null): AccessLevel {
  switch (access.state) {
    case 'granted':
      return { state: 'granted', group: access.group };
    case 'prepared':
      return { state: 'denied', group: access.group, prepared: true };
    case 'denied':
      return { state: 'denied', group: null };
    case 'keep':
      return account?.enabled
        ? { state: 'granted', group: account.orgUnit, kept: true }
        : { state: 'denied', group: null, kept: true };
  }
}

export type LiveUsername = (account: string) => Promise<string | undefined>;

interface Options {
  /** How long an answer of the directory may take. */
  patienceMs: number;
  /** How long it is kept: somebody who reloads a page again and again must not use up the tenant's calls. */
  freshMs: number;
}

/** The user name of an account as the directory has it; undefined when it cannot say so in time. */
export function liveUsername(
  directory: Pick<WifiDirectory, 'read'>,
  log: Logger,
  { patienceMs, freshMs }: Options = { patienceMs: 3_000, freshMs: 15_000 },
): LiveUsername {
  const names = new CachedMap<string, string | undefined>({ maxAgeMs: freshMs });
  return (account) =>
    names
      .of(account)
      .get(() => readWithin(patienceMs, directory, account))
      .catch((error: unknown) => {
        log.warn({ err: error, account }, 'the user name cannot be read now');
        return undefined;
      });
}

async function readWithin(ms: number, directory: Pick<WifiDirectory, 'read'>, account: string) {
  const signal = AbortSignal.timeout(ms);
  // A call that waits for its turn may not notice the signal.
  const over = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The directory did not answer in time.')), { once: true });
  });
  const read = await Promise.race([directory.read(accountId(account), { priority: 'usual', signal }), over]);
  return read?.username;
}
