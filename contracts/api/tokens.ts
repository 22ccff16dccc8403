import { z } from 'zod';
import { example, Instant } from './fields';
import { operation } from './operation';
import { Role } from './roles';

const token = {
  id: z.string().meta({ description: 'What this token does is done by `token:` and this id.' }),
  name: z.string(),
  role: Role,
  createdAt: Instant,
  createdBy: z.string(),
  expiresAt: Instant.nullable().meta({ description: 'null: it does not expire.' }),
  lastUsedAt: Instant.nullable().meta({ description: 'To the minute, after a crash; null: never.' }),
  revokedAt: Instant.nullable(),
};
const AccessToken = z.object(token).meta({ id: 'AccessToken' });
export type AccessTokenView = z.infer<typeof AccessToken>;

const NewAccessToken = z
  .object({ ...token, token: z.string().meta({ description: 'Shown here and never again: lk_ and 48 hex digits.' }) })
  .meta({ id: 'NewAccessToken' });
export type NewAccessTokenView = z.infer<typeof NewAccessToken>;

const exampleToken: AccessTokenView = {
  id: '5f0c2a91d3',
  name: 'Front desk, London',
  role: 'desk',
  createdAt: example.earlier,
  createdBy: 'admin',
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
};

/** Invisible characters would make two names look alike, and turn text around in a terminal. */
const isVisible = (name: string): boolean => !/[\p{C}\p{Zl}\p{Zp}]/u.test(name);
const LONGEST_NAME = 80;

export const createToken = operation({
  method: 'post',
  path: '/api/v1/tokens',
  operationId: 'createToken',
  tag: 'access',
  role: 'admin',
  summary: 'Make an access token for a person or a program.',
  body: {
    required: true,
    schema: z
      .strictObject({
        name: z
          .string()
          .trim()
          .min(1, 'is missing')
          .max(LONGEST_NAME, `must have at most ${LONGEST_NAME} characters`)
          .refine(isVisible, 'must not hold control characters, or any that cannot be seen')
          .meta({ description: 'Whose it is, as the audit trail will show it.' }),
        role: Role,
        expiresAt: z.iso
          .datetime({ offset: true, error: 'must be an instant such as 2027-01-31T18:00:00Z, or null' })
          .refine((at) => Date.parse(at) > Date.now(), 'must lie in the future')
          .nullish()
          .meta({ description: 'null: it is good until it is revoked.' }),
      })
      .meta({ id: 'TokenBody' }),
    example: { name: exampleToken.name, role: 'desk' },
  },
  replies: {
    201: {
      description: 'The token, for this once.',
      schema: NewAccessToken,
      example: { ...exampleToken, token: 'lk_2f6c1d0b9a8e7f6c5d4b3a29180f7e6d5c4b3a2918070605' },
    },
  },
});

export const listTokens = operation({
  method: 'get',
  path: '/api/v1/tokens',
  operationId: 'listTokens',
  tag: 'access',
  role: 'admin',
  summary: 'The access tokens, newest first; those that have ended too, for as long as the audit trail is kept.',
  replies: {
    200: {
      description: 'All of them.',
      schema: z.object({ tokens: z.array(AccessToken) }).meta({ id: 'AccessTokens' }),
      example: { tokens: [exampleToken] },
    },
  },
});

export const revokeToken = operation({
  method: 'post',
  path: '/api/v1/tokens/{id}/revoke',
  operationId: 'revokeToken',
  tag: 'access',
  role: 'admin',
  summary: 'End an access token, at once and for good.',
  params: z.object({ id: z.string() }),
  replies: {
    200: {
      description: 'It opens nothing any more.',
      schema: AccessToken,
      example: { ...exampleToken, revokedAt: example.now },
    },
  },
  problems: { 404: 'There is no access token of this id.' },
});
