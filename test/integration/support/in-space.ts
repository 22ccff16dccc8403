import type { Account } from '../../../sandbox/ironwifi';
import { memberId } from '../../../domain/replayed/ids';
import { explain, memberWorkflowId, type MemberExplanation } from '../../../contracts/replayed';
import { openSpace, type LivingSpace, type SpaceOptions } from './space';

/** What a test of a member's life asks again and again. */
export interface Living extends LivingSpace {
  accountOf: (id: string) => Account | undefined;
  isEnabled: (id: string) => boolean;
  explain: (id: string) => Promise<MemberExplanation>;
  /** When the account was last changed, epoch ms. */
  lastChangeOf: (id: string) => number;
}

const patience = 90_000;

/** How late a machine that runs many tests may be, ms. Never early is the promise that a test can hold; the benches measure. */
export const lateAtMost = 15_000;

/**
 * Tests that share one space; those of one `describe` run at the same time, each with members of its own.
 * Their space opens with the first of them: `beforeAll` does not wait for concurrent tests, nor they for it.
 */
export function inSpace(options: SpaceOptions = {}): {
  scene: (title: string, script: (space: Living) => Promise<void>, timeout?: number) => void;
} {
  let opened: Promise<Living> | undefined;
  const open = (): Promise<Living> => (opened ??= openSpace(options).then(enliven));
  afterAll(async () => {
    await (await opened)?.close();
  }, patience);
  return {
    scene: (title, script, timeout = patience) =>
      it.concurrent(title, async () => telling(await open(), script), timeout),
  };
}

/** A scene that fails says what the API has failed at: a 503 alone tells nothing of its cause. */
async function telling(space: Living, script: (space: Living) => Promise<void>): Promise<void> {
  try {
    await script(space);
  } catch (error) {
    const failures = space.apiFailures().join('\n');
    if (error instanceof Error && failures !== '') addTo(error, `The API of this space has logged:\n${failures}`);
    throw error;
  }
}

/** Jest shows the stack, which begins with the message as it was when the error was made. */
function addTo(error: Error, text: string): void {
  const { message, stack } = error;
  error.message = `${message}\n\n${text}`;
  error.stack = stack?.replace(message, () => error.message);
}

export function enliven(space: LivingSpace): Living {
  const accountOf = (id: string): Account | undefined =>
    space.sandbox.ironwifi.accounts().find(({ notes }) => notes.split(' ')[0] === `latchkey:${space.connector}:${id}`);
  return {
    ...space,
    accountOf,
    isEnabled: (id) => accountOf(id)?.enabled === true,
    explain: (id) => space.client.workflow.getHandle(memberWorkflowId(space.connector, memberId(id))).query(explain),
    lastChangeOf: (id) => Number(accountOf(id)?.history.at(-1)?.at ?? 0),
  };
}
