import type { DirectoryCapabilities } from '../../domain/settings/settings';
import { capability } from './refusal';

type Pair = Exclude<DirectoryCapabilities['statusWords'], 'unknown'>;
const pairs: readonly Pair[] = ['enabled/disabled', 'active/inactive'];

/**
 * The two words for an account's status (ironwifi.md §2.5). The setting says them; else they are learned from accounts
 * as they are read, never by trying: a server may take a word it does not know and do nothing.
 */
export class StatusWords {
  /** In what accounts were read as having. */
  readonly #seen = new Set<Pair>();
  /** What a new account of ours had by default, or what was taken where the other pair was refused. */
  #proved: Pair | null = null;

  constructor(private readonly capabilities: () => DirectoryCapabilities) {}

  /** Null: not known yet. Throws `capability` when what is known contradicts itself. */
  word(enabled: boolean): string | null {
    const pair = this.#pair();
    return pair === null ? null : wordOf(pair, enabled);
  }

  /** Null: not one of the words. */
  read(status: string | undefined): boolean | null {
    const known = this.#proved ?? this.#setting();
    const pair = pairOf(status);
    if (pair === null || (known !== null && pair !== known)) return null;
    return status?.toLowerCase() === wordOf(pair, true);
  }

  /** From an account whose status somebody else wrote. */
  learn(status: string | undefined): void {
    const pair = pairOf(status);
    if (pair) this.#seen.add(pair);
  }

  /** From an account that was made without a status. */
  prove(status: string | undefined): void {
    this.#proved = pairOf(status) ?? this.#proved;
  }

  /** After `word` was refused as no word at all: the other one. */
  otherThan(word: string): string | null {
    const pair = pairs.find((other) => other !== pairOf(word));
    const enabled = pairs.some((each) => wordOf(each, true) === word);
    return pair ? wordOf(pair, enabled) : null;
  }

  #pair(): Pair | null {
    if (this.#proved) return this.#proved;
    const setting = this.#setting();
    const [first, second] = [...this.#seen];
    if (setting && first && !second && first !== setting) {
      throw capability(
        'directory.statusWords',
        `The accounts of this tenant have the status words ${first}, not ${setting}`,
      );
    }
    if (setting) return setting;
    if (second)
      throw capability('directory.statusWords', `The accounts of this tenant have status words of both kinds`);
    return first ?? null;
  }

  #setting(): Pair | null {
    const { statusWords } = this.capabilities();
    return statusWords === 'unknown' ? null : statusWords;
  }
}

function wordOf(pair: Pair, enabled: boolean): string {
  const [on = '', off = ''] = pair.split('/');
  return enabled ? on : off;
}

function pairOf(status: string | undefined): Pair | null {
  const word = status?.toLowerCase();
  return pairs.find((pair) => word !== undefined && pair.split('/').includes(word)) ?? null;
}
