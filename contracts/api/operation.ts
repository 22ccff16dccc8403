import type { z } from 'zod';
import type { Role } from './roles';

/** A problem that several operations have: a component of the OpenAPI document. */
export interface SharedProblem {
  id: string;
  description: string;
  /** Says when to come back, in seconds. */
  retryAfter?: true;
}

/** A successful answer; without a schema it is not JSON, and `media` names its type. */
export interface Reply {
  description: string;
  schema?: z.ZodType;
  example?: unknown;
  /** What it may be instead of JSON, as the caller asks for it. */
  media?: string;
  headers?: Record<string, { description?: string; schema: { type: 'string' } }>;
}

interface RequestBody {
  schema: z.ZodType;
  /** Where it is not, no body at all counts as an empty one. */
  required: boolean;
  description?: string;
  example?: unknown;
}

/** Who may call an operation. None is reachable by a token unless it says which. */
type Callers =
  | {
      /** The least that a caller must have. */
      role: Role;
      open?: undefined;
    }
  | {
      /** Anybody may call it. Its caller proves itself as `hook` says, or not at all. */
      open: true | 'hook';
      role?: undefined;
    };

interface Described {
  method: 'get' | 'post' | 'put';
  /** As OpenAPI writes it. */
  path: string;
  operationId: string;
  tag: Tag;
  summary: string;
  description?: string;
  /** A value that does not fit is a 404 with the schema's message. */
  params?: z.ZodObject;
  /** A value that does not fit is a 400 with the schema's message. */
  query?: z.ZodObject;
  headers?: z.ZodObject;
  /** A body that does not fit is a 422 that names each mistake. */
  body?: RequestBody;
  /** By status, the usual one first. */
  replies: Readonly<Record<number, Reply>>;
  /** Problem documents by status, apart from those that every operation of its kind has: see `problemsOf`. */
  problems?: Readonly<Record<number, string | SharedProblem>>;
}

/**
 * One operation of the HTTP API: what routes are registered by, what clients are typed by, and what the OpenAPI document is
 * made from.
 */
export type Operation = Described & Callers;

/** What only a principal may call. */
export type GuardedOperation = Extract<Operation, { role: Role }>;

export const tags = {
  webhooks: 'What Nexudus posts, and the webhook records that make it do so.',
  probes: 'For supervisors and load balancers.',
  members: 'Why a member may connect or not, and what an operator can do about it.',
  syncs: 'Comparing the whole roster with the directory, and going live.',
  settings: 'The settings of the connector.',
  health: 'How Nexudus, IronWifi and the product itself are doing.',
  holds: 'Changes that wait for an operator.',
  access: 'Who may call this API, and who has done what.',
  'member page': 'What a letter links to. No token but the one in the address.',
} as const;
type Tag = keyof typeof tags;

/** Keeps the types of the schemas. */
export const operation = <const Defined extends Operation>(defined: Defined): Defined => defined;

type Part<O, Name extends keyof Operation> = O extends Record<Name, infer Schema extends z.ZodType> ? Schema : never;
type BodySchema<O> = O extends { body: { schema: infer Schema extends z.ZodType } } ? Schema : never;
type ReplySchema<O extends Operation> = {
  [Status in keyof O['replies']]: O['replies'][Status] extends { schema: infer Schema extends z.ZodType }
    ? Schema
    : never;
}[keyof O['replies']];

type Known<Name extends string, Value> = [Value] extends [never] ? unknown : Record<Name, Value>;

/** What a handler gets: parsed. */
export type Received<O extends Operation> = Known<'params', z.output<Part<O, 'params'>>> &
  Known<'query', z.output<Part<O, 'query'>>> &
  Known<'body', z.output<BodySchema<O>>>;

type Optional<Name extends string, Value> = [Value] extends [never]
  ? unknown
  : object extends Value
    ? Partial<Record<Name, Value>>
    : Record<Name, Value>;

/** What a caller sends. */
export type Sent<O extends Operation> = Optional<'params', z.input<Part<O, 'params'>>> &
  Optional<'query', z.input<Part<O, 'query'>>> &
  Optional<'headers', z.input<Part<O, 'headers'>>> &
  Optional<'body', z.input<BodySchema<O>>>;

/** What is answered in JSON. */
export type Answer<O extends Operation> = z.output<ReplySchema<O>>;
