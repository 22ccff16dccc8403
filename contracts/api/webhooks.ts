import { z } from 'zod';
import { Count, example, Instant } from './fields';
import { operation } from './operation';
import { refused } from './problem';

export const receiveWebhook = operation({
  method: 'post',
  path: '/webhooks/nexudus/{connector}/{businessId}/{action}',
  operationId: 'receiveWebhook',
  tag: 'webhooks',
  open: 'hook',
  summary:
    'Where Nexudus posts its webhooks. A webhook is a hint: its members are signaled, and the truth is read later.',
  params: z.object({
    connector: z.string(),
    businessId: z.string().meta({ description: 'The location that the webhook is registered for.' }),
    action: z.string().meta({ description: 'Name or number of the eWebhookAction.' }),
  }),
  body: {
    required: true,
    description: 'A record, or a list of records, as Nexudus sends them; at most 1 MiB.',
    schema: z.union([z.looseObject({}), z.array(z.looseObject({}))]),
    example: [{ Id: 4411, CoworkerId: 1001 }],
  },
  replies: {
    202: {
      description: 'Accepted for good. 0: it concerns nobody.',
      schema: z
        .object({ accepted: Count.meta({ description: 'How many members were signaled.' }) })
        .meta({ id: 'Accepted' }),
      example: { accepted: 1 },
    },
  },
  problems: {
    400: 'Not JSON, or no usable id.',
    401: 'The signature is missing, or is not valid.',
    404: 'Unknown connector or action.',
    415: 'Neither proven by its signature or key, nor uncompressed JSON.',
    503: {
      id: 'HintLost',
      description: 'The hint could be neither delivered nor kept.',
      retryAfter: true,
    },
  },
});

const WebhookRef = z
  .object({
    businessId: z.string(),
    action: z.string().meta({ description: "By name; by number (#61) where the record's address names none." }),
  })
  .meta({ id: 'WebhookRef' });
export type WebhookRef = z.infer<typeof WebhookRef>;

const Webhook = z
  .object({
    id: z.string(),
    businessId: z.string(),
    action: z.string(),
    state: z.enum(['active', 'failing', 'off', 'wrong', 'double', 'useless']).meta({
      description:
        'failing: its last deliveries did. off: switched off. wrong: with another address or action number than it should have. ' +
        'double: another one is there for the same. useless: its location is gone, or its action is not needed.',
    }),
    active: z.boolean().meta({ description: 'Nexudus switches a webhook off after ten failures in a row.' }),
    errorCount: Count,
    lastError: z.string().nullable().meta({ description: 'Shortened; without addresses of persons and queries.' }),
    lastTrigger: Instant.nullable(),
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof Webhook>;

const Failed = z.object({ businessId: z.string(), action: z.string(), message: z.string() });

const InstallationProgress = z
  .object({
    startedAt: Instant,
    finishedAt: Instant.nullable().meta({ description: 'null: it is under way.' }),
    done: Count,
    of: Count.nullable().meta({ description: 'null: the records are being read.' }),
    sentence: z.string().nullable(),
    failed: z.array(Failed),
  })
  .meta({ id: 'WebhookInstallationProgress' });
export type InstallationProgress = z.infer<typeof InstallationProgress>;

const Webhooks = z
  .object({
    readAt: Instant.nullable().meta({ description: 'When Nexudus had them so; null: they have not been read yet.' }),
    reading: z.boolean().meta({ description: 'They are being read again.' }),
    problem: z.string().nullable().meta({ description: 'Why the last read failed; null: it did not.' }),
    locations: z.array(z.object({ id: z.string(), name: z.string() })),
    webhooks: z.array(Webhook),
    missing: z.array(WebhookRef).meta({ description: 'Needed, and without a correct record.' }),
    address: z.string().nullable().meta({
      description:
        'Where they lead, with {businessId} and {action} to fill in. null: it holds the key that proves a webhook, which only admins see.',
    }),
    installation: InstallationProgress.nullable().meta({
      description: 'The one that is under way, or the last since the API was started.',
    }),
  })
  .meta({ id: 'Webhooks' });
export type WebhooksView = z.infer<typeof Webhooks>;

export const listWebhooks = operation({
  method: 'get',
  path: '/api/v1/webhooks',
  operationId: 'listWebhooks',
  tag: 'webhooks',
  role: 'viewer',
  summary: 'The webhook records in Nexudus that lead here, and what an installation would make or put right.',
  query: z.object({
    known: z
      .enum(['true'], { error: 'known is true, or left out.' })
      .optional()
      .meta({
        description:
          'true: answers at once with what was read last, and has it read again where that is more than a minute ago. Left out: reads ' +
          'it now, which waits for the rate limit.',
      }),
  }),
  replies: {
    200: {
      description: 'As Nexudus had them.',
      schema: Webhooks,
      example: {
        readAt: example.now,
        reading: false,
        problem: null,
        locations: [{ id: '1', name: 'The Loft' }],
        webhooks: [
          {
            id: '501',
            businessId: '1',
            action: 'CoworkerContractCreate',
            state: 'active',
            active: true,
            errorCount: 0,
            lastError: null,
            lastTrigger: example.earlier,
          },
        ],
        missing: [{ businessId: '1', action: 'CoworkerContractCancel' }],
        address: 'https://wifi.loft.example/webhooks/nexudus/main/{businessId}/{action}',
        installation: null,
      },
    },
  },
  problems: { 409: refused },
});

const WebhookInstallation = z
  .object({
    dryRun: z.boolean(),
    created: z.array(WebhookRef),
    reactivated: z.array(WebhookRef),
    corrected: z
      .array(WebhookRef)
      .meta({ description: 'With another address or action number before; switched on as well.' }),
    removed: z.array(WebhookRef).meta({
      description: 'Ours, and of no use: doubles, locations that are gone, actions that are not needed.',
    }),
    failed: z.array(Failed),
    foreign: Count.meta({ description: 'Records of others, left alone.' }),
    inPlace: Count.meta({ description: 'Ours that were right already.' }),
    address: z.string().meta({
      description:
        'Where they lead, with {businessId} and {action} to fill in. Without NEXUDUS_WEBHOOK_SECRET it holds the key that proves a webhook: keep it to yourself.',
    }),
    sentence: z.string(),
  })
  .meta({ id: 'WebhookInstallation' });
export type WebhookInstallation = z.infer<typeof WebhookInstallation>;

export const installWebhooks = operation({
  method: 'post',
  path: '/api/v1/webhooks/install',
  operationId: 'installWebhooks',
  tag: 'webhooks',
  role: 'admin',
  summary: 'Make in Nexudus every webhook record that is needed, for every location.',
  description:
    'Switches on, puts right and removes ours, and leaves others alone. May be repeated. At the allowed rate a location takes about a minute; it goes on without a caller who leaves, and whoever calls meanwhile gets its answer.',
  body: {
    required: false,
    schema: z
      .strictObject({
        dryRun: z.boolean().default(false).meta({ description: 'Only report what would be done.' }),
        wait: z.boolean().default(true).meta({
          description:
            'false: answers at once; GET webhooks tells how far it has come. A dry run is always waited for.',
        }),
      })
      .meta({ id: 'WebhookInstallBody' }),
    example: { dryRun: true },
  },
  replies: {
    200: {
      description: 'What was done, or, in a dry run, would be; and what failed.',
      schema: WebhookInstallation,
      example: {
        dryRun: true,
        created: [{ businessId: '1', action: 'CoworkerContractCancel' }],
        reactivated: [],
        corrected: [],
        removed: [],
        failed: [],
        foreign: 0,
        inPlace: 1,
        address: 'https://wifi.loft.example/webhooks/nexudus/main/{businessId}/{action}',
        sentence: 'Dry run: Webhooks: 1 made; 1 in place already.',
      },
    },
    202: {
      description: 'It is under way.',
      schema: InstallationProgress,
      example: { startedAt: example.now, finishedAt: null, done: 0, of: null, sentence: null, failed: [] },
    },
  },
  problems: { 409: refused },
});
