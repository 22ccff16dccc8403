import { z } from 'zod';
import { Calls, Count, example, Instant, Kept } from './fields';
import { runKinds } from '../replayed/ids';
import { operation } from './operation';
import { runHead, runPath, RunProgress, started, UnmappedPlan } from './runs';

const head = {
  ...runHead,
  dryRun: z.boolean(),
  kind: z.enum(runKinds).meta({
    description:
      'sync: by the Schedule, or triggered by an operator, a decision or a change of settings. approved: lets everything through.',
  }),
};

const SyncLine = z.object(head).meta({ id: 'SyncLine' });
export type SyncLine = z.infer<typeof SyncLine>;
const Syncs = z
  .object({
    syncs: z.array(SyncLine).meta({ description: 'Newest first.' }),
    nextAt: Instant.nullable().meta({
      description: 'When the Schedule starts the next one; null: not known, or paused.',
    }),
  })
  .meta({ id: 'Syncs' });

const explained = (description: string) => Count.meta({ description });
const SyncCounts = z
  .object({
    read: Count,
    inSync: Count,
    granted: Count,
    moved: Count,
    revoked: Count,
    refreshed: Count,
    held: explained('In a hold that waits for an operator.'),
    awaited: explained('A webhook has announced something of theirs, and their own look is still to come.'),
    kept: explained('They keep what they have because a hold was rejected, or nobody decided about it.'),
    orphans: Count,
    conflicts: explained(
      'Members whose user name an account has that nobody marked: it is left alone until an operator gives it to them.',
    ),
    foreign: explained('Members whose user name an account of another connector has.'),
    duplicates: explained('Members who want the user name of another: theirs gets the member id.'),
    unnamed: explained(
      'Entitled members for whom no user name can be made: no e-mail address, or an empty custom field.',
    ),
    misnamed: explained(
      'Accounts to which the settings would give another user name; they keep theirs until an operator renames them.',
    ),
    joined: explained('Profiles without an account of their own: their person has it by another profile.'),
    adopted: explained('Accounts taken over from somebody else.'),
    drifted: explained('Accounts that were changed by hand, or that a write has not reached yet.'),
    byHook: explained('Members whom a webhook announced since the last sync.'),
    bySync: explained('Changes that only this sync has found.'),
    skipped: explained('Members whose reads contradict each other.'),
  })
  .meta({ id: 'SyncCounts' });
export type SyncCounts = z.infer<typeof SyncCounts>;

const SyncFinding = z
  .object({
    id: z.string(),
    what: z.enum([
      'grant',
      'move',
      'revoke',
      'held',
      'kept',
      'refresh',
      'orphan',
      'conflict',
      'unnamed',
      'misnamed',
      'joined',
    ]),
    reason: z.string().meta({ description: 'What the decision rests on.' }),
    businessId: z.string().nullable(),
    hold: z.string().nullable().meta({ description: 'The hold that the member waits in.' }),
    kept: Kept.nullable(),
    joinedTo: z.string().nullable().meta({ description: 'The profile of the same person that has the account.' }),
  })
  .meta({ id: 'SyncFinding' });

const FailingWebhook = z.object({
  businessId: z.string(),
  action: z.string(),
  errorCount: Count,
  lastError: z.string().nullable(),
  lastTrigger: z.int().nullable(),
});
const WebhookWatch = z
  .object({
    checked: Count,
    reactivated: Count,
    missing: Count,
    problem: z.string().nullable(),
    failing: z.array(FailingWebhook).meta({ description: 'At most 50.' }),
  })
  .meta({ id: 'WebhookWatch' });

const report = {
  ...head,
  counts: SyncCounts,
  unmappedPlans: z.array(UnmappedPlan),
  calls: Calls,
  members: z.array(SyncFinding).meta({ description: 'At most 200.' }),
  orgUnitsMade: z.array(z.string()),
  progress: RunProgress.nullable(),
  missedHooks: z
    .array(z.object({ action: z.string(), businessId: z.string().nullable(), members: Count }))
    .meta({ description: 'Changes that a webhook should have announced.' }),
  skipped: z.array(z.string()).meta({ description: 'At most 50.' }),
  webhooks: WebhookWatch.nullable(),
  durationMs: Count.nullable(),
};

const Sync = z.object(report).meta({ id: 'Sync' });
export type SyncView = z.infer<typeof Sync>;

const atMost50 = (what: string) => ({ description: `${what} At most 50.` });
const Preview = z
  .object({
    ...report,
    fingerprint: z.string().nullable(),
    expiresAt: Instant.nullable(),
    byGroup: z.array(z.object({ group: z.string(), members: Count })),
    byPlan: z.array(z.object({ id: z.string().nullable(), name: z.string(), members: Count })),
    grants: z
      .array(z.object({ id: z.string(), group: z.string(), planId: z.string().nullable() }))
      .meta({ description: 'At most 50.' }),
    conflicts: z
      .array(z.object({ id: z.string(), account: z.string() }))
      .meta(atMost50('User names that accounts of another connector have.')),
    adoptable: z
      .array(z.object({ id: z.string(), account: z.string(), enabled: z.boolean().nullable() }))
      .meta(atMost50('Accounts that nobody has marked, with the user name of a member who is to have WiFi.')),
    unnamed: z.array(z.string()).meta(atMost50('Members without an e-mail address.')),
    duplicates: z.array(z.array(z.string())).meta(atMost50('Members who would get one user name.')),
    estimate: z.object({ calls: Calls, minutes: Count }).meta({ description: 'What carrying it out costs.' }),
  })
  .meta({ id: 'Preview' });
export type PreviewView = z.infer<typeof Preview>;

export const startSync = operation({
  method: 'post',
  path: '/api/v1/sync',
  operationId: 'startSync',
  tag: 'syncs',
  role: 'admin',
  summary: 'Compare the whole roster with the directory. Answers with the run that is under way, if there is one.',
  body: {
    required: false,
    schema: z
      .strictObject({
        dryRun: z.boolean().default(false).meta({ description: 'Changes nothing; reports what would be done.' }),
        approve: z
          .boolean()
          .default(false)
          .meta({ description: 'Lets every removal of this run through; cannot be combined with dryRun.' }),
      })
      .refine(({ dryRun, approve }) => !(dryRun && approve), { path: ['approve'], message: 'cannot go with dryRun' })
      .meta({ id: 'SyncBody' }),
    example: { dryRun: true },
  },
  replies: started('Its id; follow it with GET syncs/{id}.'),
});

export const listSyncs = operation({
  method: 'get',
  path: '/api/v1/syncs',
  operationId: 'listSyncs',
  tag: 'syncs',
  role: 'viewer',
  summary: 'The last 200 runs and those under way.',
  replies: {
    200: {
      description: 'Runs.',
      schema: Syncs,
      example: {
        syncs: [
          {
            id: example.run,
            state: 'done',
            reason: null,
            dryRun: false,
            kind: 'sync',
            startedAt: example.earlier,
            finishedAt: example.now,
            sentence: '412 members read, 409 in sync, 2 granted, 1 shut out; 14 calls in 9 s',
          },
        ],
        nextAt: example.later,
      },
    },
  },
});

const exampleReport: SyncView = {
  id: example.run,
  state: 'done',
  reason: null,
  dryRun: true,
  kind: 'dryRun',
  startedAt: example.earlier,
  finishedAt: example.now,
  sentence: 'Dry run: 40 members read, 39 in sync, 1 to grant; 7 calls in 9 s',
  counts: {
    ...{
      read: 40,
      inSync: 39,
      granted: 1,
      moved: 0,
      revoked: 0,
      refreshed: 0,
      held: 0,
      kept: 0,
      awaited: 0,
      orphans: 0,
      conflicts: 0,
    },
    ...{
      foreign: 0,
      duplicates: 0,
      unnamed: 0,
      misnamed: 0,
      joined: 0,
      adopted: 0,
      drifted: 0,
      byHook: 3,
      bySync: 1,
      skipped: 0,
    },
  },
  unmappedPlans: [{ id: '12', name: 'Mail only', members: 2, gone: false }],
  calls: { nexudus: 6, ironwifi: 1 },
  members: [
    { id: example.member, what: 'grant', reason: 'contract', businessId: '1', hold: null, kept: null, joinedTo: null },
  ],
  orgUnitsMade: [],
  progress: null,
  missedHooks: [],
  skipped: [],
  webhooks: { checked: 20, reactivated: 0, missing: 0, problem: null, failing: [] },
  durationMs: 9_000,
};

export const readSync = operation({
  method: 'get',
  path: '/api/v1/syncs/{id}',
  operationId: 'readSync',
  tag: 'syncs',
  role: 'viewer',
  summary: 'What a run found and did.',
  params: runPath,
  query: z.object({
    format: z
      .string()
      .optional()
      .catch(undefined)
      .meta({ description: 'csv: the findings, a line each, whatever the Accept header says.' }),
  }),
  replies: { 200: { description: 'The run.', schema: Sync, example: exampleReport, media: 'text/csv' } },
  problems: { 404: 'There is no sync of this id.' },
});

export const startPreview = operation({
  method: 'post',
  path: '/api/v1/preview',
  operationId: 'startPreview',
  tag: 'syncs',
  role: 'admin',
  summary: 'Read everything and say what going live would do. Nothing is written or mailed.',
  replies: started('Its id; follow it with GET previews/{id}.'),
});

export const readPreview = operation({
  method: 'get',
  path: '/api/v1/previews/{id}',
  operationId: 'preview',
  tag: 'syncs',
  role: 'viewer',
  summary: 'A preview.',
  params: runPath,
  replies: {
    200: {
      description: 'The preview, as far as it has come.',
      schema: Preview,
      example: {
        ...exampleReport,
        kind: 'preview',
        fingerprint: 'b1946ac92492d234',
        expiresAt: example.later,
        byGroup: [{ group: 'basic-wifi', members: 40 }],
        byPlan: [{ id: '11', name: 'Hot Desk', members: 40 }],
        grants: [{ id: example.member, group: 'basic-wifi', planId: '11' }],
        conflicts: [],
        adoptable: [],
        unnamed: [],
        duplicates: [],
        estimate: { calls: { nexudus: 40, ironwifi: 120 }, minutes: 2 },
      },
    },
  },
  problems: { 404: 'There is no preview of this id.' },
});

export const goLive = operation({
  method: 'post',
  path: '/api/v1/live',
  operationId: 'goLive',
  tag: 'syncs',
  role: 'admin',
  summary: 'Go live: from now on everything is written and mailed, if it is still what the preview saw.',
  body: {
    required: true,
    schema: z.strictObject({ fingerprint: z.string().trim().min(1) }).meta({ id: 'LiveBody' }),
    example: { fingerprint: 'b1946ac92492d234' },
  },
  replies: {
    200: {
      description: 'Live; a sync follows.',
      schema: z
        .object({ live: z.literal(true), version: Count.meta({ description: 'Of the settings.' }) })
        .meta({ id: 'Live' }),
      example: { live: true, version: 4 },
    },
  },
  problems: {
    404: 'No preview has this fingerprint.',
    409: 'The preview is old, or what it saw has changed; or the connector is live already.',
    504: 'Reading both rosters takes too long now.',
  },
});

const ImportBody = z.strictObject({ paused: z.boolean() }).meta({ id: 'ImportBody' });

export const pauseImport = operation({
  method: 'post',
  path: '/api/v1/import',
  operationId: 'pauseImport',
  tag: 'syncs',
  role: 'admin',
  summary: 'Hold a large import back, or let it go on; webhooks and ends of access are served regardless.',
  body: { required: true, schema: ImportBody, example: { paused: true } },
  replies: { 202: { description: 'Taken.', schema: ImportBody, example: { paused: true } } },
});
