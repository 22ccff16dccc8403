import express, { type Response, type Router } from 'express';
import { Listeners } from '../controls/listeners';
import { noFaults, type NexudusFaults } from './controls/faults';
import { withDefaults, type NexudusOptions } from './controls/options';
import { createPlay, type NexudusPlay } from './play/play';
import { playRouter } from './play/router';
import { CallLog, type NexudusCall } from './rest/call-log';
import { apiRouter } from './rest/router';
import { addCatalogue } from './seed/catalogue';
import { seedMembers } from './seed/seed';
import { Space } from './store/space';
import { announce } from './webhooks/announcements';
import { Deliveries, type WebhookDelivery } from './webhooks/deliveries';
import { installWebhooks } from './webhooks/install';

export { Refusal } from './rules/refusal';
export type { NexudusFaults, NexudusOptions };

export interface NexudusEmulator {
  /** The admin REST API, for `/nexudus`. */
  router: Router;
  play: NexudusPlay;
  /** The same as JSON, with the page's views, for `/play`. */
  playRouter: Router;
  faults: NexudusFaults;
  /** How the service behaves where its documents are silent; may be changed while it runs. */
  options: NexudusOptions;
  calls: NexudusCall[];
  /** Token requests, which are not among the calls. */
  logins: NexudusCall[];
  resetCalls(): void;
  webhookDeliveries: WebhookDelivery[];
  /** One WebHook record for every location and needed action, URL `{target}/{businessId}/{actionName}`. Idempotent. */
  installWebhooks(target: string): void;
  /** Waits until every webhook has been tried once. */
  settled(): Promise<void>;
  /** A space of about forty members in every state there is. Idempotent; raises no webhooks. */
  seed(): void;
  /** Everything that is stored, as plain JSON. */
  snapshot(): unknown;
  restore(state: unknown): void;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/** An emulated Nexudus account with two locations, their plans and passes, and nobody in it yet. */
export function createNexudus(options: Partial<NexudusOptions> = {}): NexudusEmulator {
  const space = new Space(withDefaults(options));
  space.quietly(() => addCatalogue(space));
  const faults = noFaults();
  const log = new CallLog(() => space.now());
  const held = new Set<Response>();
  const deliveries = new Deliveries(space, faults);
  const changes = new Listeners();
  const play = createPlay(space, (kind, { Id, InvoicingBusinessId }) =>
    deliveries.send([
      { action: kind, businessId: InvoicingBusinessId, record: () => ({ Id: 5_000_000, CoworkerId: Id }) },
    ]),
  );
  space.onWrite((name, change) => {
    if (!space.muted) deliveries.send(announce(name, change, space));
  });
  space.onTouch(() => changes.notify());

  const emulator: Omit<NexudusEmulator, 'playRouter'> = {
    router: express.Router().use(apiRouter(space, faults, log, held)),
    play,
    faults,
    options: space.options,
    calls: log.calls,
    logins: log.logins,
    resetCalls: () => log.reset(),
    webhookDeliveries: deliveries.log,
    installWebhooks: (target) => installWebhooks(space, target),
    settled: () => deliveries.settled(),
    seed: () => space.quietly(() => seedMembers(play, space)),
    snapshot: () => structuredClone(space.dump()),
    restore: (state) => space.load(state),
    onChange: (listener) => changes.add(listener),
    close: () => {
      deliveries.close();
      for (const response of held) response.destroy();
      return Promise.resolve();
    },
  };
  return { ...emulator, playRouter: playRouter(emulator, space) };
}
