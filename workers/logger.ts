import { DefaultLogger, type Logger } from '@temporalio/worker';
import pino from 'pino';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** One JSON line per event. What comes through here is made of ids: workflows and activities know nothing else. */
export function createLogger(level: string): pino.Logger {
  return pino({ name: 'worker', level, redact: ['*.password', '*.token', '*.authorization'] });
}

/** Temporal's own log lines, through ours. */
export function temporalLogger(logger: pino.Logger): Logger {
  return new DefaultLogger('INFO', ({ level, message, meta }) => logger[levels[level]](meta ?? {}, message));
}
