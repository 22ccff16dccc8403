import { z } from 'zod';
import { Certificate, exampleCertificate } from './certificates';
import { Count, example, Instant } from './fields';
import { operation } from './operation';
import { exampleProfileLimits, ProfileLimits } from './profile-limits';

export const alive = operation({
  method: 'get',
  path: '/healthz',
  operationId: 'alive',
  tag: 'probes',
  open: true,
  summary: 'The process answers.',
  replies: { 200: { description: 'It does.', schema: z.object({ ok: z.boolean() }), example: { ok: true } } },
});

const SettingsState = z.enum(['saved', 'none', 'unknown']).meta({
  id: 'SettingsState',
  description: 'none: the space waits for its first settings (PUT /api/v1/settings). unknown: nobody could be asked.',
});

const readiness = {
  ready: z.boolean(),
  problems: z.array(z.string()).meta({ description: 'What is not as it should be, a sentence each.' }),
  settings: SettingsState,
};
export const Readiness = z.object(readiness).meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof Readiness>;

export const ready = operation({
  method: 'get',
  path: '/readyz',
  operationId: 'ready',
  tag: 'probes',
  open: true,
  summary: 'Temporal answers, a worker polls both queues, settings are loaded.',
  replies: {
    200: {
      description: 'Members are served.',
      schema: Readiness,
      example: { ready: true, problems: [], settings: 'saved' },
    },
    503: {
      description: 'They are not; problems says why.',
      schema: Readiness,
      example: { ready: false, problems: ['Temporal does not answer.'], settings: 'unknown' },
    },
  },
});

export const describeApi = operation({
  method: 'get',
  path: '/api/v1/openapi.json',
  operationId: 'describe',
  tag: 'probes',
  open: true,
  summary: 'This document.',
  replies: {
    200: { description: 'OpenAPI 3.1.', schema: z.looseObject({}), example: { openapi: '3.1.0' } },
  },
});

const MaintenanceSwitch = z
  .object({
    on: z.boolean(),
    since: Instant.nullable(),
    by: z.string().nullable(),
    endedAt: Instant.nullable().meta({ description: 'When the last one ended.' }),
  })
  .meta({ id: 'MaintenanceSwitch' });
export type MaintenanceView = z.infer<typeof MaintenanceSwitch>;

const Maintenance = z.object({ nexudus: MaintenanceSwitch, ironwifi: MaintenanceSwitch }).meta({ id: 'Maintenance' });

const off: MaintenanceView = { on: false, since: null, by: null, endedAt: null };
const exampleSwitches = {
  nexudus: off,
  ironwifi: { on: true, since: example.earlier, by: 'admin', endedAt: null },
};

export const readMaintenance = operation({
  method: 'get',
  path: '/api/v1/maintenance',
  operationId: 'readMaintenance',
  tag: 'health',
  role: 'viewer',
  summary: 'Which system an operator holds back.',
  replies: { 200: { description: 'Both switches.', schema: Maintenance, example: exampleSwitches } },
});

export const switchMaintenance = operation({
  method: 'put',
  path: '/api/v1/maintenance',
  operationId: 'switchMaintenance',
  tag: 'health',
  role: 'admin',
  summary: 'Hold all calls to a system back, or let them go again.',
  description: 'Nothing that waits is lost, and what is urgent goes first. A system that is not named stays as it is.',
  body: {
    required: true,
    schema: z
      .strictObject({ nexudus: z.boolean().optional(), ironwifi: z.boolean().optional() })
      .refine((systems) => Object.keys(systems).length > 0, { message: 'must name a side: nexudus or ironwifi' })
      .meta({ id: 'MaintenanceBody', minProperties: 1 }),
    example: { ironwifi: true },
  },
  replies: {
    200: { description: 'Both switches, as they are now.', schema: Maintenance, example: exampleSwitches },
  },
});

const watched = {
  consecutiveFailures: Count,
  lastFailure: z.object({ code: z.string(), at: Instant }).nullable(),
  lastGoodAt: Instant.nullable(),
};
const Quarantine = z.object({ since: Instant, code: z.string() }).nullable();

const Side = z
  .object({
    ...watched,
    lastWriteAt: Instant.nullable(),
    throttling: z.object({
      since: Instant.nullable().meta({
        description: 'Since when every sync has been told to wait; null: the last one was not.',
      }),
      lastDay: Count.meta({ description: 'Replies of the last 24 hours that said to wait.' }),
    }),
    limits: z
      .object({
        calls: Count.meta({ description: 'In the minute before the last sync ended.' }),
        allowed: z.number().nullable().meta({ description: 'A minute; null: no limit.' }),
        at: Instant,
      })
      .nullable(),
    quarantine: Quarantine.meta({
      description: 'Syncs are rare, and begin with one small read, until one goes through.',
    }),
    maintenance: MaintenanceSwitch,
  })
  .meta({ id: 'Side' });
export type SystemView = z.infer<typeof Side>;

const MailSide = z
  .object({
    ...watched,
    quarantine: Quarantine.meta({
      description: 'No letter goes out. Each is tried again after a pause of its own, of 15 minutes at most.',
    }),
  })
  .meta({ id: 'MailSide' });
export type WatchedView = z.infer<typeof MailSide>;

const Health = z
  .object({
    ...readiness,
    spool: z.object({ waiting: Count.meta({ description: 'Hints that wait for Temporal.' }) }),
    settingsVersion: z.int().nullable(),
    nexudus: Side.nullable(),
    ironwifi: Side.nullable(),
    mail: MailSide.nullable(),
    certificates: z
      .object({
        lookedAt: Instant.nullable().meta({
          description: 'When they were last looked at: daily, and after a PUT of settings.',
        }),
        watched: z.array(Certificate),
      })
      .nullable()
      .meta({ description: 'The operator is mailed 30, 7 and 1 days before one expires, and when it has.' }),
    profiles: ProfileLimits.nullable().meta({ description: 'null: the settings offer none, or are not known.' }),
    tenant: z.object({ companyId: z.string(), region: z.string().nullable() }).nullable(),
    lastSync: z.string().nullable(),
    live: z.object({ since: Instant, by: z.string() }).nullable(),
    openHolds: z.int().nullable(),
    importPaused: z.boolean().nullable(),
  })
  .meta({ id: 'Health' });
export type HealthView = z.infer<typeof Health>;

const wellSystem: SystemView = {
  consecutiveFailures: 0,
  lastFailure: null,
  lastGoodAt: example.now,
  lastWriteAt: example.earlier,
  throttling: { since: null, lastDay: 0 },
  limits: { calls: 12, allowed: 60, at: example.now },
  quarantine: null,
  maintenance: off,
};

export const readHealth = operation({
  method: 'get',
  path: '/api/v1/health',
  operationId: 'readHealth',
  tag: 'health',
  role: 'viewer',
  summary: 'Readiness, both synced systems, the mail server, certificates, profiles, the spool.',
  replies: {
    200: {
      description: 'Health; what cannot be asked is null.',
      schema: Health,
      example: {
        ...{ ready: true, problems: [], settings: 'saved', spool: { waiting: 0 }, settingsVersion: 3 },
        nexudus: wellSystem,
        ironwifi: wellSystem,
        mail: { consecutiveFailures: 0, lastFailure: null, lastGoodAt: example.earlier, quarantine: null },
        certificates: { lookedAt: example.now, watched: [exampleCertificate] },
        profiles: exampleProfileLimits,
        tenant: { companyId: 'loft', region: 'console' },
        lastSync: example.run,
        live: { since: example.earlier, by: 'admin' },
        openHolds: 0,
        importPaused: false,
      },
    },
  },
});
