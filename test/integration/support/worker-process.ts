import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporalEnvironment } from '../../../launch/temporal/dev-server';
import { eventually } from '../../support/eventually';
import { sharedServer } from '../../support/temporal-servers';

const root = join(__dirname, '..', '..', '..');

/** The product's own worker process, as `npm start` runs it; it serves the task queue `members`. */
export class WorkerProcess {
  private constructor(private readonly process: ChildProcess) {}

  /** @param environment the settings of the space that it works for. */
  static async start(environment: NodeJS.ProcessEnv): Promise<WorkerProcess> {
    await promisify(execFile)(process.execPath, [join('launch', 'build.mjs')], { cwd: root });
    const { address, namespace } = sharedServer();
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, [join('dist', 'workers', 'main.js')], {
      cwd: root,
      env: temporalEnvironment({ PATH, HOME, ...environment }, address, namespace),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const worker = new WorkerProcess(child);
    try {
      await eventually('the worker polls', () => output.includes('worker polls'), { show: () => output.slice(-2_000) });
    } catch (error) {
      await worker.kill();
      throw error;
    }
    return worker;
  }

  /** kill -9: nothing is finished, and nobody is told. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }
}
