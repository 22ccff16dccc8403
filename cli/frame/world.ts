import type { Stream } from './output';

/** What a command finds around it: the process, or what a test puts in its place. */
export interface World {
  env: NodeJS.ProcessEnv;
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: Stream & NodeJS.WritableStream;
  stderr: Stream & NodeJS.WritableStream;
  /** Ctrl-C, or the end of the terminal. */
  interrupted: AbortSignal;
}

/** On a terminal, unless NO_COLOR (https://no-color.org) or a terminal that has none says otherwise. */
export const hasColours = (stream: Stream, env: NodeJS.ProcessEnv): boolean =>
  stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
