import { randomUUID } from 'node:crypto';
import { freePort } from '../../launch/machine/ports';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ironwifiKey, webhookSecret } from '../rig/environment';
import type { Rig } from '../rig/rig';

/**
 * Bare workflows on the product's Temporal server, which change an account each: by a worker as the SDK makes it, in a directory
 * of their own.
 */
export class Floor {
  private constructor(
    private readonly rig: Rig,
    readonly sandbox: Sandbox,
    private readonly queue: string,
  ) {}

  /** @param writesPerMinute what the queue lets through; without it there is no limit. */
  static async open(rig: Rig, writesPerMinute?: number): Promise<Floor> {
    const sandbox = await startSandbox({ ironwifi: { ratePerMinute: Infinity } });
    const queue = `floor-${randomUUID()}`;
    await rig.startFloor({
      main: 'bench/floor/worker.js',
      env: {
        FLOOR_QUEUE: queue,
        FLOOR_IRONWIFI: sandbox.ironwifiApiUrl,
        FLOOR_KEY: ironwifiKey,
        ...(writesPerMinute !== undefined && { FLOOR_WRITES_PER_MINUTE: String(writesPerMinute) }),
      },
    });
    return new Floor(rig, sandbox, queue);
  }

  /** Makes an account for a workflow to change. Returns its id. */
  account(enabled: boolean): string {
    const status = enabled ? 'enabled' : 'disabled';
    return this.sandbox.ironwifi.addForeign({ username: randomUUID(), status }).id;
  }

  /** A workflow that enables or disables the account at an instant (epoch ms), or at once when that has passed. */
  async begin(account: string, enabled: boolean, at = 0): Promise<void> {
    await this.rig.client.workflow.start('bareWorkflow', {
      workflowId: `floor:${account}:${randomUUID()}`,
      taskQueue: this.queue,
      args: [account, enabled, at],
    });
  }

  /** Of the workflow that the door signals. */
  hintedWorkflowId(account: string): string {
    return `hinted:${account}`;
  }

  /** Opens a door for hooks, which name an `Account` that is disabled. Returns where it is. */
  async openDoor(): Promise<string> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { FLOOR_PORT: String(port), FLOOR_QUEUE: this.queue, FLOOR_SECRET: webhookSecret };
    await this.rig.startFloorDoor({ main: 'bench/floor/door.js', env }, url);
    return url;
  }

  async close(): Promise<void> {
    await this.rig.stop('floorDoor');
    await this.rig.stop('floor');
    await this.sandbox.close();
  }
}
