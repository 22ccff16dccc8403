import { commands } from '../../cli/commands';
import { type Command, dashed } from '../../cli/frame/command';

/** The part of `docs/command-line.md` that follows from the commands themselves. */
export function commandReference(): string {
  const sections = commands.flatMap((each) =>
    'commands' in each
      ? [`### ${each.name}\n\n${each.summary}.\n`, ...each.commands.map((command) => section(`${each.name} `, command))]
      : [section('', each)],
  );
  return sections.join('\n');
}

function section(group: string, command: Command): string {
  const { name, summary, description, examples, exits, options } = command;
  const level = group === '' ? '###' : '####';
  const codes = [
    exits?.pending === undefined ? [] : [`3: ${exits.pending}.`],
    exits?.held === undefined ? [] : [`4: ${exits.held}.`],
  ].flat();
  return [
    `${level} ${group}${name}`,
    '',
    [`${summary}.`, description, ...codes].filter((part) => part !== undefined).join(' '),
    '',
    '```sh',
    ...examples.map(([example, does]) => `latchkey ${example}  # ${does}`),
    '```',
    '',
    ...(Object.keys(options).length === 0 ? [] : [...table(options), '']),
  ].join('\n');
}

function table(options: Command['options']): string[] {
  const rows = Object.entries(options).map(([name, option]) => {
    if (option.kind === 'flag') return `| \`${dashed(name)}\` | ${option.description} |`;
    const words = option.choices === null ? '' : `: ${option.choices.map((word) => `\`${word}\``).join(', ')}`;
    return `| \`${dashed(name)} ${option.placeholder.replaceAll('|', '\\|')}\` | ${option.description}${words} |`;
  });
  return ['| option | |', '|---|---|', ...rows];
}
