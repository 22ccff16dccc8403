import { CommanderError } from 'commander';
import { commands } from './commands';
import { askOn, Interrupted } from './frame/ask';
import { Context } from './frame/context';
import { type ExitCode, exitCodes } from './frame/exit-codes';
import { Output } from './frame/output';
import { program } from './frame/program';
import { toTrouble, type Trouble } from './frame/trouble';
import { hasColours, type World } from './frame/world';

/** Runs one command, from its words to its exit code; never throws. */
export async function runLatchkey(words: readonly string[], world: World): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  let called = calledBy(words);
  let context: Context | null = null;
  const commander = program(
    commands,
    async (command, name, args, options) => {
      called = name;
      const running = new Context(world, askOn(world), {
        json: options.json === true,
        url: typeof options.url === 'string' ? options.url : undefined,
      });
      context = running;
      const work = command.execute(running, args, options);
      code = await (command.endsItself ? work : Promise.race([work, interruption(world.interrupted)])).finally(() =>
        running.progress.end(),
      );
    },
    {
      out: (text) => void world.stdout.write(text),
      err: (text) => void world.stderr.write(text),
      columns: world.stdout.columns || undefined,
      hasColours: hasColours(world.stdout, world.env),
    },
  );
  try {
    await commander.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    return toldOf(error, { world, words, called, context });
  }
}

/** Rejects on Ctrl-C. */
const interruption = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = () => reject(new Interrupted());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

interface Failed {
  world: World;
  words: readonly string[];
  called: string;
  context: Context | null;
}

/** Prints what went wrong: for people in words, with --json as a problem document, both on stderr. */
function toldOf(error: unknown, { world, words, called, context }: Failed): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
  // a group without its command: the help has been printed
  if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.usage;
  const out = new Output(world.stderr, hasColours(world.stderr, world.env));
  if (error instanceof Interrupted || world.interrupted.aborted) {
    out.line(`\nInterrupted. ${context?.whenInterrupted ?? ''}`.trimEnd());
    return exitCodes.interrupted;
  }
  const trouble = toTrouble(error, called, context?.caller ?? null);
  if (trouble === null) {
    // our own mistake
    out.line(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return exitCodes.failed;
  }
  if (words.includes('--json')) out.line(JSON.stringify(trouble.toProblem(), null, 2));
  else show(trouble, out);
  return trouble.exitCode;
}

function show({ message, parts: { lines = [], where, todo } }: Trouble, out: Output): void {
  out.text(`${out.bad('Error:')} ${message}`);
  for (const line of lines) out.text(`  ${line}`);
  out.pairs([
    ['  where', where || null],
    ['  to do', todo || null],
  ]);
}

/** What was meant, as far as it can be told before it is read: `latchkey holds list`. */
function calledBy(words: readonly string[]): string {
  const [first = '', second = ''] = words;
  const found = commands.find(({ name }) => name === first);
  if (found === undefined) return 'latchkey';
  const isGroup = 'commands' in found && found.commands.some(({ name }) => name === second);
  return ['latchkey', first, ...(isGroup ? [second] : [])].join(' ');
}
