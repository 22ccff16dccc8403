import type { Call } from '../../clients/call';
import type { Observation, ObserveActivities, ObserveInput } from '../../contracts/activities';
import { askGuard, connectorWorkflowId, withdrawQuestion } from '../../contracts/replayed';
import { decideAccess } from '../../domain/access/decide-access';
import { parseMark } from '../../domain/account/ownership';
import type { MemberId } from '../../domain/replayed/ids';
import type { Rules } from '../../domain/settings/rules';
import { decisionSentence } from '../../domain/verdict/verdict';
import type { ActivityDeps } from '../runtime/deps';
import { failing, whileAlive } from '../runtime/failures';
import { foundAccount } from './found-account';
import { join } from './join-profiles';
import { readProfiles, rosterProfiles } from './profiles';
import { readerOf, withHours } from './read-facts';

/** Reads one member and decides. The decision is made outside the workflow, so that it may change while workflows run. */
export function observeActivities(deps: ActivityDeps): ObserveActivities {
  return {
    observe: (input) => failing(() => whileAlive(() => observe(deps, input))),
    askGuard: ({ question }) => failing(() => connectorOf(deps).executeUpdate(askGuard, { args: [question] })),
    withdrawQuestion: ({ member }) =>
      failing(() => connectorOf(deps).executeUpdate(withdrawQuestion, { args: [{ member }] })),
  };
}

async function observe(deps: ActivityDeps, input: ObserveInput): Promise<Observation> {
  const beganAt = Date.now();
  const rules = await deps.rules();
  const reader = readerOf(deps);
  const read =
    (input.fromRoster ? rosterProfiles(deps, rules, input) : null) ?? (await readProfiles(reader, rules, input));
  await deps.letGo(reader.call);
  const now = Date.now();
  const { facts, account, ...joined } = await join(deps, rules, input, read, reader.call, now);
  const entitlement = decideAccess(facts, rules, now);
  return {
    account: account ?? (input.seeksAccount ? await seekAccount(deps, rules, input.member, reader.call) : null),
    entitlement: {
      ...entitlement,
      sentence: decisionSentence(entitlement, input.member, input.account?.enabled === true),
    },
    beganAt,
    remembered: { contracts: facts.contracts, teams: facts.teams.map((team) => withHours(team, () => null)) },
    keyId: deps.keys.newest,
    ...joined,
  };
}

/** Asks the directory only for an account that this worker has seen. */
async function seekAccount(
  deps: ActivityDeps,
  rules: Rules,
  member: MemberId,
  call: Call,
): Promise<Observation['account']> {
  const known = deps.accounts.of(member, Date.now());
  if (known === undefined) return 'unknown';
  const account = known === null ? null : await deps.directory.read(known, call);
  const owner = parseMark(account?.notes ?? '');
  if (account === null || owner?.connector !== deps.connector || owner.member !== member) return null;
  return foundAccount(deps, rules, account, await deps.source.recentCoworker(member, call));
}

const connectorOf = ({ client, connector }: ActivityDeps) => client.workflow.getHandle(connectorWorkflowId(connector));
