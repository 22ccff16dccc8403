import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { accountId, memberId, type AccountId, type MemberId } from '../../domain/replayed/ids';
import { customFieldName } from '../../domain/account/person';
import { memberWorkflowId } from '../../contracts/replayed';
import { GatewayError } from '../gateway-error';
import { methodNotAllowed } from '../method-not-allowed';
import type { HintIntake, MemberGateway, SyncGateway } from '../ports';
import { Problem } from '../problem';
import type { ReadRules } from '../rules';
import { bodyAs, jsonBody } from './json-body';
import type { LiveUsername } from './live-username';
import { memberOf } from './member-id';
import { readFilter } from './member-list';
import { memberView } from './member-view';
import { operator } from './operator';
import { readOverride } from './override-body';

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

type Act = (member: MemberId, body: unknown) => Promise<void>;

export function memberRoutes(deps: MemberRouteDeps): Router {
  const { members } = deps;
  const router = Router();
  const acts: Record<string, Act> = {
    resend: (member) => members.resend(member, operator),
    rotate: (member) => rotate(deps, member),
    rename: (member) => members.rename(member, operator),
    retry: (member) => members.retry(member, operator),
    adopt: (member, body) => adopt(deps, member, accountId(bodyAs(AdoptBody, body).account)),
    override: (member, body) => members.override(member, readOverride(body, operator.by, Date.now())),
  };
  router.route('/adopt').post(jsonBody, adoptMany(deps)).all(methodNotAllowed('POST'));
  router.route('/members').get(list(members)).all(methodNotAllowed('GET'));
  router.route('/members/:id').get(one(deps)).all(methodNotAllowed('GET'));
  router.route('/members/:id/sync').post(jsonBody, sync(deps)).all(methodNotAllowed('POST'));
  for (const [name, act] of Object.entries(acts)) {
    router.route(`/members/:id/${name}`).post(jsonBody, perform(act)).all(methodNotAllowed('POST'));
  }
  return router;
}

function list(members: MemberGateway): RequestHandler {
  return async (req, res) => {
    const filter = readFilter(req.query);
    const { members: rows, pages } = await members.list(filter);
    res.json({ members: rows, page: filter.page, pages });
  };
}

function one({ connector, members, username, workflowLink }: MemberRouteDeps): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const member = memberOf(req.params.id);
    const explanation = await members.explain(member).catch(unknownMember(member));
    const view = memberView(explanation);
    const name = view.account && (await username(view.account.id));
    res.json({
      ...view,
      account: view.account && { ...view.account, ...(name && { username: name }) },
      links: { temporal: workflowLink(memberWorkflowId(connector, member)) },
    });
  };
}

function perform(act: Act): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const member = memberOf(req.params.id);
    await act(member, req.body).catch(unknownMember(member));
    res.status(202).json({ id: member });
  };
}

const account = z.string().trim().min(1).max(100);
const AdoptBody = z.strictObject({ account });
const AdoptManyBody = z.strictObject({
  members: z
    .array(z.strictObject({ id: z.string().regex(/^[1-9]\d{0,18}$/, 'must be a coworker id'), account }))
    .min(1)
    .max(200),
});

/** A member that nobody has heard of yet gets a workflow first. */
async function adopt({ intake, members }: MemberRouteDeps, member: MemberId, account: AccountId): Promise<void> {
  await lookAgain(intake, member);
  await members.adopt(member, { ...operator, account });
}

/** One that is refused keeps no other from being taken over. */
function adoptMany(deps: MemberRouteDeps): RequestHandler {
  return async (req, res) => {
    const { members } = bodyAs(AdoptManyBody, req.body);
    const failed: { id: string; message: string }[] = [];
    for (const { id, account } of members)
      await adopt(deps, memberId(id), accountId(account)).catch((error: unknown) => {
        if (!(error instanceof GatewayError) || error.code !== 'refused') throw error;
        failed.push({ id, message: error.message });
      });
    const refused = new Set(failed.map(({ id }) => id));
    res.status(202).json({ taken: members.map(({ id }) => id).filter((id) => !refused.has(id)), failed });
  };
}

const SyncBody = z.strictObject({ dryRun: z.boolean().default(false) });

/** A look at one member; as a dry run, a run that says what would come of it. */
function sync({ intake, syncs }: MemberRouteDeps): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const member = memberOf(req.params.id);
    const { dryRun } = bodyAs(SyncBody, req.body ?? {});
    if (!dryRun) {
      await lookAgain(intake, member);
      return void res.status(202).json({ id: member });
    }
    const id = await syncs.startDryRun(member);
    res.status(202).location(`/api/v1/syncs/${id}`).json({ id });
  };
}

/** Where members choose their passwords in Nexudus there is none that we could change. */
async function rotate({ members, rules }: MemberRouteDeps, member: MemberId): Promise<void> {
  const { password } = await rules();
  if (customFieldName(password) !== null)
    throw new Problem(
      409,
      `The password of member ${member} is kept in Nexudus (settings.password is ${password}): change it there. (capability)`,
    );
  await members.rotate(member, operator);
}

/** Works for a member that was never heard of, too, and while Temporal is away. */
function lookAgain(intake: HintIntake, member: MemberId): Promise<void> {
  return intake.accept([{ member, signal: 'accessChanged', hint: { source: 'operator' } }]);
}

function unknownMember(member: MemberId): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof GatewayError) || error.code !== 'notFound') throw error;
    const detail = `No workflow runs for member ${member}: POST /api/v1/members/${member}/sync starts one.`;
    throw new Problem(404, detail, { cause: error });
  };
}
