import { z } from 'zod';
import { Count, example, Instant } from './fields';
import { operation } from './operation';

const Gives = z
  .object({
    group: z.string().nullable().meta({ description: 'The access level; null: no WiFi.' }),
    orgUnit: z.string().nullable(),
    precedence: z.number(),
    validityMinutes: z.number().nullable().meta({ description: 'null: as long as the contract or the pass.' }),
    checkInRequired: z.boolean().meta({ description: 'By the plan, or by all settings.' }),
    attributes: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .nullable()
      .meta({ description: 'By the names of the settings.' }),
  })
  .meta({ id: 'PlanGives', description: 'What a plan gives, as the settings were resolved.' });

const Plan = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['tariff', 'timePass']).nullable().meta({ description: 'timePass: a pass product. null: not known.' }),
    location: z
      .object({ id: z.string(), name: z.string().nullable() })
      .nullable()
      .meta({ description: 'null: of all locations, or not known.' }),
    state: z.enum(['mapped', 'unmapped', 'retired']).meta({
      description: 'unmapped: it gives nothing. retired: it was mapped once, so its members keep what they have.',
    }),
    listed: z.boolean().nullable().meta({ description: 'Whether Nexudus has it; null: not known.' }),
    archived: z.boolean(),
    mappedAs: z.string().nullable().meta({ description: 'The key of the map that means it.' }),
    gives: Gives.nullable().meta({ description: 'null unless it is mapped.' }),
    members: Count.nullable().meta({
      description:
        'Members who have access by it, or will as soon as they check in; it lags by seconds. null: not counted.',
    }),
    waiting: Count.nullable().meta({
      description: 'Of a plan that is not mapped: members with it, as the last sync has found. null: not known.',
    }),
  })
  .meta({ id: 'Plan' });
export type PlanView = z.infer<typeof Plan>;

const Plans = z
  .object({
    version: Count.meta({ description: 'Of the settings; 0: none are saved yet.' }),
    isDefault: z.boolean().meta({ description: 'The settings have no plan map, so the default one holds.' }),
    map: z.record(z.string(), z.record(z.string(), z.unknown())).meta({
      description: 'The plan map as PUT settings takes it; of the default one what Nexudus has.',
    }),
    plans: z.array(Plan),
    read: z
      .object({
        at: Instant.nullable().meta({ description: 'null: never yet.' }),
        reading: z.boolean().meta({ description: 'It is being read: ask again in a second.' }),
        problem: z.string().nullable().meta({ description: 'Why it could not be read the last time.' }),
      })
      .meta({ description: 'When Nexudus was last asked what it sells; two minutes old at most while it answers.' }),
    sync: z
      .object({ id: z.string(), at: Instant })
      .nullable()
      .meta({ description: 'The sync that `waiting` is from.' }),
  })
  .meta({ id: 'Plans' });
export type PlansView = z.infer<typeof Plans>;

export const listPlans = operation({
  method: 'get',
  path: '/api/v1/plans',
  operationId: 'listPlans',
  tag: 'settings',
  role: 'viewer',
  summary: 'Every plan and pass product of Nexudus, what it gives, and to how many.',
  description: 'While Nexudus is away, plans are as they were read last, and those of the map are there in any case.',
  replies: {
    200: {
      description: 'Plans of Nexudus, and of the map.',
      schema: Plans,
      example: {
        version: 3,
        isDefault: false,
        map: { 'Hot Desk': { group: 'basic-wifi', precedence: 20 } },
        plans: [
          {
            ...{ id: '11', name: 'Hot Desk', kind: 'tariff', location: { id: '1', name: 'The Loft' } },
            ...{ state: 'mapped', listed: true, archived: false, mappedAs: 'Hot Desk' },
            gives: {
              ...{ group: 'basic-wifi', orgUnit: 'basic-wifi', precedence: 20 },
              ...{ validityMinutes: null, checkInRequired: false, attributes: null },
            },
            ...{ members: 28, waiting: null },
          },
          {
            ...{ id: '12', name: 'Flex 5', kind: 'tariff', location: { id: '1', name: 'The Loft' } },
            ...{ state: 'unmapped', listed: true, archived: false, mappedAs: null, gives: null },
            ...{ members: null, waiting: 4 },
          },
        ],
        read: { at: example.now, reading: false, problem: null },
        sync: { id: example.run, at: example.earlier },
      },
    },
  },
});
