import type { ClientStats } from '../http/limited-http';
import type { MembershipSource } from '../membership-source';
import { NexudusApi, type NexudusClientOptions } from './api';
import { Catalogue } from './catalogue';
import { Coworkers } from './coworkers';
import { GatheredReads } from './gathered-reads';
import { lists, pages, tryRead } from './lists';
import { MemberReads, SpaceReads } from './membership-reads';
import { PortalFields } from './portal-fields';
import { Webhooks } from './webhooks';

export type { NexudusClientOptions } from './api';

export type NexudusClient = MembershipSource & { stats(): ClientStats; close(): Promise<void> };

/** The operator's Nexudus account. Nothing leaves before the first call. */
export function createNexudus(options: NexudusClientOptions): NexudusClient {
  const api = new NexudusApi(options);
  const coworkers = new Coworkers(api);
  const members = new MemberReads(api);
  const space = new SpaceReads(api);
  const gathered = new GatheredReads(api, coworkers, members, space);
  const catalogue = new Catalogue(api);
  const portal = new PortalFields(api);
  const webhooks = new Webhooks(api);
  return {
    probe: (call) => coworkers.probe(call),
    tryRead: (what, call) => tryRead(api, what, call),
    clockAheadMs: () => api.clockAheadMs,
    coworker: (id, call, options) => gathered.coworker(id, call, options),
    recentCoworker: (id, call) => coworkers.recent(id, call),
    coworkersAt: (email, call) => coworkers.at(email, call),
    presence: (id, call) => coworkers.presence(id, call),
    contracts: (id, call) => gathered.contracts(id, call),
    pauses: (call) => space.pauses(call),
    passes: (id, call) => gathered.passes(id, call),
    checkIns: (id, since, call) => gathered.checkIns(id, since, call),
    team: (id, call) => catalogue.team(id, call),
    tariffs: (call) => catalogue.tariffs(call),
    forgetPlans: () => catalogue.forgetPlans(),
    timePasses: (call, named) => catalogue.timePasses(call, named),
    businesses: (call, maxAgeMs) => catalogue.businesses(call, maxAgeMs),
    defaultTimeZone: (call) => catalogue.defaultTimeZone(call),
    allCoworkers: gathered.all.coworkers,
    allContracts: gathered.all.contracts,
    allPasses: gathered.all.passes,
    allCheckIns: gathered.all.checkIns,
    changedCoworkers: (since, call) => space.changedCoworkers(since, call),
    changedContracts: (since, call) => space.changedContracts(since, call),
    activeContracts: (call) => space.activeContracts(call),
    allTeams: (call) => pages(api, lists.teams, {}, call),
    webhooks: (call) => pages(api, lists.webhooks, {}, call),
    webhookNumbers: (call) => webhooks.numbers(call),
    createWebhook: (webhook, call) => webhooks.create(webhook, call),
    changeWebhook: (id, changes, call) => webhooks.change(id, changes, call),
    removeWebhook: (id, call) => webhooks.remove(id, call),
    portalFields: (call) => portal.list(call),
    makePortalField: (name, businessId, call) => portal.make(name, businessId, call),
    writePortalFields: (id, values, call) => portal.write(id, values, call),
    stats: () => api.stats(),
    close: () => api.close(),
  };
}
