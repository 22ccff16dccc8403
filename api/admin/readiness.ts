import type { Readiness } from '../../contracts/api/health';
import { type ConnectorGateway, GatewayError, type PollerGateway } from '../ports/gateways';

/** Whether members are served: Temporal answers, a worker polls both queues, and it knows its settings. */
export async function readiness(
  queues: PollerGateway,
  connector: Pick<ConnectorGateway, 'settings'>,
): Promise<Readiness> {
  const [idle, known] = await Promise.all([queueProblems(queues), settingsState(connector)]);
  const problems = [...new Set([...idle, ...known.problems])];
  return { ready: problems.length === 0, problems, settings: known.settings };
}

const AWAY = 'Temporal does not answer.';

async function queueProblems(queues: PollerGateway): Promise<string[]> {
  try {
    const { members, directory } = await queues.pollers();
    const idle = [members ? [] : ['members'], directory ? [] : ['directory']].flat();
    return idle.map((queue) => `No worker polls the task queue ${queue}.`);
  } catch (error) {
    return [error instanceof GatewayError && error.code === 'away' ? AWAY : 'The task queues cannot be read.'];
  }
}

async function settingsState(
  connector: Pick<ConnectorGateway, 'settings'>,
): Promise<Pick<Readiness, 'settings' | 'problems'>> {
  try {
    if ((await connector.settings()) !== null) return { settings: 'saved', problems: [] };
    return { settings: 'none', problems: ['No settings have been saved.'] };
  } catch (error) {
    return { settings: 'unknown', problems: [settingsProblem(error)] };
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
    case 'busy':
    case 'notFound':
    case 'refused':
      return `The settings cannot be read: ${error.message}`;
  }
}
