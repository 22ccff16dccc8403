import {
  createDocument,
  type CreateDocumentOptions,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { operations } from '../../../contracts/api';
import { tags, type Operation, type Reply, type SharedProblem } from '../../../contracts/api/operation';
import { Problem, problemsOf, problemTitles } from '../../../contracts/api/problem';

const DESCRIPTION =
  'WiFi access that follows Nexudus membership. Instants are ISO 8601, UTC. Errors are problem documents (RFC 9457). No answer holds a password, except what a member reveals on the page of the link.';

/** The OpenAPI document of the contract, as it is served and lies in `contracts/api/openapi.json`. */
export function openApiDocument(): object {
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Latchkey',
        version: '0.1.0',
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      security: [{ accessToken: [] }],
      tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
      paths: pathsOf(Object.values(operations)),
      components: {
        securitySchemes: {
          accessToken: {
            type: 'http',
            scheme: 'bearer',
            description:
              'LATCHKEY_ADMIN_TOKEN, which has the role admin, or an access token of the role that the operation names.',
          },
          hookSignature: {
            type: 'apiKey',
            in: 'header',
            name: 'X-Nexudus-Hook-Signature',
            description: 'HMAC-SHA256 of the body, hex.',
          },
          hookKey: {
            type: 'apiKey',
            in: 'query',
            name: 'key',
            description: 'Only where no webhook secret is configured.',
          },
        },
      },
    },
    { override: plainer },
  );
}

/** Leaves out what zod adds to say what `format` and JSON say already. */
const plainer: CreateDocumentOptions['override'] = ({ jsonSchema }) => {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
};

function pathsOf(all: Operation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of all)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  return paths;
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { operationId, summary, description, tag, open, role, params, query, headers, body, replies } = operation;
  return {
    ...{ operationId, summary, tags: [tag] },
    ...described(description, role),
    ...(open === true && { security: [] }),
    ...(open === 'hook' && { security: [{ hookSignature: [] }, { hookKey: [] }] }),
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      ...(headers && { header: headers }),
    },
    ...(body && {
      requestBody: {
        required: body.required,
        description: body.description,
        content: { 'application/json': { schema: body.schema, example: body.example } },
      },
    }),
    responses: {
      ...Object.fromEntries(Object.entries(replies).map(([status, reply]) => [status, replyOf(reply)])),
      ...Object.fromEntries(
        Object.entries(problemsOf(operation)).map(([status, problem]) => [status, problemOf(Number(status), problem)]),
      ),
    },
  };
}

/** Tools show the description; programs read the extension. */
function described(description: string | undefined, role: Operation['role']) {
  if (role === undefined) return { description };
  return { description: [description, `Needs the role \`${role}\`.`].filter(Boolean).join('\n\n'), 'x-role': role };
}

function replyOf({ description, schema, example, media, headers }: Reply): ZodOpenApiResponseObject {
  return {
    description,
    headers,
    content: {
      ...(media && { [media]: media === '*/*' ? {} : { schema: { type: 'string' }, ...(!schema && { example }) } }),
      ...(schema && { 'application/json': { schema, example } }),
    },
  };
}

const sharedResponses = new Map<string, ZodOpenApiResponseObject>();

function problemOf(status: number, problem: string | SharedProblem): ZodOpenApiResponseObject {
  if (typeof problem === 'string') return problemResponse(status, problem);
  const { id, description, retryAfter } = problem;
  const headers = retryAfter && { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' as const } } };
  const response = sharedResponses.get(id) ?? { id, headers, ...problemResponse(status, description) };
  sharedResponses.set(id, response);
  return response;
}

function problemResponse(status: number, description: string): ZodOpenApiResponseObject {
  const example: Problem = {
    type: 'about:blank',
    title: problemTitles[status] ?? 'Error',
    status,
    detail: description,
  };
  return { description, content: { 'application/problem+json': { schema: Problem, example } } };
}
