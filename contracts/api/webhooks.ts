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
    active: z.boolean().meta({ description: 'Nexudus switches a webhook off after ten failures in a row.' }),
    errorCount: Count,
    lastError: z.string().nullable().meta({ description: 'Shortened; without addresses of persons and queries.' }),
    lastTrigger: Instant.nullable(),
  })
  .meta({ id: 'Webhook' });

const Webhooks = z
  .object({
    webhooks: z.array(Webhook),
    missing: z.array(WebhookRef).meta({ description: 'Needed, and without a correct record.' }),
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
  replies: {
    200: {
      description: 'As Nexudus has them now.',
      schema: Webhooks,
      example: {
        webhooks: [
          {
            id: '501',
            businessId: '1',
            action: 'CoworkerContractCreate',
            active: true,
            errorCount: 0,
            lastError: null,
            lastTrigger: example.earlier,
          },
        ],
        missing: [{ businessId: '1', action: 'CoworkerContractCancel' }],
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
    failed: z.array(z.object({ businessId: z.string(), action: z.string(), message: z.string() })),
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
      .strictObject({ dryRun: z.boolean().default(false).meta({ description: 'Only report what would be done.' }) })
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
  },
  problems: { 409: refused },
});
