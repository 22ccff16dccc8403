import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { memberId, type MemberId } from '../../../domain/replayed/ids';
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

/** A member's workflow on the real dev server. */
export interface Player {
  id: MemberId;
  member: WorkflowHandle;
  hint(signal?: MemberSignal, hint?: Hint): Promise<void>;
  /** Starts the workflow with a state, as a run does that continues as new. */
  handOver(state: object): Promise<void>;
  explain(): Promise<MemberExplanation>;
}

/** A member with a scripted world around it. */
export interface Stage extends Player {
  world: ScriptedWorld;
  /** Another member in the same world. */
  join(): Player;
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
  let troupe = await hire(native, namespace, queue, world);
  const players: Player[] = [];
  const join = (): Player => {
    const player = playerOf(client, queue);
    players.push(player);
    return player;
  };
  return {
    ...join(),
    world,
    join,
    restartWorker: async () => {
      await troupe.dismiss();
      troupe = await hire(native, namespace, queue, world);
    },
    close: async () => {
      await Promise.all(players.map(({ member }) => member.terminate('the test is over').catch(() => undefined)));
      await troupe.dismiss();
      await Promise.all([native.close(), connection.close()]);
    },
  };
}

function playerOf(client: Client, queue: string): Player {
  const id = memberId(String(Math.floor(Math.random() * 1e12)));
  const start = { workflowId: memberWorkflowId('test', id), taskQueue: queue };
  const member = client.workflow.getHandle(start.workflowId);
  return {
    id,
    member,
    hint: async (signal = 'accessChanged', body = { source: 'hook' }) => {
      const args = [{ connector: 'test', member: id }];
      await client.workflow.signalWithStart(workflowTypes.member, { ...start, args, signal, signalArgs: [body] });
    },
    handOver: async (state) => {
      await client.workflow.start(workflowTypes.member, { ...start, args: [state] });
    },
    explain: () => member.query(explain),
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
    ...[looksQueue, doorQueue].map((named) => Worker.create({ ...shared, taskQueue: named(queue) })),
    Worker.create({
      ...shared,
      taskQueue: directoryQueue(queue),
      ...(world.writesAtOnce && { maxConcurrentActivityTaskExecutions: world.writesAtOnce }),
    }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    dismiss: async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running.catch(() => undefined);
    },
  };
}
