import { z } from 'zod';
import type { Operation, SharedProblem } from './operation';

/** RFC 9457. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What happened, to which id, and what to do.' }),
    code: z.string().optional().meta({
      description: 'Names the kind of refusal where programs may want to tell it from others of this status.',
    }),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    changed: z
      .array(z.string())
      .optional()
      .meta({ description: 'Ids of members whose decision or account is not what the preview or the what-if saw.' }),
    differences: z
      .array(z.object({ what: z.string(), was: z.int(), is: z.int() }))
      .optional()
      .meta({ description: 'Counts of the what-if that are not what they were.' }),
    whatIf: z.string().optional().meta({ description: 'Id of the what-if that was made to compare with.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });
export type Problem = z.infer<typeof Problem>;

export const problemTitles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authorized',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Not acceptable as it is',
  428: 'Condition required',
  429: 'Too many failures',
  500: 'Internal error',
  502: 'Bad gateway',
  503: 'Not available now',
  504: 'Not finished in time',
};

const shared = <const Shared extends SharedProblem>(problem: Shared): Shared => problem;

const unauthorized = shared({
  id: 'Unauthorized',
  description: 'No token, or one that is not known, has expired or was revoked.',
});
const forbidden = shared({
  id: 'Forbidden',
  description: 'The caller lacks the role that this needs; the detail says which, and who can give it.',
});
const tooManyFailures = shared({
  id: 'TooManyFailures',
  description:
    'More than 30 failures in a minute from this address (with wrong tokens also 300 from all), and this request proves nothing.',
  retryAfter: true,
});
const foreignHost = shared({
  id: 'ForeignHost',
  description: 'The request calls this API by a name (`Host`) that is not its own.',
});
const unavailable = shared({
  id: 'Unavailable',
  description: 'Temporal, a worker or an external system does not answer now.',
  retryAfter: true,
});
export const unknownMember = shared({
  id: 'UnknownMember',
  description: 'No workflow runs for this member, or the id is not one.',
});
export const refused = shared({ id: 'Refused', description: 'The workflow refuses; the detail says why.' });
const invalid = shared({ id: 'Invalid', description: 'The body is not as documented; errors says where.' });
const badBody = shared({ id: 'BadBody', description: 'The body is not JSON.' });
const tooLarge = shared({ id: 'TooLarge', description: 'The body is larger than this address takes.' });
const wrongType = shared({ id: 'WrongType', description: 'The body is not of the type documented.' });

type Problems = NonNullable<Operation['problems']>;

const none: Problems = {};
const notNow: Problems = { 421: foreignHost, 429: tooManyFailures, 503: unavailable };
const ofBodies: Problems = { 400: badBody, 413: tooLarge, 415: wrongType };
const ofSchemas: Problems = { 422: invalid };

/** Every problem that an operation may answer with: its own, and those of its kind. */
export function problemsOf({ method, open, tag, body, problems }: Operation): Problems {
  if (open === true) return { ...(tag === 'member page' ? notNow : none), ...problems };
  if (open === 'hook') return { 413: tooLarge, 415: wrongType, ...notNow, ...problems };
  return {
    401: unauthorized,
    403: forbidden,
    ...(method === 'get' ? none : ofBodies),
    ...(body ? ofSchemas : none),
    ...notNow,
    ...problems,
  };
}
