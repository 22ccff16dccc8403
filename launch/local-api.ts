import { reachableHost } from './children';
import type { Plan } from './plan';

/** Where the API is reached from this machine, without a trailing slash. */
export function localApi({ config }: Plan): string {
  return `http://${reachableHost(config.host)}:${config.port}`;
}
