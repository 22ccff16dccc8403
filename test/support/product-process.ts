import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporalEnvironment } from '../../launch/temporal/dev-server';
import { eventually } from './eventually';

const root = join(__dirname, '..', '..');
const readyWords = { workers: 'worker polls', api: 'the API serves' };
const rememberedText = 200_000;

/** Compiles what the processes run, if it is older than the sources. */
export async function buildProduct(): Promise<void> {
  await promisify(execFile)(process.execPath, [join('launch', 'build.mjs')], { cwd: root });
}

/** The product's own worker or API, as `npm start` runs it; the worker serves the task queue `members`. */
export class ProductProcess {
  #output = '';

  private constructor(private readonly process: ChildProcess) {
    for (const stream of [process.stdout, process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-rememberedText);
      });
  }

  /** @param environment the settings of the space that it works for. */
  static async start(
    part: keyof typeof readyWords,
    environment: NodeJS.ProcessEnv,
    { address, namespace }: { address: string; namespace: string },
  ): Promise<ProductProcess> {
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, [join('dist', part, 'main.js')], {
      cwd: root,
      env: temporalEnvironment({ PATH, HOME, ...environment }, address, namespace),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new ProductProcess(child);
    const isReady = (): boolean => started.output.includes(readyWords[part]);
    try {
      await eventually(`${part} is ready`, () => isReady() || started.hasEnded, {
        show: () => started.output.slice(-2_000),
      });
      if (!isReady()) throw new Error(`${part} has ended: ${started.output.slice(-2_000)}`);
    } catch (error) {
      await started.kill();
      throw error;
    }
    return started;
  }

  /** The last that it has said. */
  get output(): string {
    return this.#output;
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** kill -9: nothing is finished, and nobody is told. */
  async kill(): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }
}
