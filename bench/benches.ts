import type { Bench } from './frame/bench';
import { sync } from './sync/run';

/** What `npm run bench -- NAME` knows. */
export const benches: Readonly<Record<string, Bench>> = { sync };
