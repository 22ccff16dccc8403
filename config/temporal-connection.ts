import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import { ConfigError } from './config-error';
import { readEnvironment } from './environment';

/**
 * How to reach Temporal, from Temporal's own variables and profiles. As with our variables, an empty one counts as unset, and
 * the API key may lie in a file (`TEMPORAL_API_KEY_FILE`). Throws a ConfigError when the file cannot be read.
 */
export function temporalConnection(env: NodeJS.ProcessEnv): ClientConnectConfig {
  const { values, problems } = readEnvironment(env);
  if (problems.length > 0) throw new ConfigError(problems);
  return loadClientConnectConfig({ overrideEnvVars: values });
}
