import { z } from 'zod';
import { Count, example, Instant } from './fields';
import { operation } from './operation';

const ProbeStep = z
  .object({
    id: z.string(),
    asks: z.string(),
    why: z.string(),
    mostCalls: Count,
    state: z.enum(['waiting', 'underWay', 'done', 'failed', 'skipped']),
    trouble: z.string().nullable().meta({ description: 'Why it has told nothing; null: it has, or is still to.' }),
  })
  .meta({ id: 'ProbeStep' });

const ProbeFinding = z
  .object({
    id: z.string(),
    question: z.string(),
    answer: z.string().meta({ description: 'In a few words; empty where it could not be told.' }),
    evidence: z
      .string()
      .meta({ description: 'Statuses, names of fields and counts. No secret, and nothing about persons.' }),
    sure: z.enum(['seen', 'inferred', 'open']).meta({
      description: 'inferred: something else than what was asked for shows it. open: it could not be told.',
    }),
  })
  .meta({ id: 'ProbeFinding' });

const Directory = z
  .object({
    patchPassword: z.enum(['applied', 'ignored']).optional(),
    statusWords: z.enum(['enabled/disabled', 'active/inactive']).optional(),
    orgUnitBy: z.enum(['name', 'id']).optional(),
  })
  .meta({
    id: 'ProbeLearned',
    description: 'For `directory` of the settings: what spares calls. What is not known is left out.',
  });

const Stored = z.object({
  version: z.int().nullable().meta({ description: 'Of the settings that have it; null: it is not in them.' }),
  sentence: z.string(),
});

const Probe = z
  .object({
    underWay: z.boolean(),
    startedAt: Instant.nullable().meta({ description: 'Of the last one since the API was started; null: none.' }),
    finishedAt: Instant.nullable(),
    calls: z.object({
      made: Count,
      most: Count.nullable().meta({ description: 'null: not known before the size of the roster is.' }),
      besidesRoster: Count.meta({
        description: 'How many a probe takes at most, apart from one for each page of 100 accounts.',
      }),
    }),
    account: z.enum(['none', 'there', 'removed', 'left']).meta({
      description:
        'The throw-away account, whose user name begins with latchkey-probe. left: it may be there still; the next start of the API, and the next probe, remove it.',
    }),
    steps: z.array(ProbeStep),
    findings: z.array(ProbeFinding),
    learned: Directory,
    stored: Stored.nullable().meta({ description: 'null: it has not come to that, or was not to.' }),
    sentence: z.string(),
  })
  .meta({ id: 'Probe' });
export type ProbeView = z.infer<typeof Probe>;

const exampleProbe: ProbeView = {
  underWay: false,
  startedAt: example.earlier,
  finishedAt: example.now,
  calls: { made: 39, most: 74, besidesRoster: 71 },
  account: 'removed',
  steps: [
    {
      id: 'password',
      asks: 'Does PATCH change a password?',
      why: 'Where it does, a new password is one call; otherwise Latchkey reads the old rows, removes them and adds one.',
      mostCalls: 2,
      state: 'done',
      trouble: null,
    },
  ],
  findings: [
    {
      id: 'patchPassword',
      question: 'What does a PATCH with a password do?',
      answer: 'applied',
      evidence: 'PATCH password: 200; rows of Cleartext-Password: 1 before it, 1 after it, and it is another row',
      sure: 'inferred',
    },
  ],
  learned: { patchPassword: 'applied' },
  stored: { version: 4, sentence: 'The settings have it, by version 4.' },
  sentence: '1 of 1 steps went through. The throw-away account is removed.',
};

export const readProbe = operation({
  method: 'get',
  path: '/api/v1/probe',
  operationId: 'readProbe',
  tag: 'settings',
  role: 'viewer',
  summary: 'What the last probe of the IronWifi tenant has found, or, before one, what it would ask.',
  replies: { 200: { description: 'Its steps and findings.', schema: Probe, example: exampleProbe } },
});

export const runProbe = operation({
  method: 'post',
  path: '/api/v1/probe',
  operationId: 'runProbe',
  tag: 'settings',
  role: 'admin',
  summary: 'Find out on the real tenant what IronWifi does not document, with one throw-away account.',
  description:
    'Answers at once; follow it with GET. The account is disabled once the words for that are known, nobody knows its password, and it is removed at the end. No other ' +
    'account is touched. What it has learned is saved as `directory` of the settings, which a sync follows. The calls wait behind ' +
    'those of everybody else, so at the default rates it takes some minutes. Whoever asks meanwhile gets the one that is under way.',
  body: {
    required: false,
    schema: z
      .strictObject({
        store: z.boolean().default(true).meta({ description: 'false: the settings stay as they are.' }),
        rateLimit: z.boolean().default(false).meta({
          description: 'Goes over the rate limit on purpose: all calls with this key may be refused for a minute.',
        }),
      })
      .meta({ id: 'ProbeBody' }),
    example: { store: true },
  },
  replies: {
    202: {
      description: 'It is under way.',
      schema: Probe,
      example: { ...exampleProbe, underWay: true, finishedAt: null, account: 'there', stored: null },
    },
  },
});

export const stopProbe = operation({
  method: 'post',
  path: '/api/v1/probe/stop',
  operationId: 'stopProbe',
  tag: 'settings',
  role: 'admin',
  summary: 'End the probe that is under way; its throw-away account is removed, and nothing is saved.',
  replies: { 202: { description: 'It ends; follow it with GET.', schema: Probe, example: exampleProbe } },
});
