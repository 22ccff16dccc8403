import { pino, type DestinationStream, type Logger } from 'pino';
import { tellRepeatsOnce } from './log-repeats';

/** Lines hold ids only: nobody logs headers, bodies or personal data. These paths are for the day somebody does. */
const NEVER = ['authorization', 'headers', 'body', 'password', 'username', 'email', 'token', 'key', 'secret'];

/** One JSON line for each event, and for failures that repeat one a minute. `destination` is standard output if not given. */
export function createLogger(name: 'api' | 'worker', level: string, destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    redact: { paths: NEVER.flatMap((path) => [path, `*.${path}`, `*.*.${path}`]), censor: '[hidden]' },
    hooks: { logMethod: tellRepeatsOnce() },
  };
  return destination ? pino(options, destination) : pino(options);
}
