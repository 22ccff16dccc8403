import { z } from 'zod';
import { Count, Settings } from './fields';
import { operation } from './operation';
import { refused } from './problem';

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
  description:
    'With the fingerprint of a what-if both rosters are read once more, which takes as long as a sync takes to read them: the ' +
    'settings are saved if they still do what was shown, and refused with what has changed otherwise.',
  query: z.object({
    cutOff: z
      .enum(['accept'], { error: 'cutOff is accept, or left out.' })
      .optional()
      .meta({
        description:
          'accept: a CA may be dropped although members have a profile without any CA that stays (GET /api/v1/profiles). ' +
          'Without it, such settings are refused.',
      }),
    fingerprint: z
      .string()
      .trim()
      .min(1, { error: 'fingerprint is that of a what-if, or left out.' })
      .optional()
      .meta({ description: 'Of a what-if of these settings (POST /api/v1/what-if): saves exactly what it has shown.' }),
    dryRun: z.enum(['true'], { error: 'dryRun is true, or left out.' }).optional().meta({
      description: 'Checks the settings as if they were saved, says what is wrong or hardly meant, and saves nothing.',
    }),
  }),
  headers: z.object({
    'If-Match': z.string().meta({ description: 'The ETag that GET gave; * for whatever version.' }),
  }),
  body: { required: true, schema: Settings, example: exampleSettings },
  replies: {
    200: {
      description: 'Saved; after a dry run the version is that of the settings as they still are.',
      schema: SettingsDocument,
      example: { version: 4, settings: exampleSettings, warnings: [] },
      headers,
    },
  },
  problems: {
    404: 'No what-if has this fingerprint.',
    409:
      'The workflow refuses, and the detail says why. With a fingerprint: the what-if is old or was of other settings, another one ' +
      'is under way, or members have changed since; then changed, differences and whatIf say which, how many, and where to look.',
    412: 'They were changed in the meantime: read them again.',
    428: 'If-Match is missing.',
    504: 'Reading both rosters once more takes too long now.',
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
