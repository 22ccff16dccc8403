import { Agent, fetch } from 'undici';
import { apiClient, type ApiClient } from '../../contracts/api/client';
import type { Ask } from './ask';
import { connect, type Connection } from './connection';
import { Output } from './output';
import { Progress } from './progress';
import { hasColours, type World } from './world';

interface ContextOptions {
  json: boolean;
  url: string | undefined;
}

/** Saving what a what-if has shown reads both rosters once more; the API limits its own work. */
const PATIENCE_MS = 11 * 60_000;

const NOTHING_CHANGED = 'Nothing was changed by what was under way.';

/** What a command works with. */
export class Context {
  readonly json: boolean;
  /** For people; with --json it is not to be used, since stdout is the answer's alone. */
  readonly output: Output;
  /** Remarks, on stderr. */
  readonly remarks: Output;
  readonly progress: Progress;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  #connection: Connection | null = null;
  #api: ApiClient | null = null;
  /** Said after Ctrl-C: what goes on, and how to look after it. */
  whenInterrupted = NOTHING_CHANGED;

  constructor(
    readonly world: World,
    readonly ask: Ask,
    private readonly options: ContextOptions,
  ) {
    this.json = options.json;
    this.signal = world.interrupted;
    this.output = new Output(world.stdout, hasColours(world.stdout, world.env));
    this.remarks = new Output(world.stderr, hasColours(world.stderr, world.env));
    this.progress = new Progress(world.stderr, hasColours(world.stderr, world.env), options.json);
  }

  get env(): NodeJS.ProcessEnv {
    return this.world.env;
  }

  /** As it was given, or by what else is there. Throws a Trouble where something is missing. */
  get connection(): Connection {
    return (this.#connection ??= connect(this.env, this.options.url));
  }

  /** Null: the command has not needed one. */
  get caller(): Connection | null {
    return this.#connection;
  }

  /** `--url`, for commands that connect in their own way. */
  get url(): string | undefined {
    return this.options.url;
  }

  /** The typed client: the one way to the API. */
  get api(): ApiClient {
    return (this.#api ??= clientOf(this.connection, this.signal, (method) => {
      if (method !== 'GET' && this.whenInterrupted === NOTHING_CHANGED)
        this.whenInterrupted = 'The API may still do what it was asked to.';
    }));
  }

  /** What --json prints. @param isLine one of several */
  printJson(answer: unknown, isLine: boolean): void {
    this.world.stdout.write(`${JSON.stringify(answer, null, isLine ? undefined : 2)}\n`);
  }
}

const patient = new Agent({ headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });

/** A client that gives up when its user does. @param onSend before each request leaves */
export function clientOf(
  { url, token }: { url: string; token: string },
  interrupted: AbortSignal,
  onSend: (method: string) => void = () => undefined,
): ApiClient {
  return apiClient({
    baseUrl: url,
    token,
    timeoutMs: PATIENCE_MS,
    send: (to, { signal, ...request }) => {
      onSend(request.method);
      return fetch(to, { ...request, signal: AbortSignal.any([signal, interrupted]), dispatcher: patient });
    },
  });
}
