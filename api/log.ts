import { pino, type Logger } from 'pino';

export type { Logger };

/** Headers and bodies are never handed to the log; these paths are for the day somebody does. */
const NEVER = ['authorization', 'headers', 'body', 'password', 'username', 'email', 'token', 'key', 'secret'];

export function createLogger(level: string): Logger {
  return pino({
    name: 'api',
    level,
    redact: { paths: NEVER.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  });
}
