import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';

interface Activities {
  look: () => Promise<void>;
  write: (account: string, enabled: boolean) => Promise<void>;
}

const { look, write } = proxyActivities<Activities>({ startToCloseTimeout: '12s' });

/** The least that changes an account at an instant (epoch ms): a timer, unless the instant has passed, and one write. */
export async function bareWorkflow(account: string, enabled: boolean, at: number): Promise<void> {
  const wait = at - Date.now();
  if (wait > 0) await sleep(wait);
  await write(account, enabled);
}

const hint = defineSignal('hint');

/**
 * The least that keeps an account by hints: one activity that would find out what is true, and one write, in turn enabling
 * and disabling, for all hints that have come meanwhile.
 */
export async function hintedWorkflow(account: string, enabled: boolean): Promise<void> {
  let isHinted = false;
  setHandler(hint, () => {
    isHinted = true;
  });
  while (!workflowInfo().continueAsNewSuggested) {
    await condition(() => isHinted);
    isHinted = false;
    await look();
    enabled = !enabled;
    await write(account, enabled);
  }
  await continueAsNew<typeof hintedWorkflow>(account, enabled);
}
