import { GatewayError } from './gateway-error';
import type { ConnectorGateway, PollerGateway } from './ports';

export interface Readiness {
  ready: boolean;
  /** What is not as it should be, a sentence each. */
  problems: string[];
}

/** Whether members are served: Temporal answers, a worker polls both queues, and it knows its settings. */
export async function readiness(
  queues: PollerGateway,
  connector: Pick<ConnectorGateway, 'settings'>,
): Promise<Readiness> {
  const problems = (await Promise.all([queueProblems(queues), settingsProblems(connector)])).flat();
  return { ready: problems.length === 0, problems: [...new Set(problems)] };
}

const AWAY = 'Temporal does not answer.';

async function queueProblems(queues: PollerGateway): Promise<string[]> {
  try {
    const { members, directory } = await queues.pollers();
    const idle = [members ? [] : ['members'], directory ? [] : ['directory']].flat();
    return idle.map((queue) => `No worker polls the task queue ${queue}.`);
  } catch (error) {
    return [error instanceof GatewayError ? AWAY : 'The task queues cannot be read.'];
  }
}

async function settingsProblems(connector: Pick<ConnectorGateway, 'settings'>): Promise<string[]> {
  try {
    return (await connector.settings()) === null ? ['No settings have been saved.'] : [];
  } catch (error) {
    return [settingsProblem(error)];
  }
}

function settingsProblem(error: unknown): string {
  if (!(error instanceof GatewayError)) return 'The settings cannot be read.';
  switch (error.code) {
    case 'away':
      return AWAY;
    case 'silent':
      return 'No worker answers when it is asked for the settings.';
    case 'notReady':
      return error.message;
    case 'notFound':
    case 'refused':
      return `The settings cannot be read: ${error.message}`;
  }
}
