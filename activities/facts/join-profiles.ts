import { WorkflowNotFoundError } from '@temporalio/common';
import type { Call } from '../../clients/call';
import type { Observation, ObserveInput } from '../../contracts/activities';
import { accessChanged, checkedIn, explain, memberWorkflowId, type Hint } from '../../contracts/replayed';
import { signalMember } from '../../contracts/signal-member';
import type { Facts } from '../../domain/access/facts';
import { decideAccess } from '../../domain/access/decide-access';
import { ownerOf, type Profile } from '../../domain/access/joined-profiles';
import { parseMark } from '../../domain/account/ownership';
import { accountId, type AccountId, type Instant, type MemberId } from '../../domain/replayed/ids';
import type { Override } from '../../domain/replayed/override';
import type { Rules } from '../../domain/settings/rules';
import type { ActivityDeps } from '../runtime/deps';
import type { Profiles } from './profiles';

interface Joined extends Pick<Observation, 'partners' | 'inherits'> {
  facts: Facts;
  account?: 'handedOver';
}

type Deps = Pick<ActivityDeps, 'client' | 'connector' | 'membersQueue' | 'directory' | 'accounts'>;

/**
 * Finds out whose account it is where one person has several profiles, and has the others look when that has changed. The
 * owner's facts then have those of the others with them.
 */
export async function join(
  deps: Deps,
  rules: Rules,
  input: ObserveInput,
  { facts, others, gone }: Profiles,
  call: Call,
  now: Instant,
): Promise<Joined> {
  const before = input.partners ?? [];
  const isGone = facts.presence === 'absent' || facts.archived;
  // whoever is gone may have left the account to a profile of which nobody knows any more
  const mayHaveLeft = isGone && input.account && rules.joinProfiles !== 'off';
  if (others.length + gone.length + before.length === 0 && !mayHaveLeft) return { facts, partners: [] };
  const standings = await Promise.all(others.map(({ memberId }) => standingOf(deps, memberId)));
  const blocks = new Map(standings.map(({ id, block }) => [id, block]));
  const living = others.map((other) => ({ ...other, override: blocks.get(other.memberId) ?? null }));
  return isGone
    ? leave(deps, input, facts, living, standings, call)
    : stay(deps, rules, input, { facts, others: living, gone }, standings, now);
}

/** What another profile's workflow says of itself. */
interface Standing extends Profile {
  accountId: AccountId | null;
  block: Override | null;
}

async function standingOf(deps: Deps, id: MemberId): Promise<Standing> {
  const { client, connector, accounts } = deps;
  const knownId = accounts.of(id, Date.now()) ?? null;
  try {
    const said = await client.workflow.getHandle(memberWorkflowId(connector, id)).query(explain);
    const { account, override, entitlement, step } = said;
    const block = override?.access === 'block' ? override : null;
    return {
      ...{ id, block },
      account: accountOf(deps, id, account),
      yields: (block !== null && account === null) || entitlement?.steps[step]?.reason === 'joined',
      accountId: account === null ? knownId : accountId(account.id),
    };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return { id, account: accountOf(deps, id, null), yields: false, accountId: knownId, block: null };
  }
}

/** An account that a workflow does not know (any more) is known by its mark, where this worker has read the roster lately. */
function accountOf({ accounts }: Deps, id: MemberId, known: { enabled: boolean } | null): Profile['account'] {
  if (known !== null) return known.enabled ? 'enabled' : 'disabled';
  return accounts.of(id, Date.now()) ? 'disabled' : 'none';
}

async function stay(
  deps: Deps,
  rules: Rules,
  input: ObserveInput,
  { facts, others, gone }: Profiles,
  standings: Standing[],
  now: Instant,
): Promise<Joined> {
  const { member, account = null, isJoined = false, override } = input;
  const own: Profile = {
    id: member,
    account: accountOf(deps, member, account),
    yields: isJoined || (override?.access === 'block' && account === null),
  };
  const owner = ownerOf([own, ...standings]) ?? member;
  const ids = others.map(({ memberId }) => memberId);
  await tellOthers(
    deps,
    input,
    ids,
    gone.map(({ memberId }) => memberId),
    owner,
  );
  if (owner !== member) return { facts: { ...facts, joined: { owner, others } }, partners: ids };
  const leavers = await Promise.all(gone.map(({ memberId }) => standingOf(deps, memberId)));
  const left = leavers.filter((leaver) => isBetter(leaver, own));
  const joined =
    others.length + gone.length === 0 ? facts : { ...facts, joined: { owner, others: [...others, ...gone] } };
  const [step] = decideAccess(joined, rules, now).steps;
  const isEntitled = step?.access.state === 'granted' || step?.access.state === 'prepared';
  const [inherited] = left.flatMap(({ id: from, accountId }) =>
    accountId === null ? [] : [{ from, account: accountId }],
  );
  return {
    facts: joined,
    partners: [...ids, ...left.map(({ id }) => id)],
    ...(isEntitled && inherited !== undefined && { inherits: inherited }),
  };
}

/** The devices of the person have the account that works; one that does not is as good as the next. */
const isBetter = (leaver: Profile, own: Profile): boolean =>
  own.account === 'none' ? leaver.account !== 'none' : own.account === 'disabled' && leaver.account === 'enabled';

/** The member is deleted or archived. Its account goes to the profile that stays, which takes it over by itself. */
async function leave(
  deps: Deps,
  input: ObserveInput,
  facts: Facts,
  others: Facts[],
  standings: Standing[],
  call: Call,
): Promise<Joined> {
  const { member, account = null } = input;
  const heir = ownerOf(standings);
  const ids = others.map(({ memberId }) => memberId);
  for (const id of ids) await tell(deps, id, input, [member]);
  if (account === null) return { facts, partners: [] };
  const owner = parseMark((await deps.directory.read(account.id, call))?.notes ?? '');
  const isHandedOver = owner?.connector === deps.connector && owner.member !== member;
  if (isHandedOver) return { facts, partners: [], account: 'handedOver' };
  const hasOwn = standings.some(({ id, account: own }) => id === heir && own === 'enabled');
  return { facts: heir === null || hasOwn ? facts : { ...facts, joined: { owner: heir, others } }, partners: ids };
}

/** What concerns a profile that is joined is the owner's, too; who is new or has parted looks for itself. */
async function tellOthers(
  deps: Deps,
  input: ObserveInput,
  now: MemberId[],
  gone: MemberId[],
  owner: MemberId,
): Promise<void> {
  const { member, partners: before = [], fromRoster } = input;
  const added = now.filter((id) => !before.includes(id));
  const parted = before.filter((id) => !now.includes(id) && !gone.includes(id));
  for (const id of added) await tell(deps, id, input, [member]);
  for (const id of parted) await tell(deps, id, { ...input, hook: null }, []);
  if (owner !== member && !fromRoster && !added.includes(owner)) await tell(deps, owner, input, [member]);
}

async function tell(
  deps: Deps,
  to: MemberId,
  { hook = null, scope }: ObserveInput,
  evidence: MemberId[],
): Promise<void> {
  const hint: Hint =
    hook === null
      ? { source: 'profile', evidence }
      : {
          ...{ source: 'profile', evidence, at: hook.at },
          action: hook.deletion ? 'CoworkerDelete' : 'AccessControlUpdate',
        };
  await signalMember(deps, to, scope === 'checkIn' ? checkedIn : accessChanged, hint);
}
