import { z } from 'zod';
import { Count } from './fields';
import { operation } from './operation';
import { refused } from './problem';

const Settings = z.record(z.string(), z.unknown()).meta({
  id: 'Settings',
  description: "The operator's settings, with the same keys as the YAML file; unknown keys are refused.",
});

const SettingsDocument = z
  .object({
    version: Count.meta({ description: '0: none saved yet.' }),
    settings: Settings.nullable(),
    warnings: z.array(z.string()).optional().meta({ description: 'What may not be meant; after a PUT only.' }),
  })
  .meta({ id: 'SettingsDocument' });

const exampleSettings = { spaceName: 'The Loft', ssid: 'Loft Members' };
const headers = { ETag: { description: 'The version, in quotes.', schema: { type: 'string' } } } as const;

export const readSettings = operation({
  method: 'get',
  path: '/api/v1/settings',
  operationId: 'readSettings',
  tag: 'settings',
  role: 'viewer',
  summary: 'The settings as they were saved.',
  replies: {
    200: {
      description: 'Settings and their version.',
      schema: SettingsDocument,
      example: { version: 3, settings: exampleSettings },
      headers,
    },
  },
});

export const saveSettings = operation({
  method: 'put',
  path: '/api/v1/settings',
  operationId: 'saveSettings',
  tag: 'settings',
  role: 'admin',
  summary: 'Replace the settings; a sync follows.',
  query: z.object({
    cutOff: z
      .enum(['accept'], { error: 'cutOff is accept, or left out.' })
      .optional()
      .meta({
        description:
          'accept: a CA may be dropped although members have a profile without any CA that stays (GET /api/v1/profiles). ' +
          'Without it, such settings are refused.',
      }),
  }),
  headers: z.object({
    'If-Match': z.string().meta({ description: 'The ETag that GET gave; * for whatever version.' }),
  }),
  body: { required: true, schema: Settings, example: exampleSettings },
  replies: {
    200: {
      description: 'Saved.',
      schema: SettingsDocument,
      example: { version: 4, settings: exampleSettings, warnings: [] },
      headers,
    },
  },
  problems: {
    409: refused,
    412: 'They were changed in the meantime: read them again.',
    428: 'If-Match is missing.',
  },
});

const fieldName = z.string().trim().min(1).max(100);

export const installPortal = operation({
  method: 'post',
  path: '/api/v1/portal/install',
  operationId: 'installPortal',
  tag: 'settings',
  role: 'admin',
  summary:
    'Register custom fields in Nexudus that members see on their profile and cannot edit, for every location that lacks them; settings.portal then names them.',
  body: {
    required: true,
    schema: z
      .strictObject({
        fields: z.array(fieldName).min(1).max(2).meta({ description: 'Names of the fields.' }),
      })
      .meta({ id: 'PortalBody' }),
    example: { fields: ['WiFi status'] },
  },
  replies: {
    200: {
      description: 'What is there now.',
      schema: z
        .object({
          fields: z.array(
            z.object({
              businessId: z.string(),
              name: z.string(),
              made: z.boolean().meta({ description: 'False: it was there already.' }),
            }),
          ),
        })
        .meta({ id: 'PortalFields' }),
      example: { fields: [{ businessId: '1', name: 'WiFi status', made: true }] },
    },
  },
  problems: { 409: refused },
});
