import type { WifiDirectory } from '../../clients/wifi-directory';
import { accountId } from '../../domain/replayed/ids';
import type { Logger } from '../log';

export type LiveUsername = (account: string) => Promise<string | undefined>;

interface Options {
  /** How long an answer of the directory may take. */
  patienceMs: number;
  /** How long it is good for: a page that is looked at again and again must not use up the tenant's calls. */
  freshMs: number;
}

/** The user name of an account as the directory has it; undefined when it cannot say so in time. */
export function liveUsername(
  directory: Pick<WifiDirectory, 'read'>,
  log: Logger,
  { patienceMs, freshMs }: Options = { patienceMs: 3_000, freshMs: 15_000 },
): LiveUsername {
  const seen = new Map<string, { username: string | undefined; at: number }>();
  return async (account) => {
    for (const [old, { at }] of seen) if (Date.now() - at > freshMs) seen.delete(old);
    const known = seen.get(account);
    if (known) return known.username;
    try {
      const username = await readWithin(patienceMs, directory, account);
      seen.set(account, { username, at: Date.now() });
      return username;
    } catch (error) {
      log.warn({ err: error, account }, 'the user name cannot be read now');
      return undefined;
    }
  };
}

async function readWithin(ms: number, directory: Pick<WifiDirectory, 'read'>, account: string) {
  const signal = AbortSignal.timeout(ms);
  // A call that waits for its turn may not notice the signal.
  const over = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The directory did not answer in time.')), { once: true });
  });
  const read = await Promise.race([directory.read(accountId(account), { lane: 'interactive', signal }), over]);
  return read?.username;
}
