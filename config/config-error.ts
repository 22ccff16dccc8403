/** One thing that is wrong: `name` and `message` read as a sentence together ("LATCHKEY_PORT is missing"). */
export interface ConfigProblem {
  name: string;
  message: string;
}

/** Everything that is wrong with the environment. The message is printable: one line per problem, without secrets. */
export class ConfigError extends Error {
  readonly problems: ConfigProblem[];

  constructor(problems: ConfigProblem[]) {
    super(problems.map(({ name, message }) => `${name} ${message}`).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
