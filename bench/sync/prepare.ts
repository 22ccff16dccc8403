import { writeFile } from 'node:fs/promises';
import { readSource } from '../../activities/roster/read-source';
import { decideAccess } from '../../domain/access/decide-access';
import { type Entitlement, entitlementTag } from '../../domain/replayed/entitlement';
import type { MemberId } from '../../domain/replayed/ids';
import { newsText } from '../../domain/replayed/news';
import { memberWorkflowId } from '../../contracts/replayed';
import { assemble, connector } from './product';
import { pageFile, temporalOver, type Shown } from './temporal';
import type { World } from './world';

const PAGE = 1_000;

/**
 * Writes down what the member workflows of this world would show had each of them looked a moment ago, so that a sync
 * finds nothing to do. Answers the number of pages. Arguments: the world as JSON, the folder.
 */
async function main(): Promise<void> {
  const [, , world = '', folder = ''] = process.argv;
  const { deps, close } = await assemble(JSON.parse(world) as World, temporalOver(folder, 0));
  const rules = await deps.rules();
  const now = Date.now();
  const table = await readSource(deps.source, rules, deps.keys.identityKey, now, { priority: 'background' });
  const shown: Shown[] = [];
  for (const member of table.members()) {
    const facts = table.facts(member);
    if (facts !== null) shown.push(...shownBy(member, decideAccess(facts, rules, now), now));
  }
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  for (let page = 1; page <= pages; page++)
    await writeFile(pageFile(folder, page), JSON.stringify(shown.slice((page - 1) * PAGE, page * PAGE)));
  await close();
  process.send?.(pages);
}

/** Nothing for members who need no workflow. */
function shownBy(member: MemberId, entitlement: Entitlement, now: number): Shown[] {
  const [step, next] = entitlement.steps;
  if (step === undefined || (step.access.state === 'denied' && next === undefined)) return [];
  const attributes = {
    LatchkeyConnector: connector,
    LatchkeyStatus: step.access.state,
    LatchkeyReason: step.reason,
    LatchkeyEntitlement: entitlementTag(entitlement, step),
    LatchkeyNews: newsText({ by: 'look', at: now }),
    ...('group' in step.access && { LatchkeyGroup: step.access.group, LatchkeyPlan: step.access.planId ?? '' }),
    ...(entitlement.businessId && { LatchkeyLocation: entitlement.businessId }),
  };
  return [{ workflowId: memberWorkflowId(connector, member), attributes }];
}

void main();
