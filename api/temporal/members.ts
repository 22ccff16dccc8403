import {
  adoptAccount,
  explain,
  memberWorkflowId,
  memberPage,
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
import type { MemberId } from '../../domain/replayed/ids';
import type { MemberGateway, PageGateway } from '../ports/gateways';
import type { Place } from '../../contracts/signal-member';
import { within } from './call';
import { MemberPages } from './member-pages';

const ASK_MS = 5_000;
const UPDATE_MS = 10_000;

export function temporalMembers(place: Place): MemberGateway {
  const { client, connector } = place;
  const pages = new MemberPages(place);
  const handleOf = (member: MemberId) => client.workflow.getHandle(memberWorkflowId(connector, member));
  const update = (call: () => Promise<void>) => within(client, UPDATE_MS, 'worker', call);
  return {
    list: (filter) => pages.list(filter),
    explain: (member) => within(client, ASK_MS, 'worker', () => handleOf(member).query(explain)),
    resend: (member, request) => update(() => handleOf(member).executeUpdate(resendCredentials, { args: [request] })),
    rotate: (member, request) => update(() => handleOf(member).executeUpdate(rotateCredentials, { args: [request] })),
    rename: (member, request) => update(() => handleOf(member).executeUpdate(renameAccount, { args: [request] })),
    adopt: (member, request) => update(() => handleOf(member).executeUpdate(adoptAccount, { args: [request] })),
    retry: (member, request) => update(() => handleOf(member).executeUpdate(retryNow, { args: [request] })),
    override: (member, request) => update(() => handleOf(member).executeUpdate(overrideAccess, { args: [request] })),
  };
}

export function temporalPages({ client, connector }: Place): PageGateway {
  const handleOf = (member: MemberId) => client.workflow.getHandle(memberWorkflowId(connector, member));
  const update = <T>(call: () => Promise<T>) => within(client, UPDATE_MS, 'worker', call);
  return {
    page: (member) => within(client, ASK_MS, 'worker', () => handleOf(member).query(memberPage)),
    open: (member, request) => update(() => handleOf(member).executeUpdate(openCredentialLink, { args: [request] })),
    takeProfile: (member, request) => update(() => handleOf(member).executeUpdate(takeProfile, { args: [request] })),
    renew: (member, request) => update(() => handleOf(member).executeUpdate(renewLink, { args: [request] })),
    rotate: (member, request) => update(() => handleOf(member).executeUpdate(rotateByMember, { args: [request] })),
  };
}
