import Ajv2020 from 'ajv/dist/2020';
import openapi from '../../../contracts/api/openapi.json';

type Schema = { $ref?: string; [key: string]: unknown };
interface Reply {
  $ref?: string;
  content?: Record<string, { schema: Schema }>;
}
interface Operation {
  responses: Record<string, Reply>;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(openapi, 'openapi');

/** Fails unless the OpenAPI document has this answer of this operation, with this status, media type and shape. */
export async function expectDocumented(response: Response, method: string, path: string): Promise<unknown> {
  const body: unknown = await response.json();
  const reply = replyOf(method, path, response.status);
  const mediaType = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const schema = reply.content?.[mediaType]?.schema;
  if (!schema) throw new Error(`${method} ${path} ${response.status} ${mediaType} is not documented`);
  const valid = ajv.validate(absolute(schema), body);
  expect({ body, errors: valid ? null : ajv.errorsText() }).toEqual({ body, errors: null });
  return body;
}

function replyOf(method: string, path: string, status: number): Reply {
  const operations = (openapi.paths as Record<string, Record<string, unknown>>)[path];
  const reply = (operations?.[method.toLowerCase()] as Operation | undefined)?.responses[status];
  if (!reply) throw new Error(`${method} ${path} ${status} is not documented`);
  if (!reply.$ref) return reply;
  const name = reply.$ref.split('/').pop() ?? '';
  return (openapi.components.responses as Record<string, Reply>)[name] ?? {};
}

function absolute(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as Schema;
}
