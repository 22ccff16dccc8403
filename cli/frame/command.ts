import { z } from 'zod';
import type { Answer, Operation } from '../../contracts/api/operation';
import type { Context } from './context';
import { type ExitCode, exitCodes } from './exit-codes';
import { usage } from './trouble';

interface Flag {
  kind: 'flag';
  description: string;
}

interface Value<Schema extends z.ZodType = z.ZodType> {
  kind: 'value';
  /** What stands for it in the help, such as ID. */
  placeholder: string;
  description: string;
  /** Of the text that was given, or undefined. */
  schema: Schema;
  choices: readonly string[] | null;
}

/** An option that is there or not. */
export const flag = (description: string): Flag => ({ kind: 'flag', description });

/** An option, or an argument, with a text; a schema that takes no `undefined` makes it required. */
export const value = <Schema extends z.ZodType>(
  placeholder: string,
  description: string,
  schema: Schema,
): Value<Schema> => ({ kind: 'value', placeholder, description, schema, choices: null });

/** One of these words. */
export const choice = <const Words extends readonly [string, ...string[]]>(
  placeholder: string,
  description: string,
  words: Words,
): Value<z.ZodOptional<z.ZodEnum<{ [Word in Words[number]]: Word }>>> => ({
  ...{ kind: 'value', placeholder, description, choices: words },
  schema: z.enum(words, `is one of ${words.join(', ')}`).optional(),
});

type Arguments = Readonly<Record<string, Value>>;
type Options = Readonly<Record<string, Flag | Value>>;
type Output<Parts extends Options> = {
  [Name in keyof Parts]: Parts[Name] extends Value<infer Schema> ? z.output<Schema> : boolean;
};

interface Definition<Takes extends Arguments, With extends Options, Printed extends z.ZodType> {
  name: string;
  /** Half a sentence, without a full stop. */
  summary: string;
  /** More of it, in sentences. */
  description?: string;
  /** Without `latchkey`: `['sync --dry-run', 'say what a sync would do']`. */
  examples: readonly [Example, ...Example[]];
  /** In the order in which they are given; by the name that `run` gets. */
  arguments?: Takes;
  /** By the name that `run` gets: `dryRun` is `--dry-run`. */
  options?: With;
  /** What --json prints: the shape of the operation's answer. Null: there is no --json. */
  json: Printed | null;
  /** Talks to no API, so there is no --url. */
  local?: true;
  /** Ends the process itself, also on a signal. */
  endsItself?: true;
  /** When it ends with 3 or 4. */
  exits?: { pending?: string; held?: string };
  /**
   * Does it. What it returns is printed with --json, and shown otherwise; several values, one after the other, are lines of JSON.
   * Undefined: it has printed all there is.
   */
  run: (
    context: Context,
    given: Output<Takes> & Output<With>,
  ) => Promise<z.output<Printed> | undefined> | AsyncIterable<z.output<Printed>>;
  /** For people. */
  show?: (answer: z.output<Printed>, context: Context, given: Output<Takes> & Output<With>) => void | Promise<void>;
  /** Default: done. */
  exitCode?: (answer: z.output<Printed>) => ExitCode;
}

type Example = readonly [line: string, does: string];

/** A command as the program has it: texts in, exit code out. */
export interface Command extends Pick<
  Definition<Arguments, Options, z.ZodType>,
  'name' | 'summary' | 'description' | 'examples' | 'json' | 'local' | 'endsItself' | 'exits'
> {
  arguments: Arguments;
  options: Options;
  execute(context: Context, args: readonly (string | undefined)[], options: Texts): Promise<ExitCode>;
}

/** Commands of one thing, such as `holds`. */
export interface Group {
  name: string;
  summary: string;
  commands: readonly Command[];
}

/** As commander has read them. */
export type Texts = Readonly<Record<string, string | boolean | undefined>>;

/** Keeps the types of what the command takes and gives. */
export function command<
  const Takes extends Arguments = Record<never, never>,
  const With extends Options = Record<never, never>,
  Printed extends z.ZodType = z.ZodNever,
>(definition: Definition<Takes, With, Printed>): Command {
  const { run, show, exitCode, arguments: takes, options: having, ...described } = definition;
  const execute: Command['execute'] = async (context, args, options) => {
    const given = {
      ...read(takes ?? {}, (name, index) => [args[index], `<${takes?.[name]?.placeholder}>`]),
      ...read(having ?? {}, (name) => [options[name], dashed(name)]),
    } as Output<Takes> & Output<With>;
    let code: ExitCode = exitCodes.done;
    const tell = async (answer: z.output<Printed>, isLine: boolean): Promise<void> => {
      if (context.json) context.printJson(answer, isLine);
      else {
        context.progress.end();
        await show?.(answer, context, given);
      }
      code = exitCode?.(answer) ?? code;
    };
    const result = run(context, given);
    if (Symbol.asyncIterator in result) for await (const answer of result) await tell(answer, true);
    else {
      const answer = await result;
      if (answer !== undefined) await tell(answer, false);
    }
    return code;
  };
  return { ...described, arguments: takes ?? {}, options: having ?? {}, execute };
}

/** `dryRun` is `--dry-run`. */
export const dashed = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function read(parts: Options, textOf: (name: string, index: number) => [text: unknown, called: string]): object {
  const entries = Object.entries(parts).map(([name, part], index) => {
    const [text, called] = textOf(name, index);
    if (part.kind === 'flag') return [name, text === true];
    const parsed = part.schema.safeParse(text);
    if (parsed.success) return [name, parsed.data] as const;
    throw usage(`${called} ${parsed.error.issues[0]?.message}.`, 'Put it right; --help says what the command takes.');
  });
  return Object.fromEntries(entries) as object;
}

/** The answer of an operation, as --json prints it. */
export function answerOf<O extends Operation>({ operationId, replies }: O): z.ZodType<Answer<O>> {
  const schemas = Object.values(replies).flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
  const [first, ...others] = schemas;
  if (first === undefined) throw new Error(`${operationId} does not answer in JSON`);
  return (others.length === 0 ? first : z.union(schemas)) as z.ZodType<Answer<O>>;
}
