import { DefaultLogger, type Logger } from '@temporalio/worker';
import pino from 'pino';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** One JSON line per event. Lines hold ids only: workflows and activities log no personal data. */
export function createLogger(level: string): pino.Logger {
  return pino({ name: 'worker', level, redact: ['*.password', '*.token', '*.authorization'] });
}

/** Passes Temporal's own log lines on to our logger. */
export function temporalLogger(logger: pino.Logger): Logger {
  return new DefaultLogger('INFO', ({ level, message, meta }) => logger[levels[level]](meta ?? {}, message));
}
