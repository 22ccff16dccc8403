import { connectorActivities } from '../../activities/connector';
import type { ActivityDeps } from '../../activities';
import type { QuarantineLetter } from '../../domain/letters/operator-letter';
import { rulesOf } from '../domain/builders';

const letter: QuarantineLetter = {
  ...{ kind: 'quarantine', news: 'begun', side: 'nexudus', code: 'unauthorized' },
  ...{ since: Date.parse('2026-11-03T12:00:00Z'), at: Date.parse('2026-11-03T12:00:00Z') },
};

async function recipients(operatorEmail: string | null): Promise<string[]> {
  const sent: string[] = [];
  const deps = {
    ...{ operatorEmail, publicUrl: 'https://wifi.example.com', mailDomain: 'example.com' },
    rules: () => Promise.resolve(rulesOf()),
    mailer: { send: ({ to }: { to: string }) => Promise.resolve(void sent.push(to)) },
  } as unknown as ActivityDeps;
  await connectorActivities(deps).mailOperator({ connector: 'main', letter });
  return sent;
}

describe('a letter to the operator', () => {
  it('goes to the address that the worker knows', async () => {
    expect(await recipients('desk@example.com')).toEqual(['desk@example.com']);
  });

  it('goes to nobody where the worker knows none', async () => {
    expect(await recipients(null)).toEqual([]);
  });
});
