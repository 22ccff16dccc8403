export { ConfigError, type ConfigProblem } from './config-error';
export { wantsSandbox } from './environment';
export { isLoopback } from './fields';
export { cacheFolder, homeFolder } from './folders';
export { loadConfig, type Config, type LogLevel, type Secrets } from './load-config';
export { Secret } from './secret';
