import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { CertificateActivities, ConnectorActivities } from '../../contracts/activities';
import { connectorHealth, updateSettings, workflowTypes } from '../../contracts/replayed';
import type { OperatorLetter } from '../../domain/letters/operator-letter';
import type { FoundCertificate } from '../../domain/replayed/health/certificates';
import { rulesOf } from '../domain/builders';
import { quiet } from '../support/quiet';
import { startTimeSkipping, workflowBundle } from '../support/temporal-servers';

jest.setTimeout(120_000);

type Env = Awaited<ReturnType<typeof startTimeSkipping>>['env'];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let env: Env;
let stop: () => Promise<void>;
beforeAll(async () => {
  quiet();
  ({ env, stop } = await startTimeSkipping());
});
afterAll(() => stop());

/** A connector whose certificates and mail server are what the test says. */
class Watched {
  certificates: FoundCertificate[] = [];
  /** Thrown instead of taking a letter. */
  mailFailure: ApplicationFailure | null = null;
  looks = 0;
  /** Letters that were taken, with the day on which they were. */
  readonly mailed: { day: number; letter: OperatorLetter }[] = [];
  private dismiss: () => Promise<void> = () => Promise.resolve();

  private constructor(
    readonly begunAt: number,
    readonly handle: WorkflowHandle,
    private readonly taskQueue: string,
  ) {}

  static async open(certificates: (begunAt: number) => FoundCertificate[]): Promise<Watched> {
    const taskQueue = `connector-${randomUUID()}`;
    const begunAt = await env.currentTimeMs();
    const workflowId = `connector:${randomUUID()}`;
    const { connector } = workflowTypes;
    await env.client.workflow.start(connector, {
      workflowId,
      taskQueue,
      args: [{ connector: 'watched' }],
    });
    // of whichever run is the latest
    const watched = new Watched(begunAt, env.client.workflow.getHandle(workflowId), taskQueue);
    watched.certificates = certificates(begunAt);
    await watched.hire();
    await watched.saveSettings();
    return watched;
  }

  async saveSettings(): Promise<void> {
    await this.handle.executeUpdate(updateSettings, { args: [{ settings: {}, ifVersion: null, by: 'test' }] });
  }

  async untilDay(day: number): Promise<void> {
    await env.sleep(Math.max(1, this.begunAt + day * DAY - (await env.currentTimeMs())));
  }

  async close(): Promise<void> {
    await this.handle.terminate('the test is over').catch(() => undefined);
    await this.dismiss();
  }

  private async hire(): Promise<void> {
    const activities: ConnectorActivities & CertificateActivities = {
      prepareSettings: () => Promise.resolve({ rules: rulesOf(), warnings: [] }),
      applySchedule: () => Promise.resolve(),
      lookAtCertificates: () => {
        this.looks += 1;
        return Promise.resolve(this.certificates);
      },
      mailOperator: async ({ letter }) => {
        if (this.mailFailure !== null) throw this.mailFailure;
        this.mailed.push({ day: Math.floor(((await env.currentTimeMs()) - this.begunAt) / DAY), letter });
      },
    };
    const { taskQueue } = this;
    const worker = await Worker.create({
      ...{ connection: env.nativeConnection, taskQueue, activities },
      // each task is done as after a restart: from the history alone
      maxCachedWorkflows: 0,
      workflowBundle: workflowBundle(),
    });
    const running = worker.run();
    this.dismiss = async () => {
      worker.shutdown();
      await running;
    };
  }
}

const ca = (fingerprint: string, notAfter: number): FoundCertificate => ({
  ...{ use: 'ca', seen: { fingerprint, notAfter }, fault: null },
});
const warnings = ({ mailed }: Watched) =>
  mailed.map(({ day, letter }) => [
    day,
    letter.kind === 'certificate' && 'days' in letter.why ? letter.why.days : letter.kind,
  ]);

describe('the operator is warned of a certificate', () => {
  it('30, 7 and 1 days ahead and at its end, once each, also across restarts and runs; health says the same', async () => {
    const space = await Watched.open((begun) => [ca('aa', begun + 90 * DAY + HOUR)]);
    const { runId } = await space.handle.describe();
    try {
      await space.untilDay(100);
      expect(warnings(space)).toEqual([
        [60, 30],
        [83, 7],
        [89, 1],
        [90, 0],
      ]);
      expect((await space.handle.describe()).runId).not.toBe(runId);
      const { certificates } = await space.handle.query(connectorHealth);
      expect(certificates.watched).toMatchObject([{ use: 'ca', seen: { fingerprint: 'aa' }, warned: 0 }]);
    } finally {
      await space.close();
    }
  });

  it('until another one is in its place: saving settings looks at once', async () => {
    const space = await Watched.open((begun) => [ca('aa', begun + 20 * DAY)]);
    try {
      await space.untilDay(0.1);
      space.certificates = [ca('bb', space.begunAt + 400 * DAY)];
      const before = space.looks;
      await space.saveSettings();
      await space.untilDay(0.2);
      expect(space.looks).toBe(before + 1);
      await space.untilDay(25);
      expect(warnings(space)).toEqual([[0, 30]]);
    } finally {
      await space.close();
    }
  });

  it('as soon as mail goes out again, however long it did not', async () => {
    const space = await Watched.open((begun) => [ca('aa', begun + 5 * DAY)]);
    try {
      space.mailFailure = ApplicationFailure.retryable('the mail server is away', 'unreachable');
      await space.saveSettings();
      await space.untilDay(1.5);
      space.mailFailure = null;
      await space.untilDay(2);
      expect(warnings(space)).toEqual([[1, 7]]);
    } finally {
      await space.close();
    }
  });

  it('the next day again, if the mail server refused that letter', async () => {
    const space = await Watched.open((begun) => [ca('aa', begun + 20 * DAY)]);
    try {
      space.mailFailure = ApplicationFailure.nonRetryable('refused', 'mailRefused');
      space.certificates = [ca('bb', space.begunAt + 20 * DAY)];
      await space.saveSettings();
      await space.untilDay(0.5);
      space.mailFailure = null;
      await space.untilDay(2.5);
      const told = warnings(space).filter(([day]) => day !== 0);
      expect(told).toEqual([[1, 30]]);
    } finally {
      await space.close();
    }
  });
});
