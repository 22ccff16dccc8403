import { createHmac, timingSafeEqual } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import express from 'express';

/** The door of the floor: it checks the signature and signals, and nothing else. */
async function main(): Promise<void> {
  const {
    FLOOR_PORT = '',
    FLOOR_QUEUE = '',
    FLOOR_SECRET = '',
    TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE: namespace,
  } = process.env;
  const client = new Client({ connection: await Connection.connect({ address: TEMPORAL_ADDRESS }), namespace });
  const app = express();
  app.post('/:action', express.raw({ type: () => true }), async (req, res) => {
    const body = req.body as Buffer;
    const given = Buffer.from(req.get('X-Nexudus-Hook-Signature') ?? '', 'hex');
    if (!timingSafeEqual(createHmac('sha256', FLOOR_SECRET).update(body).digest(), given)) {
      res.status(401).end();
      return;
    }
    const [{ Account }] = JSON.parse(body.toString('utf8')) as [{ Account: string }];
    await client.workflow.signalWithStart('hintedWorkflow', {
      workflowId: `hinted:${Account}`,
      taskQueue: FLOOR_QUEUE,
      args: [Account, false],
      signal: 'hint',
    });
    res.status(202).json({ accepted: 1 });
  });
  app.listen(Number(FLOOR_PORT), '127.0.0.1');
}

void main();
