import { Command as Commander, Option } from 'commander';
import { type Command, dashed, type Group, type Texts } from './command';

type Run = (command: Command, called: string, args: readonly (string | undefined)[], options: Texts) => Promise<void>;

interface Printed {
  out: (text: string) => void;
  err: (text: string) => void;
  columns: number | undefined;
  hasColours: boolean;
}

const EXITS = `Exit codes: 0 done, 1 failed, 2 wrong usage, 3 changes pending, 4 held, 130 interrupted.`;

/** The commands as commander knows them: reads what was given, prints help, names the nearest word. Its errors are thrown. */
export function program(commands: readonly (Command | Group)[], run: Run, printed: Printed): Commander {
  const root = framed(new Commander('latchkey'), printed)
    .description('WiFi access that follows membership: everything about it that an operator does.')
    .addHelpText('after', `\n${EXITS}\nMore: docs/command-line.md`)
    .helpCommand(false);
  for (const each of commands) root.addCommand(add(each, 'latchkey', run, printed));
  return root;
}

function add(each: Command | Group, parent: string, run: Run, printed: Printed): Commander {
  const called = `${parent} ${each.name}`;
  const commander = framed(new Commander(each.name), printed).summary(each.summary).description(sentences(each));
  if ('commands' in each) {
    commander.helpCommand(false);
    for (const inner of each.commands) commander.addCommand(add(inner, called, run, printed));
    return commander;
  }
  for (const { placeholder, description, schema } of Object.values(each.arguments)) {
    const isOptional = schema.safeParse(undefined).success;
    commander.argument(isOptional ? `[${placeholder}]` : `<${placeholder}>`, description);
  }
  for (const option of optionsOf(each)) commander.addOption(option);
  return commander
    .allowExcessArguments(false)
    .addHelpText('after', examples(each))
    .action((...given: unknown[]) => run(each, called, given.slice(0, -2) as string[], commander.opts()));
}

/** Its own, and those that every command has. */
function optionsOf({ options, json, local }: Command): Option[] {
  const own = Object.entries(options).map(([name, option]) => {
    if (option.kind === 'flag') return new Option(dashed(name), option.description);
    const { placeholder, description, choices } = option;
    const shown = choices === null ? description : `${description}: ${choices.join(', ')}`;
    return new Option(`${dashed(name)} <${placeholder}>`, shown);
  });
  return [
    ...own,
    ...(json === null ? [] : [new Option('--json', 'print the answer of the API, for programs')]),
    ...(local ? [] : [new Option('--url <URL>', 'the API to talk to (LATCHKEY_URL)')]),
  ];
}

function framed(commander: Commander, { out, err, columns, hasColours }: Printed): Commander {
  return commander
    .exitOverride()
    .showSuggestionAfterError()
    .helpOption('-h, --help', 'show this')
    .configureOutput({
      writeOut: out,
      writeErr: err,
      // run.ts says what went wrong
      outputError: () => undefined,
      getOutHelpWidth: () => columns ?? 100,
      getOutHasColors: () => hasColours,
    })
    .configureHelp({
      styleTitle: (text) => (hasColours ? `\u001b[1m${text}\u001b[22m` : text),
      styleCommandText: (text) => (hasColours ? `\u001b[36m${text}\u001b[39m` : text),
    });
}

function sentences(each: Command | Group): string {
  const more = 'commands' in each ? undefined : each.description;
  return more === undefined ? `${each.summary}.` : `${each.summary}. ${more}`;
}

function examples({ examples, exits }: Command): string {
  const lines = examples.map(([line, does]) => `  $ latchkey ${line}\n      ${does}`);
  const codes = [
    exits?.pending === undefined ? [] : [`  3  ${exits.pending}`],
    exits?.held === undefined ? [] : [`  4  ${exits.held}`],
  ].flat();
  return ['', 'Examples:', ...lines, ...(codes.length > 0 ? ['', 'Exit codes of its own:', ...codes] : [])].join('\n');
}
