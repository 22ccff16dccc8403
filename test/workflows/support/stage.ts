import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { memberId } from '../../../domain/replayed/ids';
import {
  directoryQueue,
  doorQueue,
  explain,
  looksQueue,
  memberWorkflowId,
  workflowTypes,
  type Hint,
  type MemberExplanation,
  type MemberSignal,
} from '../../../contracts/replayed';
import { quiet } from '../../support/quiet';
import { sharedServer, workflowBundle } from '../../support/temporal-servers';
import type { ScriptedWorld } from './scripted-world';

/** A member's workflow on the real dev server, with a scripted world around it. */
export interface Stage {
  member: WorkflowHandle;
  world: ScriptedWorld;
  hint(signal?: MemberSignal, hint?: Hint): Promise<void>;
  /** Starts the workflow with a state, as a run does that continues as new. */
  handOver(state: object): Promise<void>;
  explain(): Promise<MemberExplanation>;
  /** The worker dies with whatever it holds and another one starts. */
  restartWorker(): Promise<void>;
  close(): Promise<void>;
}

/** A test that plays on a stage of its own, at the same time as the others of its `describe`. */
export function scene(title: string, script: (open: (world: ScriptedWorld) => Promise<Stage>) => Promise<void>): void {
  it.concurrent(
    title,
    async () => {
      const stages: Stage[] = [];
      const open = async (world: ScriptedWorld): Promise<Stage> => {
        const stage = await openStage(world);
        stages.push(stage);
        return stage;
      };
      try {
        await script(open);
      } finally {
        await Promise.all(stages.map((stage) => stage.close()));
      }
    },
    90_000,
  );
}

async function openStage(world: ScriptedWorld): Promise<Stage> {
  quiet();
  const { address, namespace } = sharedServer();
  const [native, connection] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const client = new Client({ connection, namespace });
  const queue = `members-${randomUUID()}`;
  const id = memberId(String(Math.floor(Math.random() * 1e12)));
  let troupe = await hire(native, namespace, queue, world);

  const hint = async (signal: MemberSignal = 'accessChanged', body: Hint = { source: 'hook' }): Promise<void> => {
    await client.workflow.signalWithStart(workflowTypes.member, {
      workflowId: memberWorkflowId('test', id),
      taskQueue: queue,
      args: [{ connector: 'test', member: id }],
      signal,
      signalArgs: [body],
    });
  };
  const handOver = async (state: object): Promise<void> => {
    await client.workflow.start(workflowTypes.member, {
      workflowId: memberWorkflowId('test', id),
      taskQueue: queue,
      args: [state],
    });
  };
  const member = client.workflow.getHandle(memberWorkflowId('test', id));
  return {
    member,
    world,
    hint,
    handOver,
    explain: () => member.query(explain),
    restartWorker: async () => {
      await troupe.dismiss();
      troupe = await hire(native, namespace, queue, world);
    },
    close: async () => {
      await member.terminate('the test is over').catch(() => undefined);
      await troupe.dismiss();
      await Promise.all([native.close(), connection.close()]);
    },
  };
}

async function hire(connection: NativeConnection, namespace: string, queue: string, world: ScriptedWorld) {
  const shared = { connection, namespace, activities: world.activities, shutdownForceTime: '2s' } as const;
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: queue,
      workflowBundle: workflowBundle(),
      stickyQueueScheduleToStartTimeout: '1s',
    }),
    ...[looksQueue, doorQueue, directoryQueue].map((named) => Worker.create({ ...shared, taskQueue: named(queue) })),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    dismiss: async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running.catch(() => undefined);
    },
  };
}
