import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import { ConfigError, type ConfigProblem } from './config-error';
import { readEnvironment, type FlatEnvironment } from './environment';

/**
 * How to reach Temporal, from Temporal's own variables and profiles. As with our variables, an empty one counts as unset, and
 * the API key may lie in a file (`TEMPORAL_API_KEY_FILE`). Throws a ConfigError when a file cannot be read, that of a
 * certificate or its key among them, or when variables contradict each other.
 */
export function temporalConnection(env: NodeJS.ProcessEnv): ClientConnectConfig {
  const { values, problems } = readEnvironment(env);
  if (problems.length > 0) throw new ConfigError(problems);
  try {
    return loadClientConnectConfig({ overrideEnvVars: values });
  } catch (error) {
    throw new ConfigError([problemOf(error as NodeJS.ErrnoException, values)]);
  }
}

function problemOf({ code, path, message }: NodeJS.ErrnoException, values: FlatEnvironment): ConfigProblem {
  const [name] = Object.entries(values).find(([key, value]) => key.startsWith('TEMPORAL_') && value === path) ?? [];
  if (name === undefined) return { name: 'TEMPORAL_…', message: `cannot be used: ${message}` };
  return { name, message: `names a file that cannot be read (${code ?? 'error'}): ${path ?? ''}` };
}
