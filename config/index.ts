export { closeHome } from './close-home';
export { ConfigError } from './config-error';
export { wantsSandbox } from './environment';
export { isLoopback } from './fields';
export { cacheFolder, homeFolder } from './folders';
export { loadConfig, type Config, type Secrets } from './load-config';
export { rateShares } from './rate-shares';
export { Secret } from './secret';
export { temporalConnection } from './temporal-connection';
