import type { Logger } from 'pino';
import { CachedMap } from '../../clients/cached';
import type { DirectoryAccount, WifiDirectory } from '../../clients/wifi-directory';
import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import type { AccessLevel, AccessView, MemberView } from '../../contracts/api/member';
import type { ErasureExplanation, MemberAccount, MemberExplanation } from '../../contracts/replayed';
import type { Step } from '../../domain/replayed/entitlement';
import type { HoldMark } from '../../domain/replayed/guard/hold-mark';
import { accountId, type Instant } from '../../domain/replayed/ids';
import type { VerdictLanguage } from '../../domain/verdict/languages';
import type { Clock } from '../../domain/verdict/moment';
import { pastOf } from '../../domain/verdict/past';
import { verdictOf } from '../../domain/verdict/verdict';

/** What is added to it: read live, known by the API alone, or the API's own addresses. */
type Added = 'links' | 'operators' | 'account';
type Account = NonNullable<MemberView['account']>;

/** The answer of `GET members/:id`, apart from what is read live. */
export function memberView(
  explanation: MemberExplanation,
  language: VerdictLanguage,
  clock: Clock,
): Omit<MemberView, Added> & { account: Omit<Account, 'directory'> | null } {
  const { member, entitlement, step, account, attention, delivery, override } = explanation;
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
    account: account && { ...account, attributes: account.attributes ?? null, leftOut: account.leftOut ?? [] },
    live: entitlement?.mayWrite ?? null,
    hold: explanation.hold && holdView(explanation.hold),
    attention: attention && { ...attention, since: toIso(attention.since) },
    waiting: explanation.waiting && { ...explanation.waiting, since: toIso(explanation.waiting.since) },
    delivery: { ...delivery, at: toIsoOrNull(delivery.at) },
    override: override && { ...override, until: toIsoOrNull(override.until), at: toIso(override.at) },
    timeline: timelineView(explanation, language, clock),
    pending: explanation.pending ?? null,
    lastWriteAt: toIsoOrNull(explanation.lastWriteAt),
    link: explanation.link ? { ...explanation.link, expiresAt: toIso(explanation.link.expiresAt) } : null,
    unsettled: explanation.unsettled,
    secondLookAt: toIsoOrNull(explanation.secondLookAt),
    eraseAt: toIsoOrNull(explanation.eraseAt),
    erasure: explanation.erasure && erasureView(explanation.erasure),
    lastLookAt: toIsoOrNull(explanation.lastLookAt),
  };
}

function timelineView({ timeline, member }: MemberExplanation, language: VerdictLanguage, clock: Clock) {
  return pastOf(timeline, member, language, clock).map(({ at, ...line }, index) => ({
    ...{ at: toIso(at), what: timeline[index]?.what ?? '' },
    ...line,
  }));
}

/** Ids of the operators of whom the answer tells. */
export const operatorsIn = ({ timeline, override, hold, erasure }: Omit<MemberView, Added>): string[] => [
  ...new Set(
    [...timeline.map(({ by }) => by), override?.by, hold?.kept?.by, erasure?.by].filter((by) => typeof by === 'string'),
  ),
];

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

/** An account as IronWifi had it at an instant; null: it has none. */
interface LiveRead {
  readAt: Instant;
  account: Pick<DirectoryAccount, 'username' | 'enabled' | 'orgUnit'> | null;
}

/** @param since what was read before is of no use: the account was written, or the member looked at */
export type LiveAccount = (account: string, since: Instant) => Promise<LiveRead | undefined>;

interface Options {
  /** How long an answer of the directory may take. */
  patienceMs: number;
  /** How long it is kept: somebody who reloads a page again and again must not use up the tenant's calls. */
  freshMs: number;
}

/** An account as the directory has it; undefined when it cannot say so in time. */
export function liveAccount(
  directory: Pick<WifiDirectory, 'read'>,
  log: Logger,
  { patienceMs, freshMs }: Options = { patienceMs: 3_000, freshMs: 15_000 },
): LiveAccount {
  const reads = new CachedMap<string, LiveRead>({ maxAgeMs: freshMs });
  return (account, since) =>
    reads
      .of(account)
      .get(() => readWithin(patienceMs, directory, account), { maxAgeMs: Math.min(freshMs, Date.now() - since) })
      .catch((error: unknown) => {
        log.warn({ err: error, account }, 'the account cannot be read now');
        return undefined;
      });
}

/** As the answer has it. */
export function directoryView(read: LiveRead | undefined): Pick<Account, 'directory' | 'username'> {
  if (read === undefined) return { directory: null };
  const { readAt, account } = read;
  const { enabled = null, orgUnit = null, username } = account ?? {};
  return {
    directory: { readAt: toIso(readAt), found: account !== null, enabled, orgUnit },
    ...(username && { username }),
  };
}

async function readWithin(ms: number, directory: Pick<WifiDirectory, 'read'>, account: string): Promise<LiveRead> {
  const readAt = Date.now();
  const signal = AbortSignal.timeout(ms);
  // A call that waits for its turn may not notice the signal.
  const over = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The directory did not answer in time.')), { once: true });
  });
  const read = await Promise.race([directory.read(accountId(account), { priority: 'usual', signal }), over]);
  return { readAt, account: read };
}
