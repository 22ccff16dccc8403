import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Exit code; null when it was killed, 127 when it could not be started. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Kills the command, with everything it started, after so many milliseconds. */
  timeoutMs?: number;
  /** Kills it when asked. */
  signal?: AbortSignal;
  onStderrLine?: (line: string) => void;
}

/** Runs a command to its end, or to the end of this process, and never throws for its exit code. */
export async function runCommand(
  command: string,
  args: string[],
  { timeoutMs, signal, onStderrLine, ...options }: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const kill = () => signalGroup(child.pid, 'SIGKILL');
  const timer = timeoutMs === undefined ? undefined : setTimeout(kill, timeoutMs);
  process.on('exit', kill);
  signal?.addEventListener('abort', kill);

  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = (stderr.slice(stderr.lastIndexOf('\n') + 1) + text).split('\n').slice(0, -1);
    stderr += text;
    for (const line of lines) onStderrLine?.(line);
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      stderr += error.message;
      resolve(127);
    });
    child.on('close', resolve);
  });

  clearTimeout(timer);
  process.off('exit', kill);
  signal?.removeEventListener('abort', kill);
  return { code, stdout, stderr };
}

/** Signals a process that was started detached, with everything it has started. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing is left in the group.
  }
}

/** The last lines that are not blank, for a message about a failure. */
export function lastLines(text: string, count: number): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n');
}
