import { readChecks, runChecks, type ChecksView } from '../../contracts/api/checks';
import { serve, type Route } from '../http/routes';

export interface RunnableChecks {
  read(): ChecksView;
  run(): ChecksView;
}

/** Whether everything that Latchkey depends on is as it should be. */
export function checkRoutes(checks: RunnableChecks): Route[] {
  return [
    serve(readChecks, () => Promise.resolve(checks.read())),
    serve(runChecks, () => Promise.resolve(checks.run())),
  ];
}
