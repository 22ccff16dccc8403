import { PassThrough, Writable } from 'node:stream';
import type { z } from 'zod';
import type { World } from '../../../cli/frame/world';
import { runLatchkey } from '../../../cli/run';
import { adminToken } from '../../api/support/served-api';

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
  /** What was printed, which must fit and be nothing else. */
  json: <Schema extends z.ZodType>(schema: Schema) => z.output<Schema>;
}

interface Around {
  /** As the admin, there. */
  api?: { url: string };
  env?: NodeJS.ProcessEnv;
  stdin?: string;
  /** As wide as that many columns; left out: no terminal. */
  terminal?: number;
  interrupted?: AbortSignal;
  /** Whenever something more is on stdout. */
  onStdout?: (printed: string) => void;
}

/** Runs the command line as its own process would, with nothing of this one's environment. */
export async function latchkey(words: readonly string[], around: Around = {}): Promise<Ran> {
  const { world, stdout, stderr } = worldOf(around);
  const code = await runLatchkey(words, world);
  const json: Ran['json'] = (schema) => {
    const printed: unknown = JSON.parse(stdout.text);
    const parsed = schema.parse(printed);
    expect(parsed).toEqual(printed);
    return parsed;
  };
  return { code, stdout: stdout.text, stderr: stderr.text, json };
}

/** What a command finds around it, and what it has printed. */
export function worldOf(around: Around): { world: World; stdout: Kept; stderr: Kept } {
  const { api, env, stdin = '', terminal, interrupted = new AbortController().signal, onStdout } = around;
  const [stdout, stderr] = [new Kept(terminal, onStdout), new Kept(terminal)];
  const input = new PassThrough();
  input.end(stdin);
  const all = {
    XDG_CONFIG_HOME: '/nowhere',
    LATCHKEY_HOME: '/nowhere',
    ...(api && { LATCHKEY_URL: api.url, LATCHKEY_TOKEN: adminToken }),
    ...env,
  };
  return { world: { env: all, stdin: input, stdout, stderr, interrupted }, stdout, stderr };
}

class Kept extends Writable {
  text = '';
  readonly isTTY: boolean;

  constructor(
    readonly columns: number | undefined,
    private readonly onText: (text: string) => void = () => undefined,
  ) {
    super();
    this.isTTY = columns !== undefined;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    this.onText(this.text);
    done();
  }
}
