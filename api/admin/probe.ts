import { readProbe, runProbe, stopProbe, type ProbeView } from '../../contracts/api/probe';
import type { OperatorRequest } from '../../contracts/replayed';
import { operatorOf } from '../http/principal';
import { serve, type Route } from '../http/routes';

export interface RunnableProbe {
  read(): ProbeView;
  start(operator: OperatorRequest, options: { store: boolean; rateLimit: boolean }): ProbeView;
  stop(): ProbeView;
}

/** Finding out on the real tenant what IronWifi does not document. */
export function probeRoutes(probe: RunnableProbe): Route[] {
  return [
    serve(readProbe, () => Promise.resolve(probe.read())),
    serve(runProbe, ({ body }, { principal }) => Promise.resolve(probe.start(operatorOf(principal), body))),
    serve(stopProbe, () => Promise.resolve(probe.stop())),
  ];
}
