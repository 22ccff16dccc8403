import { type Command, dashed, type Group } from './command';

/** A word that may come next, and what it means. */
interface Word {
  word: string;
  means: string;
}

/** What may follow a path of words such as `/holds/approve`. */
interface Place {
  path: string;
  words: Word[];
  /** By option: what its value may be. */
  choices: readonly (readonly [option: string, values: readonly string[]])[];
}

type Tree = readonly (Command | Group)[];

export const shells = ['bash', 'zsh', 'fish'] as const;

/** The script that completes `latchkey` in a shell. */
export const completionScripts: Readonly<Record<(typeof shells)[number], (tree: Tree) => string>> = {
  bash: (tree) => `# bash completion of latchkey: source <(latchkey completion bash)
_latchkey() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} path= word candidates=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path/$word" in ${pathsOf(tree)}) path="$path/$word" ;; esac
  done
  case "$path $before" in
${choicesOf(tree, (values) => `candidates='${values.join(' ')}'`)}
  *) case "$path" in
${placesOf(tree)
  .map(({ path, words }) => `    '${path}') candidates='${words.map(({ word }) => word).join(' ')}' ;;`)
  .join('\n')}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "$current"))
}
complete -o default -F _latchkey latchkey
`,
  zsh: (tree) => `#compdef latchkey
# zsh completion of latchkey: source <(latchkey completion zsh), after compinit
_latchkey() {
  local before=\${words[CURRENT-1]} place= word
  local -a candidates
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$place/$word" in (${pathsOf(tree)}) place="$place/$word" ;; esac
  done
  case "$place $before" in
${choicesOf(tree, (values) => `candidates=(${values.join(' ')})`)}
  *) case "$place" in
${placesOf(tree)
  .map(({ path, words }) => `    '${path}') candidates=(${words.map((each) => quoted(inZsh(each))).join(' ')}) ;;`)
  .join('\n')}
    esac ;;
  esac
  _describe latchkey candidates || _files
}
compdef _latchkey latchkey
`,
  fish: (tree) => `# fish completion of latchkey: latchkey completion fish | source
complete --command latchkey --no-files --condition __fish_use_subcommand
${placesOf(tree).flatMap(inFish).join('\n')}
`,
};

/** Every place where something may follow: the beginning, groups, commands. */
function placesOf(tree: Tree): Place[] {
  const commands = tree.flatMap((each): [path: string, command: Command][] =>
    'commands' in each
      ? each.commands.map((command) => [`/${each.name}/${command.name}`, command])
      : [[`/${each.name}`, each]],
  );
  const named = (each: Command | Group): Word => ({ word: each.name, means: each.summary });
  return [
    { path: '', words: tree.map(named), choices: [] },
    ...tree.flatMap((each) =>
      'commands' in each ? [{ path: `/${each.name}`, words: each.commands.map(named), choices: [] }] : [],
    ),
    ...commands.map(([path, command]) => ({ path, words: wordsOf(command), choices: choicesIn(command) })),
  ];
}

function wordsOf({ arguments: takes, options, json, local }: Command): Word[] {
  return [
    ...Object.values(takes).flatMap(({ choices, description }) =>
      (choices ?? []).map((word) => ({ word, means: description })),
    ),
    ...Object.entries(options).map(([name, { description }]) => ({ word: dashed(name), means: description })),
    ...(json === null ? [] : [{ word: '--json', means: 'print the answer of the API, for programs' }]),
    ...(local ? [] : [{ word: '--url', means: 'the API to talk to' }]),
    { word: '--help', means: 'show what the command takes' },
  ];
}

const choicesIn = ({ options }: Command): Place['choices'] =>
  Object.entries(options).flatMap(([name, option]) =>
    option.kind === 'value' && option.choices !== null ? [[dashed(name), option.choices] as const] : [],
  );

const pathsOf = (tree: Tree): string =>
  placesOf(tree)
    .flatMap(({ path }) => (path === '' ? [] : [path]))
    .join('|');

const choicesOf = (tree: Tree, set: (values: readonly string[]) => string): string =>
  placesOf(tree)
    .flatMap(({ path, choices }) => choices.map(([option, values]) => `  '${path} ${option}') ${set(values)} ;;`))
    .join('\n');

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Before the first colon stands the word. */
const inZsh = ({ word, means }: Word): string => `${word}:${means}`;

function inFish({ path, words, choices }: Place): string[] {
  const [, ...parts] = path.split('/');
  const [first, second] = parts;
  const inner = words.filter(({ word }) => !word.startsWith('--')).map(({ word }) => word);
  const seen = [first, second].flatMap((part) => (part === undefined ? [] : [`__fish_seen_subcommand_from ${part}`]));
  const isGroup = parts.length === 1 && inner.length > 0;
  const none = isGroup ? [`not __fish_seen_subcommand_from ${inner.join(' ')}`] : [];
  const condition = parts.length === 0 ? '__fish_use_subcommand' : [...seen, ...none].join('; and ');
  const values = new Map(choices);
  return words.map(({ word, means }) => {
    const given = values.get(word);
    const what = word.startsWith('--')
      ? `--long-option ${word.slice(2)}${given === undefined ? '' : ` --exclusive --arguments ${quoted(given.join(' '))}`}`
      : `--no-files --arguments ${word}`;
    return `complete --command latchkey --condition ${quoted(condition)} ${what} --description ${quoted(means)}`;
  });
}
