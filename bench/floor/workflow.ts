import { proxyActivities, sleep } from '@temporalio/workflow';

const { write } = proxyActivities<{ write: (account: string, enabled: boolean) => Promise<void> }>({
  startToCloseTimeout: '12s',
});

/** The least that changes an account at an instant (epoch ms): a timer, unless the instant has passed, and one write. */
export async function bareWorkflow(account: string, enabled: boolean, at: number): Promise<void> {
  const wait = at - Date.now();
  if (wait > 0) await sleep(wait);
  await write(account, enabled);
}
