import { type CANCEL_SYMBOL, confirm, isCancel, password, text } from '@clack/prompts';
import type { World } from './world';
import { exitCodes } from './exit-codes';
import { Trouble, usage } from './trouble';

/** Questions on a terminal. Each throws a Trouble where there is none, and after Ctrl-C. */
export interface Ask {
  /**
   * Goes on after a yes; a no is a Trouble, too.
   * @param instead what to give where nobody can be asked, such as `--yes`
   * @param otherwise what a no means, such as "Nothing was saved."
   */
  confirm(question: string, instead: string, otherwise: string): Promise<void>;
  text(question: string, instead: string, initial?: string): Promise<string>;
  /** Shows nothing of what is typed. */
  secret(question: string, instead: string): Promise<string>;
}

export function askOn({ stdin, stderr }: World): Ask {
  const streams = { input: stdin as NodeJS.ReadStream, output: stderr as NodeJS.WriteStream, withGuide: false };
  const answered = async <Answer>(
    instead: string,
    question: () => Promise<Answer | typeof CANCEL_SYMBOL>,
  ): Promise<Answer> => {
    if (stdin.isTTY !== true || stderr.isTTY !== true)
      throw usage('This needs an answer, and there is no terminal to ask on.', instead);
    const answer = await question();
    if (isCancel(answer)) throw new Interrupted();
    return answer;
  };
  return {
    confirm: async (message, instead, otherwise) => {
      const isMeant = await answered(instead, () => confirm({ ...streams, message, initialValue: false }));
      if (!isMeant) throw new Trouble(otherwise, { todo: '', code: 'notConfirmed' });
    },
    text: (message, instead, initial) =>
      answered(instead, () =>
        text({ ...streams, message, initialValue: initial, validate: (given) => (given ? undefined : 'is needed') }),
      ),
    secret: (message, instead) =>
      answered(instead, () =>
        password({ ...streams, message, validate: (given) => (given ? undefined : 'is needed') }),
      ),
  };
}

/** Ctrl-C at a question. */
export class Interrupted extends Trouble {
  constructor() {
    super('Interrupted.', { todo: '', code: 'interrupted', exitCode: exitCodes.interrupted });
  }
}
