import {
  adopt,
  adoptMany,
  eraseMember,
  lookAgain,
  overrideAccess,
  renameMember,
  resendCredentials,
  retryNow,
  rotateCredentials,
} from '../../contracts/api/member-acts';
import { explainMember } from '../../contracts/api/member';
import { listMembers } from '../../contracts/api/members';
import { includes } from '../../contracts/api/roles';
import { memberWorkflowId, type MemberExplanation, type OverrideRequest } from '../../contracts/replayed';
import { customFieldName } from '../../domain/account/person';
import { memberId, type AccountId, type Instant, type MemberId } from '../../domain/replayed/ids';
import { zoneOf } from '../../domain/settings/locations';
import type { VerdictLanguage } from '../../domain/verdict/languages';
import { lacksRole } from '../access/require-role';
import { operatorOf, type Principal } from '../http/principal';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';
import { GatewayError, type HintIntake, type MemberGateway, type SyncGateway } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';
import { directoryView, memberView, operatorsIn, type LiveAccount } from './member-view';

export interface MemberRouteDeps {
  connector: string;
  members: MemberGateway;
  intake: HintIntake;
  account: LiveAccount;
  /** Of an operator, by its id; undefined: not known, or it needs none. */
  operatorName: (id: string) => string | undefined;
  rules: ReadRules;
  syncs: Pick<SyncGateway, 'startDryRun'>;
  /** Address of a workflow in the Temporal UI. */
  workflowLink: (workflowId: string) => string;
}

export function memberRoutes(deps: MemberRouteDeps): Route[] {
  const { members, intake, syncs } = deps;
  return [
    serve(listMembers, async ({ query: { ids, status, attention, page } }) => {
      const only = ids === undefined ? {} : { ids: ids.split(',').map(memberId) };
      const { members: rows, pages } = await members.list({ ...only, status, attention: attention === 'true', page });
      return { members: rows, page, pages };
    }),
    serve(explainMember, ({ params: { id }, query: { language } }) => one(deps, id, language)),
    serve(lookAgain, async ({ params: { id: member }, body: { dryRun } }, { res, principal }) => {
      if (!dryRun) {
        await refresh(intake, member, principal);
        return { id: member };
      }
      const id = await syncs.startDryRun(member);
      res.location(`/api/v1/syncs/${id}`);
      return { id };
    }),
    serve(resendCredentials, ({ params: { id } }, { principal }) => act(id, members.resend(id, operatorOf(principal)))),
    serve(rotateCredentials, ({ params: { id } }, { principal }) => act(id, rotate(deps, id, principal))),
    serve(renameMember, ({ params: { id } }, { principal }) => act(id, members.rename(id, operatorOf(principal)))),
    serve(retryNow, ({ params: { id } }, { principal }) => act(id, members.retry(id, operatorOf(principal)))),
    serve(overrideAccess, ({ params: { id }, body: { access, until, reason } }, { principal }) => {
      const end = access === null || !until ? null : Date.parse(until);
      const wanted = { access, until: end, reason: reason ?? '' };
      return act(id, override(members, id, wanted, principal));
    }),
    // the reason is kept nowhere: it may tell of the person
    serve(eraseMember, ({ params: { id }, body: { force } }, { principal }) =>
      act(id, members.erase(id, { ...operatorOf(principal), force })),
    ),
    serve(adopt, ({ params: { id }, body: { account } }, { principal }) =>
      act(id, adoptOne(deps, id, account, principal)),
    ),
    serve(adoptMany, ({ body }, { principal }) => adoptAll(deps, body.members, principal)),
  ];
}

async function one(deps: MemberRouteDeps, member: MemberId, language: VerdictLanguage) {
  const { connector, members, account, operatorName, workflowLink } = deps;
  const explanation = await members.explain(member).catch(unknownMember(member));
  const zone = await zoneOfMember(deps, explanation);
  const view = memberView(explanation, language, { now: Date.now(), zone });
  const since = Math.max(explanation.lastLookAt ?? 0, explanation.lastWriteAt ?? 0);
  const names = operatorsIn(view).flatMap((id) => {
    const name = operatorName(id);
    return name === undefined ? [] : [[id, name] as const];
  });
  return {
    ...view,
    account: view.account && { ...view.account, ...directoryView(await account(view.account.id, since)) },
    operators: Object.fromEntries(names),
    links: { temporal: workflowLink(memberWorkflowId(connector, member)) },
  };
}

/** Of its location; of the space where that is not known, and UTC before the first settings. */
async function zoneOfMember({ rules }: MemberRouteDeps, { entitlement }: MemberExplanation): Promise<string> {
  try {
    return zoneOf(await rules.read(), entitlement?.businessId ?? null);
  } catch (error) {
    if (error instanceof GatewayError) return 'UTC';
    throw error;
  }
}

async function act(member: MemberId, done: Promise<void>): Promise<{ id: string }> {
  await done.catch(unknownMember(member));
  return { id: member };
}

/** An override replaces the one before it: who may set short ones only must not end a long one by a short one. */
async function override(
  members: MemberGateway,
  member: MemberId,
  wanted: Omit<OverrideRequest, 'by'>,
  principal: Principal,
): Promise<void> {
  if (!includes(principal.role, 'admin')) {
    const { override: present } = await members.explain(member);
    refuseLong(present, `The present override of member ${member} is not for the desk to replace or to lift`);
    refuseLong(wanted.access && wanted, 'An override by the desk must end');
  }
  await members.override(member, { ...operatorOf(principal), ...wanted });
}

const DESK_LIMIT_MS = 24 * 3_600_000;

function refuseLong(override: { until: Instant | null } | null, what: string): void {
  if (override === null || (override.until !== null && override.until <= Date.now() + DESK_LIMIT_MS)) return;
  throw lacksRole(`${what}: the role desk allows and blocks for up to 24 hours.`, 'admin');
}

/** A member that nobody has heard of yet gets a workflow first. */
async function adoptOne(
  { intake, members }: MemberRouteDeps,
  member: MemberId,
  account: AccountId,
  principal: Principal,
): Promise<void> {
  await refresh(intake, member, principal);
  await members.adopt(member, { ...operatorOf(principal), account });
}

/** A refused one does not keep the others from being taken over. */
async function adoptAll(deps: MemberRouteDeps, wanted: { id: MemberId; account: AccountId }[], principal: Principal) {
  const failed: { id: string; message: string }[] = [];
  for (const { id, account } of wanted)
    await adoptOne(deps, id, account, principal).catch((error: unknown) => {
      if (!(error instanceof GatewayError) || error.code !== 'refused') throw error;
      failed.push({ id, message: error.message });
    });
  const refused = new Set(failed.map(({ id }) => id));
  return { taken: wanted.map(({ id }) => id).filter((id) => !refused.has(id)), failed };
}

/** Where members choose their passwords in Nexudus, we have none to change. */
async function rotate({ members, rules }: MemberRouteDeps, member: MemberId, principal: Principal): Promise<void> {
  const { password } = await rules.read();
  if (customFieldName(password) !== null)
    throw new Problem(
      409,
      `The password of member ${member} is kept in Nexudus (settings.password is ${password}): change it there. (capability)`,
    );
  await members.rotate(member, operatorOf(principal));
}

/** Works for a member without a workflow, too, and while Temporal is away. */
function refresh(intake: HintIntake, member: MemberId, principal: Principal): Promise<void> {
  const hint = { source: 'operator', ...operatorOf(principal) } as const;
  return intake.accept([{ member, signal: 'accessChanged', hint }]);
}

function unknownMember(member: MemberId): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof GatewayError) || error.code !== 'notFound') throw error;
    const detail = `No workflow runs for member ${member}: POST /api/v1/members/${member}/sync starts one.`;
    throw new Problem(404, detail, { cause: error });
  };
}
