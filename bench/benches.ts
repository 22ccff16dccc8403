import { bulk } from './bulk';
import { calls } from './calls';
import { consolePages } from './console/run';
import { ends } from './ends';
import type { Bench } from './frame/bench';
import { intake } from './intake/run';
import { latency } from './latency';
import { resting } from './resting';
import { rush } from './rush/run';
import { scale } from './scale';
import { sync } from './sync/run';

/** What `npm run bench -- NAME` knows. */
export const benches: Readonly<Record<string, Bench>> = {
  rush,
  bulk,
  ends,
  calls,
  latency,
  intake,
  sync,
  resting,
  scale,
  console: consolePages,
};
