import { DefaultLogger, Runtime } from '@temporalio/worker';

const lines: string[] = [];
let isQuiet = false;

/** Shows only the errors of the SDK, and keeps all else; before the first worker of a test file. */
export function quiet(): void {
  if (isQuiet) return;
  isQuiet = true;
  const shown = new DefaultLogger('ERROR');
  Runtime.install({
    logger: new DefaultLogger('TRACE', ({ level, message, meta }) => {
      lines.push(`${level} ${message} ${JSON.stringify(meta)}`);
      shown.log(level, message, meta);
    }),
    telemetryOptions: { logging: { filter: 'ERROR' } },
    shutdownSignals: [],
  });
}

/** What workers, workflows and activities have logged in this test file. */
export const workerLog = (): string => lines.join('\n');
