import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import type { RenewalActivities } from '../../contracts/activities';
import { askForRenewals, type Renewal } from '../../contracts/replayed';
import { ignoreFailure } from '../runs/lanes';
import type { ConnectorState } from './state';

/** Members are asked at the rate of an import; whoever was asked before is not asked again, so it may begin anew. */
const { askMembersToRenew } = proxyActivities<RenewalActivities>({
  startToCloseTimeout: '24h',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '5s', maximumInterval: '5m' },
  summary: 'ask members to renew their profile',
});

export function listenToRenewals({ health }: ConnectorState): void {
  setHandler(askForRenewals, ({ by, ca, list }): Renewal => {
    const isUnderWay = health.renewal !== null && health.renewal.finishedAt === null && health.renewal.list === list;
    if (isUnderWay && health.renewal !== null) return health.renewal;
    return (health.renewal = { ca, list, by, at: Date.now(), finishedAt: null, asked: null });
  });
}

/** Carries out what an operator has asked for. */
export async function renewalAsker({ connector, health }: ConnectorState): Promise<void> {
  for (;;) {
    await condition(() => health.renewal !== null && health.renewal.finishedAt === null);
    const { renewal } = health;
    if (renewal === null) continue;
    try {
      const asked = await askMembersToRenew({ connector, ca: renewal.ca, list: renewal.list });
      Object.assign(renewal, { asked, finishedAt: Date.now() });
    } catch (error) {
      ignoreFailure(error);
      renewal.finishedAt = Date.now();
    }
  }
}
