import { DefaultLogger, Runtime } from '@temporalio/worker';

let isQuiet = false;

/** Keeps the SDK to errors; before the first worker of a test file. */
export function quiet(): void {
  if (isQuiet) return;
  isQuiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'ERROR' } },
    shutdownSignals: [],
  });
}
