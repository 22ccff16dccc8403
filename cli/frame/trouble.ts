import { CommanderError } from 'commander';
import { z } from 'zod';
import { ProblemError } from '../../contracts/api/client';
import { type Problem, problemTitles } from '../../contracts/api/problem';
import { type ExitCode, exitCodes } from './exit-codes';

interface TroubleParts {
  /** Which command, file or address. */
  where?: string;
  /** What to do about it. */
  todo: string;
  /** Which parts are wrong, one a line. */
  lines?: readonly string[];
  /** Of the problem document; programs tell kinds of trouble by it. */
  code?: string;
  status?: number;
  exitCode?: ExitCode;
}

/** What went wrong, where, and what to do: all that a command says when it fails. */
export class Trouble extends Error {
  override readonly name = 'Trouble';

  constructor(
    what: string,
    readonly parts: TroubleParts,
  ) {
    super(what);
  }

  get exitCode(): ExitCode {
    return this.parts.exitCode ?? exitCodes.failed;
  }

  /** The API's own document where it has sent one; else one of ours, with status 0 where no answer came. */
  toProblem(): Problem {
    const { code, status = 0, lines = [], todo, where } = this.parts;
    return {
      type: 'about:blank',
      title: problemTitles[status] ?? (this.exitCode === exitCodes.usage ? 'Usage' : 'Failed'),
      status,
      detail: [this.message, ...lines, where, todo].filter((part) => part !== undefined && part !== '').join(' '),
      ...(code !== undefined && { code }),
    };
  }
}

/** The command was not given as it takes it. */
export const usage = (what: string, todo: string, lines?: readonly string[]): Trouble =>
  new Trouble(what, { todo, lines, code: 'usage', exitCode: exitCodes.usage });

/** Where the API is, and how the caller shows who it is. */
export interface Caller {
  url: string;
  /** In words, such as `LATCHKEY_TOKEN`. */
  tokenFrom: string;
  /** Whether it is the system of this machine, as `latchkey up` starts it. */
  isLocal: boolean;
}

/** Anything that a command may throw, in words. Null: a mistake of our own, which needs its trace. */
export function toTrouble(error: unknown, command: string, caller: Caller | null): Trouble | null {
  if (error instanceof Trouble) return error;
  if (error instanceof CommanderError) return ofUsage(error, command);
  if (error instanceof ProblemError) return ofRefusal(error, caller);
  if (error instanceof z.ZodError)
    return new Trouble('The API has answered something else than its contract says.', {
      where: caller?.url,
      todo: 'Use the command line of the same version as the API (latchkey version), and ask again.',
      code: 'undocumented',
      lines: error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`),
    });
  return caller === null ? null : ofNetwork(error, caller);
}

function ofUsage({ message }: CommanderError, command: string): Trouble {
  const [what = '', ...lines] = message.replace(/^error: /, '').split('\n');
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  return usage(
    sentence,
    `${command} --help says what it takes.`,
    lines.map((line) => line.replace(/^\(|\)$/g, '')),
  );
}

/** What to do about a refusal, where its detail does not say so itself. */
const AFTER: Readonly<Record<number, string>> = {
  404: 'Look the id up; the lists of latchkey have it.',
  409: 'Look at how things stand now, then decide again.',
  412: 'Fetch them again, put your changes in, and try once more.',
  429: 'Wait a minute before you try again.',
  503: 'Try again in a moment; latchkey doctor says what is the matter.',
};

function ofRefusal(error: ProblemError, caller: Caller | null): Trouble {
  const { status, problem, request } = error;
  const where = caller === null ? request : `${request} at ${caller.url}`;
  if (status === 401)
    return new Refused(problem, 'The API does not know this token, or it has ended.', {
      where: `${caller?.url ?? ''}, with the token of ${caller?.tokenFrom ?? ''}`,
      todo: 'Log in with one that is good: latchkey login. An admin makes one with latchkey tokens create.',
      status,
    });
  if (problem === null)
    return new Refused(null, `Something that is not Latchkey's API has answered, with status ${status}.`, {
      where,
      todo: 'Check the address, and the proxy before it.',
      status,
      code: 'notLatchkey',
    });
  return new Refused(problem, problem.detail, {
    where,
    todo: AFTER[status] ?? '',
    lines: problem.errors?.map(({ path, message }) => (path === '' ? message : `${path} ${message}`)),
    status,
  });
}

/** Keeps the API's document as it came. */
class Refused extends Trouble {
  constructor(
    private readonly problem: Problem | null,
    what: string,
    parts: TroubleParts,
  ) {
    super(what, parts);
  }

  override toProblem(): Problem {
    return this.problem ?? super.toProblem();
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there',
  ENOTFOUND: 'There is no host of this name',
  EAI_AGAIN: 'The name could not be looked up',
  ECONNRESET: 'The connection was cut',
  ETIMEDOUT: 'Nobody answers there',
  UND_ERR_CONNECT_TIMEOUT: 'Nobody answers there',
};

function ofNetwork(error: unknown, { url, isLocal }: Caller): Trouble | null {
  const code = codeOf(error);
  const tookTooLong = isObject(error) && error.name === 'TimeoutError';
  if (!tookTooLong && code === null) return null;
  const cause = code === null ? 'The answer takes too long' : (CAUSES[code] ?? causeOf(error));
  return new Trouble(`The API cannot be reached. ${cause}${code === null ? '' : ` (${code})`}.`, {
    where: url,
    todo: isLocal
      ? 'Start Latchkey with latchkey up, or name another API: --url, LATCHKEY_URL, latchkey login.'
      : 'Check the address (--url, LATCHKEY_URL, latchkey login), and that this machine reaches it.',
    code: 'unreachable',
  });
}

const isObject = (given: unknown): given is Record<string, unknown> => typeof given === 'object' && given !== null;

/** The system's own word for a failure of the network; fetch hides it in the cause. */
function codeOf(error: unknown): string | null {
  for (let cause = error; isObject(cause); cause = cause.cause) if (typeof cause.code === 'string') return cause.code;
  return null;
}

function causeOf(error: unknown): string {
  const innermost = isObject(error) && isObject(error.cause) ? error.cause : error;
  return isObject(innermost) ? String(innermost.message) : String(innermost);
}
