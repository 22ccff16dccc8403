import { z } from 'zod';
import { Count, example, Instant } from './fields';
import { operation } from './operation';
import { refused } from './problem';

const explained = (description: string) => Count.meta({ description });

const Renewal = z
  .object({
    authority: z.string().meta({ description: 'The new CA: the beginning of its SHA-256.' }),
    by: z.string(),
    at: Instant,
    finishedAt: Instant.nullable().meta({ description: 'null: it is under way.' }),
    asked: Count.nullable().meta({ description: 'How many members; null: it is under way, or was given up.' }),
  })
  .meta({ id: 'Renewal' });
export type RenewalView = z.infer<typeof Renewal>;

const Profiles = z
  .object({
    authorities: z.array(
      z.object({
        fingerprint: z.string(),
        notAfter: Instant,
        newest: z.boolean().meta({ description: 'The one that all profiles are to have by the end of a roll-over.' }),
        members: explained('Members with access whose last profile has it.'),
      }),
    ),
    members: z
      .object({
        withAccess: Count,
        renewed: explained('Their last profile has the newest CA.'),
        old: explained('It has others only: once the RADIUS server has left these, they cannot connect.'),
        unknown: explained('What they got before this was noted is not known.'),
        nothing: explained('They have opened no page and fetched no profile yet.'),
      })
      .nullable()
      .meta({ description: 'null: the settings name no CA. Counts lag by seconds.' }),
    renewal: Renewal.nullable().meta({ description: 'The last letters that asked members to renew their profile.' }),
  })
  .meta({ id: 'Profiles' });

const exampleRenewal: RenewalView = {
  ...{ authority: '3f0c5a92d1b47e68', by: 'admin', at: example.earlier, finishedAt: example.now, asked: 11 },
};

export const readProfiles = operation({
  method: 'get',
  path: '/api/v1/profiles',
  operationId: 'readProfiles',
  tag: 'settings',
  role: 'viewer',
  summary: "Which CAs members' profiles have: how far a CA roll-over is.",
  replies: {
    200: {
      description: 'CAs and counts.',
      schema: Profiles,
      example: {
        authorities: [
          { fingerprint: '91b2c3d4e5f60718', notAfter: example.later, newest: false, members: 120 },
          { fingerprint: '3f0c5a92d1b47e68', notAfter: example.later, newest: true, members: 109 },
        ],
        members: { withAccess: 122, renewed: 109, old: 8, unknown: 3, nothing: 2 },
        renewal: exampleRenewal,
      },
    },
  },
});

export const askForRenewals = operation({
  method: 'post',
  path: '/api/v1/profiles/renewal-letters',
  operationId: 'askForRenewals',
  tag: 'settings',
  role: 'admin',
  summary: 'Mail members whose profile may lack the newest CA that they renew it.',
  description:
    'A dry run, which is the default, only counts them. Its `authority` is what the real one names. Letters go out at the ' +
    'rate of an import, and nobody gets two for the same CAs in the same order.',
  body: {
    required: false,
    schema: z
      .strictObject({
        dryRun: z.boolean().default(true),
        authority: z.string().optional().meta({ description: 'The newest CA, as the dry run has told it.' }),
      })
      .refine(({ dryRun, authority }) => dryRun || authority !== undefined, {
        path: ['authority'],
        message: 'is the CA that the dry run has told: make one first',
      })
      .meta({ id: 'RenewalBody' }),
    example: { dryRun: false, authority: '3f0c5a92d1b47e68' },
  },
  replies: {
    200: {
      description: 'How many are asked.',
      schema: z
        .object({
          dryRun: z.boolean(),
          authority: z.string(),
          members: explained('Those who have not renewed, or of whom it is not known.'),
          renewal: Renewal.nullable(),
        })
        .meta({ id: 'RenewalLetters' }),
      example: { dryRun: false, authority: '3f0c5a92d1b47e68', members: 11, renewal: exampleRenewal },
    },
  },
  problems: { 409: refused },
});
