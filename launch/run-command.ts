import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Exit code; null when it was killed, by us or by somebody else. */
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

/** Whatever is still at work when this process ends is of no use to anybody. */
const running = new Set<number>();
process.on('exit', () => running.forEach(killGroup));

/** Runs a command to its end and never throws for its exit code; a command that cannot be started counts as code 127. */
export function runCommand(command: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    let unfinishedLine = '';
    const pid = child.pid;
    if (pid !== undefined) running.add(pid);
    const kill = () => killGroup(pid);
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(kill, options.timeoutMs);
    options.signal?.addEventListener('abort', kill, { once: true });
    const done = (result: CommandResult) => {
      clearTimeout(timer);
      if (pid !== undefined) running.delete(pid);
      options.signal?.removeEventListener('abort', kill);
      resolve(result);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      const lines = (unfinishedLine + text).split('\n');
      unfinishedLine = lines.pop() ?? '';
      for (const line of lines) options.onStderrLine?.(line);
    });
    child.on('error', (error) => done({ code: 127, stdout, stderr: stderr + error.message }));
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** The last lines that say something, for a sentence about what failed. */
export function lastLines(text: string, count: number): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n');
}
