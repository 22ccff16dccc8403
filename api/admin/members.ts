import {
  adopt,
  adoptMany,
  explainMember,
  listMembers,
  lookAgain,
  overrideAccess,
  renameMember,
  resendCredentials,
  retryNow,
  rotateCredentials,
} from '../../contracts/api/members';
import { memberWorkflowId } from '../../contracts/replayed';
import { customFieldName } from '../../domain/account/person';
import type { AccountId, MemberId } from '../../domain/replayed/ids';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';
import { GatewayError, type HintIntake, type MemberGateway, type SyncGateway } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';
import { memberView, type LiveUsername } from './member-view';
import { operator } from './operator-token';

export interface MemberRouteDeps {
  connector: string;
  members: MemberGateway;
  intake: HintIntake;
  username: LiveUsername;
  rules: ReadRules;
  syncs: Pick<SyncGateway, 'startDryRun'>;
  /** Address of a workflow in the Temporal UI. */
  workflowLink: (workflowId: string) => string;
}

export function memberRoutes(deps: MemberRouteDeps): Route[] {
  const { members, intake, syncs } = deps;
  return [
    serve(listMembers, async ({ query: { status, attention, page } }) => {
      const { members: rows, pages } = await members.list({ status, attention: attention === 'true', page });
      return { members: rows, page, pages };
    }),
    serve(explainMember, ({ params: { id } }) => one(deps, id)),
    serve(lookAgain, async ({ params: { id: member }, body: { dryRun } }, { res }) => {
      if (!dryRun) {
        await refresh(intake, member);
        return { id: member };
      }
      const id = await syncs.startDryRun(member);
      res.location(`/api/v1/syncs/${id}`);
      return { id };
    }),
    serve(resendCredentials, ({ params: { id } }) => act(id, members.resend(id, operator))),
    serve(rotateCredentials, ({ params: { id } }) => act(id, rotate(deps, id))),
    serve(renameMember, ({ params: { id } }) => act(id, members.rename(id, operator))),
    serve(retryNow, ({ params: { id } }) => act(id, members.retry(id, operator))),
    serve(overrideAccess, ({ params: { id }, body: { access, until, reason } }) => {
      const end = access === null || !until ? null : Date.parse(until);
      return act(id, members.override(id, { ...operator, access, until: end, reason: reason ?? '' }));
    }),
    serve(adopt, ({ params: { id }, body: { account } }) => act(id, adoptOne(deps, id, account))),
    serve(adoptMany, ({ body }) => adoptAll(deps, body.members)),
  ];
}

async function one({ connector, members, username, workflowLink }: MemberRouteDeps, member: MemberId) {
  const view = memberView(await members.explain(member).catch(unknownMember(member)));
  const name = view.account && (await username(view.account.id));
  return {
    ...view,
    account: view.account && { ...view.account, ...(name && { username: name }) },
    links: { temporal: workflowLink(memberWorkflowId(connector, member)) },
  };
}

async function act(member: MemberId, done: Promise<void>): Promise<{ id: string }> {
  await done.catch(unknownMember(member));
  return { id: member };
}

/** A member that nobody has heard of yet gets a workflow first. */
async function adoptOne({ intake, members }: MemberRouteDeps, member: MemberId, account: AccountId): Promise<void> {
  await refresh(intake, member);
  await members.adopt(member, { ...operator, account });
}

/** A refused one does not keep the others from being taken over. */
async function adoptAll(deps: MemberRouteDeps, wanted: { id: MemberId; account: AccountId }[]) {
  const failed: { id: string; message: string }[] = [];
  for (const { id, account } of wanted)
    await adoptOne(deps, id, account).catch((error: unknown) => {
      if (!(error instanceof GatewayError) || error.code !== 'refused') throw error;
      failed.push({ id, message: error.message });
    });
  const refused = new Set(failed.map(({ id }) => id));
  return { taken: wanted.map(({ id }) => id).filter((id) => !refused.has(id)), failed };
}

/** Where members choose their passwords in Nexudus, we have none to change. */
async function rotate({ members, rules }: MemberRouteDeps, member: MemberId): Promise<void> {
  const { password } = await rules.read();
  if (customFieldName(password) !== null)
    throw new Problem(
      409,
      `The password of member ${member} is kept in Nexudus (settings.password is ${password}): change it there. (capability)`,
    );
  await members.rotate(member, operator);
}

/** Works for a member without a workflow, too, and while Temporal is away. */
function refresh(intake: HintIntake, member: MemberId): Promise<void> {
  return intake.accept([{ member, signal: 'accessChanged', hint: { source: 'operator' } }]);
}

function unknownMember(member: MemberId): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof GatewayError) || error.code !== 'notFound') throw error;
    const detail = `No workflow runs for member ${member}: POST /api/v1/members/${member}/sync starts one.`;
    throw new Problem(404, detail, { cause: error });
  };
}
