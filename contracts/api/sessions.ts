import { z } from 'zod';
import { example, Instant, Ref } from './fields';
import { operation } from './operation';
import { Role } from './roles';

const SignedIn = z
  .object({
    id: z.string(),
    who: z.object({ id: z.string(), name: z.string(), role: Role }).meta({ description: 'As at the sign-in.' }),
    from: z.string().meta({ description: 'The address of the sign-in, by LATCHKEY_TRUST_PROXY.' }),
    startedAt: Instant,
    endsAt: Instant.meta({ description: 'By itself.' }),
    lastSeenAt: Instant.nullable().meta({ description: 'null: not since the API was started.' }),
    own: z.boolean().meta({ description: 'Whether this request came with it.' }),
  })
  .meta({ id: 'SignedIn' });
export type SignedInView = z.infer<typeof SignedIn>;

export const listSessions = operation({
  method: 'get',
  path: '/api/v1/sessions',
  operationId: 'listSessions',
  tag: 'access',
  role: 'admin',
  summary: 'Who is signed in to the console, newest first.',
  replies: {
    200: {
      description: 'All of them.',
      schema: z.object({ sessions: z.array(SignedIn) }).meta({ id: 'Sessions' }),
      example: {
        sessions: [
          {
            id: '9b1d4e07aa',
            who: { id: 'token:5f0c2a91d3', name: 'Front desk, London', role: 'desk' },
            from: '203.0.113.7',
            startedAt: example.earlier,
            endsAt: '2026-11-02T20:00:00.000Z',
            lastSeenAt: example.earlier,
            own: false,
          },
        ],
      },
    },
  },
});

export const endSession = operation({
  method: 'post',
  path: '/api/v1/sessions/{id}/end',
  operationId: 'endSession',
  tag: 'access',
  role: 'admin',
  summary: 'Sign somebody out of the console, at once.',
  description: 'The access token that has opened the session can open another: revoke it to shut its holder out.',
  params: z.object({ id: z.string() }),
  replies: { 200: { description: 'Its cookie opens nothing any more.', schema: Ref, example: { id: '9b1d4e07aa' } } },
  problems: { 404: 'Nobody is signed in by this id (any more).' },
});
