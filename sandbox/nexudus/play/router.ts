import express, { type ErrorRequestHandler, type Router } from 'express';
import { ZodError } from 'zod';
import { BadDial, turnDials } from '../../controls/dials';
import { faultChoices, type NexudusFaults } from '../controls/faults';
import { switchChoices, type NexudusOptions } from '../controls/options';
import { actionName, documentedNumber } from '../entities/webhook-actions';
import { Refusal } from '../rules/refusal';
import type { Space } from '../store/space';
import type { WebhookDelivery } from '../webhooks/deliveries';
import type { NexudusPlay } from './play';
import { viewSpace } from './space-view';
import { verbs } from './verbs';

interface Stage {
  play: NexudusPlay;
  faults: NexudusFaults;
  options: NexudusOptions;
  webhookDeliveries: WebhookDelivery[];
  seed(): void;
}

/** The verbs as JSON: `POST /{verb}`, `/space`, `/faults`, `/switches`, `/webhooks`. */
export function playRouter(stage: Stage, space: Space): Router {
  const router = express.Router();
  router.use(express.json());
  router.get('/space', (_request, response) => void response.json(viewSpace(space)));
  router.get('/faults', (_request, response) => void response.json({ faults: stage.faults, choices: faultChoices }));
  router.put('/faults', (request, response) => {
    turnDials(stage.faults, wanted(request.body), faultChoices);
    response.json({ faults: stage.faults, choices: faultChoices });
  });
  router.get('/switches', (_request, response) => void response.json(switches(stage)));
  router.put('/switches', (request, response) => {
    const chosen = switches(stage).faults;
    turnDials(chosen, wanted(request.body), switchChoices);
    Object.assign(stage.options, chosen);
    response.json(switches(stage));
  });
  router.get('/webhooks', (_request, response) => void response.json(webhookHealth(stage, space)));
  router.post('/webhooks/enable', (_request, response) => {
    for (const hook of space.tables.webhooks.all())
      space.touch('webhooks', hook.Id, { Active: true, ErrorCount: 0, LastError: null });
    response.json(webhookHealth(stage, space));
  });
  router.post('/seed', (_request, response) => {
    stage.seed();
    response.json({ ok: true });
  });
  router.post('/:verb', (request, response, next) => {
    const name = Object.keys(verbs).find((known) => known.toLowerCase() === request.params.verb.toLowerCase());
    const verb = name === undefined ? undefined : verbs[name];
    if (!verb) return next();
    response.json({ ok: true, id: verb(stage.play, request.body ?? {}) ?? null });
  });
  router.use(explain);
  return router;
}

/** A PUT names the dials it turns, alone or under `faults` as a GET shows them. */
function wanted(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'faults' in body ? body.faults : body;
}

/** The switches that JSON can carry, in the shape of the faults. */
function switches({ options }: Stage): { faults: Partial<NexudusOptions>; choices: object } {
  const plain = Object.entries(options).filter(
    ([name, value]) =>
      ['string', 'boolean', 'number'].includes(typeof value) && !/^(username|password|webhookSecret)$/.test(name),
  );
  return { faults: Object.fromEntries(plain), choices: switchChoices };
}

function webhookHealth({ webhookDeliveries, options }: Stage, space: Space) {
  const records = [...space.tables.webhooks.all()].map((hook) => ({
    ...hook,
    ActionName: actionName(documentedNumber(hook.Action, options)),
  }));
  const deliveries = webhookDeliveries
    .slice(-100)
    .map(({ body, ...rest }) => ({ ...rest, actionName: actionName(rest.action), bytes: body.length }));
  return { records, deliveries: deliveries.reverse() };
}

const explain: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof Refusal) response.status(409).json({ error: error.message });
  else if (error instanceof ZodError)
    response
      .status(400)
      .json({ error: error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') });
  else if (error instanceof BadDial || error instanceof RangeError) response.status(400).json({ error: error.message });
  else next(error);
};
