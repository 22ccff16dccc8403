import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import {
  connectorHealth,
  currentSettings,
  holds,
  resolverKnown,
  retryNow,
  workflowTypes,
  type MemberExplanation,
} from '../../contracts/replayed';
import type { CertificateActivities, ConnectorActivities } from '../../contracts/activities';
import type { Rules } from '../../domain/settings/rules';
import type { Entitlement } from '../../domain/replayed/entitlement';
import { newMailHealth } from '../../domain/replayed/health/mail-health';
import { eventually } from '../support/eventually';
import { sharedServer, workflowBundle } from '../support/temporal-servers';
import { ScriptedWorld, type WorldAccount } from './support/scripted-world';
import { scene } from './support/stage';

/**
 * What the last commit before states had versions (1af007c) handed over when it continued as new, what it answered then, and
 * what the world around it was. Instants that a test would have to wait for, or could miss, lie far ahead.
 */
interface HandedOver {
  state: object;
  explain: MemberExplanation;
  entitlement: Entitlement;
  accounts: WorldAccount[];
}

function recorded<T = HandedOver>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, 'states-of-version-1', `${name}.json`), 'utf8')) as T;
}

function worldOf({ entitlement, accounts }: HandedOver): ScriptedWorld {
  const world = new ScriptedWorld(entitlement);
  world.accounts = accounts;
  return world;
}

const heldByTheGuard: ScriptedWorld['guard'] = () => ({ pass: false, hold: '7' });
const situations: Record<string, ScriptedWorld['guard'] | null> = {
  granted: null,
  prepared: null,
  denied: null,
  held: heldByTheGuard,
  'second-look': null,
  blocked: null,
  imported: null,
};

describe('a member whose state the version before wrote', () => {
  for (const [name, guard] of Object.entries(situations))
    scene(`keeps access as it is and gets no letter: ${name}`, async (open) => {
      const before = recorded(name);
      const world = worldOf(before);
      if (guard !== null) world.guard = guard;
      const stage = await open(world);
      await stage.handOver(before.state);
      const { hold } = before.explain;
      const explained = { ...before.explain, hold: hold && { ...hold, kept: null }, erasure: null };
      // a newer version tells more
      expect(await stage.explain()).toMatchObject(explained);

      await stage.hint('accessChanged', { source: 'operator' });
      const looked = async (): Promise<boolean> => (await stage.explain()).lastLookAt !== before.explain.lastLookAt;
      await eventually('a look', looked, { within: 30_000 });
      expect(await stage.explain()).toMatchObject({ ...explained, lastLookAt: expect.any(Number) as number });
      expect(world.writes).toEqual([]);
      expect(world.letters).toEqual([]);
      expect(world.portal).toEqual([]);
    });

  scene('gets the letter that was owed, once', async (open) => {
    const before = recorded('owed-letter');
    const world = worldOf(before);
    const stage = await open(world);
    await stage.handOver(before.state);
    await stage.member.executeUpdate(retryNow, { args: [{ by: 'operator' }] });
    await eventually('it is sent', async () => (await stage.explain()).delivery.state === 'sent');
    expect(world.letters).toMatchObject([{ kind: 'welcome', serial: 1 }]);
    expect((await stage.explain()).attention).toBeNull();
    expect(world.writes).toEqual([]);
  });

  scene('keeps the account of a create without a reply, and gets no second one', async (open) => {
    const before = recorded('unsettled-create');
    const world = worldOf(before);
    const stage = await open(world);
    await stage.handOver(before.state);
    await stage.member.executeUpdate(retryNow, { args: [{ by: 'operator' }] });
    await eventually('the welcome', async () => (await stage.explain()).delivery.state === 'sent');
    expect(await stage.explain()).toMatchObject({ unsettled: false, attention: null, account: { id: 'account-1' } });
    expect(world.accounts).toHaveLength(1);
    expect(world.written.filter((what) => what.startsWith('create'))).toEqual([]);
  });

  scene('waits, and loses nothing, while only an older worker is there', async (open) => {
    const before = recorded('granted');
    const world = worldOf(before);
    const stage = await open(world);
    await stage.handOver({ ...before.state, schemaVersion: 99 });
    await eventually('the refusal', async () => (await refusals(stage.member)).length > 0);
    expect((await refusals(stage.member))[0]).toMatch(
      /^member \d+: its state has version 99 and this worker knows 4: it waits for a newer worker\.$/,
    );
    expect((await stage.member.describe()).status.name).toBe('RUNNING');
    expect(world.looks).toEqual([]);
  });
});

/** Why workflow tasks failed. */
async function refusals(handle: WorkflowHandle): Promise<string[]> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).flatMap(({ workflowTaskFailedEventAttributes }) => {
    const message = workflowTaskFailedEventAttributes?.failure?.message;
    return typeof message === 'string' ? [message] : [];
  });
}

describe('a connector whose state the version before wrote', () => {
  it('keeps settings, health and holds, and has its rules made again by a newer program, which starts no sync', async () => {
    const before = recorded<{ state: { document: { resolved: Rules } }; health: object; holds: object[] }>('connector');
    const { resolved } = before.state.document;
    const prepared: unknown[] = [];
    const others: string[] = [];
    const activities: ConnectorActivities & CertificateActivities = {
      lookAtCertificates: () => Promise.resolve([]),
      prepareSettings: (input) => {
        prepared.push(input);
        return Promise.resolve({ rules: { ...resolved, resolver: 2, version: 17 }, warnings: [] });
      },
      applySchedule: () => Promise.resolve(void others.push('applySchedule')),
      mailOperator: () => Promise.resolve(void others.push('mailOperator')),
    };
    const stage = await connectorStage(activities, before.state);
    try {
      expect(await stage.handle.query(connectorHealth)).toEqual({
        ...{ ...before.health, mail: newMailHealth(), renewal: null },
        certificates: expect.objectContaining({ watched: [] }) as object,
      });
      expect(await stage.handle.query(holds)).toEqual(before.holds.map((hold) => ({ ...hold, keptUntil: null })));
      expect((await stage.handle.query(currentSettings))?.resolved).toEqual({ ...resolved, resolver: 1, operator: {} });

      await stage.handle.signal(resolverKnown, { version: 2 });
      await eventually('newer rules', async () => {
        const document = await stage.handle.query(currentSettings);
        return (document?.resolved as { resolver: number }).resolver === 2;
      });
      expect(prepared).toEqual([
        {
          settings: expect.not.objectContaining({ operator: expect.anything() }) as object,
          previous: { ...resolved, resolver: 1, operator: {} },
        },
      ]);
      expect(await stage.handle.query(currentSettings)).toMatchObject({ version: 1, resolved: { version: 1 } });
      await stage.handle.signal(resolverKnown, { version: 2 });
      expect((await stage.handle.query(connectorHealth)).openHolds).toBe(1);
      expect(prepared).toHaveLength(1);
      expect(others).toEqual([]);
    } finally {
      await stage.close();
    }
  }, 90_000);
});

async function connectorStage(activities: ConnectorActivities, state: object) {
  const { address, namespace } = sharedServer();
  const [native, connection] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const client = new Client({ connection, namespace });
  const taskQueue = `members-${randomUUID()}`;
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    activities,
    workflowBundle: workflowBundle(),
  });
  const running = worker.run();
  const workflowId = `connector:${randomUUID()}`;
  const handle = await client.workflow.start(workflowTypes.connector, { workflowId, taskQueue, args: [state] });
  return {
    handle,
    close: async () => {
      await handle.terminate('the test is over');
      worker.shutdown();
      await running;
      await Promise.all([native.close(), connection.close()]);
    },
  };
}
