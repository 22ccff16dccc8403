import { calls } from './calls';
import { ends } from './ends';
import type { Bench } from './frame/bench';
import { resting } from './resting';
import { rush } from './rush';
import { sync } from './sync/run';

/** What `npm run bench -- NAME` knows. */
export const benches: Readonly<Record<string, Bench>> = { rush, ends, calls, sync, resting };
