import { z } from 'zod';
import { Count, example, Instant } from './fields';
import { operation } from './operation';

/** What is looked at, in the order in which somebody sets it up. */
export const checkIds = [
  'temporal',
  'queues',
  'schedule',
  'home',
  'spool',
  'settings',
  'nexudusLogIn',
  'nexudusRoles',
  'nexudusClock',
  'locations',
  'plans',
  'publicAddress',
  'webhooks',
  'ironwifi',
  'mail',
  'certificates',
] as const;
export type CheckId = (typeof checkIds)[number];

/** The worst first. */
export const checkResults = ['failed', 'warning', 'unknown', 'skipped', 'ok'] as const;

export const Check = z
  .object({
    id: z.enum(checkIds),
    title: z.string(),
    result: z.enum(checkResults).meta({
      description:
        'failed: something does not work. warning: it works, and somebody should look. unknown: it could not be found out. ' +
        'skipped: there is nothing to look at, or an operator holds the system back.',
    }),
    evidence: z.string().meta({ description: 'What was seen. No secrets, and nothing about persons.' }),
    todo: z.string().nullable().meta({ description: 'What to do about it; null: nothing.' }),
    at: Instant.nullable().meta({ description: 'When it was looked at; null: not since the API was started.' }),
    tookMs: Count.nullable(),
    underWay: z.boolean().meta({ description: 'It is being looked at; the rest is of the time before.' }),
  })
  .meta({ id: 'Check' });
export type CheckView = z.infer<typeof Check>;

const Checks = z
  .object({
    underWay: z.boolean(),
    startedAt: Instant.nullable().meta({ description: 'Of the last run; null: none since the API was started.' }),
    finishedAt: Instant.nullable().meta({ description: 'null: it is under way.' }),
    checks: z.array(Check),
  })
  .meta({ id: 'Checks' });
export type ChecksView = z.infer<typeof Checks>;

const exampleChecks: ChecksView = {
  underWay: false,
  startedAt: example.earlier,
  finishedAt: example.now,
  checks: [
    {
      id: 'nexudusRoles',
      title: "Roles of Nexudus's user",
      result: 'failed',
      evidence: 'Nexudus refuses 1 of 11 lists: Team-List.',
      todo: 'Give the user of NEXUDUS_USERNAME the role Team-List.',
      at: example.now,
      tookMs: 31_200,
      underWay: false,
    },
  ],
};

export const readChecks = operation({
  method: 'get',
  path: '/api/v1/checks',
  operationId: 'readChecks',
  tag: 'health',
  role: 'viewer',
  summary: 'What the last run of the checks has found.',
  description: 'Who asks first after a start of the API begins a run.',
  replies: { 200: { description: 'Each check, as last looked at.', schema: Checks, example: exampleChecks } },
});

export const runChecks = operation({
  method: 'post',
  path: '/api/v1/checks',
  operationId: 'runChecks',
  tag: 'health',
  // nothing is written, and all who ask together share one run
  role: 'desk',
  summary: 'Look at everything again.',
  description:
    'Answers at once; follow it with GET. Whoever asks while a run is under way, or within ten seconds after it, gets that one. ' +
    'Nothing is written anywhere, and no mail is sent. The calls wait behind those of everybody else, so at the default rates a run ' +
    'takes about a minute.',
  replies: { 202: { description: 'It is under way.', schema: Checks, example: { ...exampleChecks, underWay: true } } },
});
