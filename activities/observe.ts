import { decideAccess } from '../domain/access/decide-access';
import { askGuard, connectorWorkflowId, withdrawQuestion } from '../contracts/replayed';
import type { ObserveActivities } from '../contracts/activities';
import type { ActivityDeps } from './deps';
import { readFacts } from './facts/read-facts';
import { failing } from './failures';

/** Reads one member and decides. The decision runs here, outside the workflow, so that rules may change under open ones. */
export function observeActivities(deps: ActivityDeps): ObserveActivities {
  return {
    observe: (input) =>
      failing(async () => {
        const rules = await deps.rules();
        const read = input.fromRoster ? deps.snapshot.facts(input.member, Date.now(), input.lastLookAt) : null;
        const facts = read === null ? await readFacts(deps, rules, input) : { ...read, override: input.override };
        return {
          entitlement: decideAccess(facts, rules, Date.now()),
          remembered: { contracts: facts.contracts, teams: facts.teams },
          keyId: deps.keys.newest,
        };
      }),
    askGuard: ({ question }) => failing(() => connectorOf(deps).executeUpdate(askGuard, { args: [question] })),
    withdrawQuestion: ({ member }) =>
      failing(() => connectorOf(deps).executeUpdate(withdrawQuestion, { args: [{ member }] })),
  };
}

const connectorOf = ({ client, connector }: ActivityDeps) => client.workflow.getHandle(connectorWorkflowId(connector));
