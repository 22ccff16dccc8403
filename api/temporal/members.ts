import {
  adoptAccount,
  eraseMember,
  explain,
  memberWorkflowId,
  memberPage,
  type MemberPage,
  openCredentialLink,
  overrideAccess,
  renameAccount,
  renewLink,
  resendCredentials,
  retryNow,
  rotateByMember,
  rotateCredentials,
  takeProfile,
} from '../../contracts/replayed';
import { countCarried, withAccess } from '../../contracts/carried-cas';
import { InTurn, SharedReads } from '../../clients/cached';
import type { MemberId, PlanId } from '../../domain/replayed/ids';
import type { MemberGateway, PageGateway } from '../ports/gateways';
import type { Place } from '../../contracts/signal-member';
import { type UpdateId, updateWithin, within } from './call';
import { MemberPages } from './member-pages';
import { pulseOf, readShown, readShownSince } from './shown-members';

const ASK_MS = 5_000;
/** Of ten thousand members, who may all have changed at once. */
const LIST_MS = 30_000;
const UPDATE_MS = 10_000;
/** Of a page's update, its wait for its turn among those of the member included. */
const PAGE_UPDATE_MS = 20_000;

export function temporalMembers(place: Place): MemberGateway {
  const { client, connector } = place;
  const pages = new MemberPages(place);
  const handleOf = (member: MemberId) => client.workflow.getHandle(memberWorkflowId(connector, member));
  const update = (call: (id: UpdateId) => Promise<void>) => updateWithin(client, UPDATE_MS, call);
  return {
    shown: () => within(client, LIST_MS, 'server', () => readShown(place)),
    shownSince: (since) => within(client, LIST_MS, 'server', () => readShownSince(place, since)),
    pulse: (member) => within(client, ASK_MS, 'server', () => pulseOf(handleOf(member))),
    list: (filter) => pages.list(filter),
    countCarried: (cas) => within(client, ASK_MS, 'server', () => countCarried(client, connector, cas)),
    countByPlan: (plans) => within(client, ASK_MS, 'server', () => countByPlan(place, plans)),
    explain: (member) => within(client, ASK_MS, 'worker', () => handleOf(member).query(explain)),
    resend: (member, request) =>
      update((id) => handleOf(member).executeUpdate(resendCredentials, { ...id, args: [request] })),
    rotate: (member, request) =>
      update((id) => handleOf(member).executeUpdate(rotateCredentials, { ...id, args: [request] })),
    rename: (member, request) =>
      update((id) => handleOf(member).executeUpdate(renameAccount, { ...id, args: [request] })),
    adopt: (member, request) =>
      update((id) => handleOf(member).executeUpdate(adoptAccount, { ...id, args: [request] })),
    retry: (member, request) => update((id) => handleOf(member).executeUpdate(retryNow, { ...id, args: [request] })),
    override: (member, request) =>
      update((id) => handleOf(member).executeUpdate(overrideAccess, { ...id, args: [request] })),
    erase: (member, request) => update((id) => handleOf(member).executeUpdate(eraseMember, { ...id, args: [request] })),
  };
}

/** One count for each: the server groups by nothing but the state of a workflow. */
async function countByPlan({ client, connector }: Place, plans: readonly PlanId[]): Promise<Map<PlanId, number>> {
  const counts = plans.map(async (plan) => {
    const { count } = await client.workflow.count(`${withAccess(connector)} AND LatchkeyPlan = "${plan}"`);
    return [plan, count] as const;
  });
  return new Map(await Promise.all(counts));
}

export function temporalPages({ client, connector }: Place): PageGateway {
  const handleOf = (member: MemberId) => client.workflow.getHandle(memberWorkflowId(connector, member));
  // many at once would be refused by Temporal, which takes ten of a workflow, and meet the end of a run more often
  const inTurn = new InTurn<MemberId>();
  const update = <T>(member: MemberId, call: (id: UpdateId) => Promise<T>) => {
    const until = Date.now() + PAGE_UPDATE_MS;
    return inTurn.run(member, () => updateWithin(client, until - Date.now(), call));
  };
  // Temporal keeps one query of a workflow at a time, and refuses the next one while that waits
  const asked = new SharedReads<MemberId, MemberPage>();
  return {
    page: (member) =>
      asked.join(member, (onSent) =>
        within(client, ASK_MS, 'worker', () => {
          onSent();
          return handleOf(member).query(memberPage);
        }),
      ),
    open: (member, request) =>
      update(member, (id) => handleOf(member).executeUpdate(openCredentialLink, { ...id, args: [request] })),
    takeProfile: (member, request) =>
      update(member, (id) => handleOf(member).executeUpdate(takeProfile, { ...id, args: [request] })),
    renew: (member, request) =>
      update(member, (id) => handleOf(member).executeUpdate(renewLink, { ...id, args: [request] })),
    rotate: (member, request) =>
      update(member, (id) => handleOf(member).executeUpdate(rotateByMember, { ...id, args: [request] })),
  };
}
