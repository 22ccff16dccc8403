import { z } from 'zod';
import { Count, example, Instant, Settings } from './fields';
import { operation } from './operation';

const head = {
  version: Count,
  savedAt: Instant,
  by: z.object({
    id: z.string().meta({ description: 'admin, or token: and the id of an access token.' }),
    name: z.string().nullable().meta({ description: 'Of the token, while it is still known.' }),
  }),
};

const SettingsVersion = z
  .object({
    ...head,
    changed: z
      .array(z.string())
      .meta({ description: 'Which settings are not as in the version before that is known; at most 50.' }),
  })
  .meta({ id: 'SettingsVersion' });

const SettingsChange = z
  .object({
    path: z.array(z.string()).meta({ description: 'Keys from the outside in.' }),
    was: z.unknown().optional().meta({ description: 'Missing: it was left out.' }),
    is: z.unknown().optional().meta({ description: 'Missing: it is left out.' }),
  })
  .meta({ id: 'SettingsChange' });

const by = { id: 'token:5f0c2a91d3', name: 'Ada' };
const exampleHead = { version: 3, savedAt: example.earlier, by };

export const listSettingsVersions = operation({
  method: 'get',
  path: '/api/v1/settings/history',
  operationId: 'listSettingsVersions',
  tag: 'settings',
  role: 'viewer',
  summary: 'Which settings there were, when and by whom they were saved.',
  description: 'As this API has met them: what it replaced or showed. After a restart the last 200 are kept.',
  replies: {
    200: {
      description: 'Versions, newest first.',
      schema: z
        .object({
          versions: z.array(SettingsVersion),
          unreadable: Count.meta({ description: 'Lines of the file that are damaged.' }),
        })
        .meta({ id: 'SettingsVersions' }),
      example: { versions: [{ ...exampleHead, changed: ['ssid'] }], unreadable: 0 },
    },
  },
});

export const readSettingsVersion = operation({
  method: 'get',
  path: '/api/v1/settings/history/{id}',
  operationId: 'readSettingsVersion',
  tag: 'settings',
  role: 'viewer',
  summary: 'The settings of one version, and what was different in the one before.',
  params: z.object({
    id: z
      .string()
      .regex(/^\d{1,9}$/, 'A version is a number.')
      .meta({ description: 'The version.' }),
  }),
  replies: {
    200: {
      description: 'That version.',
      schema: z
        .object({
          ...head,
          settings: Settings,
          before: Count.nullable().meta({ description: 'The version before that is known.' }),
          changes: z.array(SettingsChange),
        })
        .meta({ id: 'OldSettings' }),
      example: {
        ...exampleHead,
        settings: { spaceName: 'The Loft', ssid: 'Loft Members' },
        before: 2,
        changes: [{ path: ['ssid'], was: 'Loft', is: 'Loft Members' }],
      },
    },
  },
  problems: { 404: 'No settings of this version are known.' },
});
