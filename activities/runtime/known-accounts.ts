import { parseMark } from '../../domain/account/ownership';
import type { AccountId, Instant, MemberId } from '../../domain/replayed/ids';

interface Listed {
  id: AccountId;
  notes: string;
}

/** Syncs are rarely further apart; after that a member without an account in it may have got one elsewhere. */
const MAX_AGE_MS = 60 * 60_000;

/**
 * Which account each member has, by the roster that this worker read last and what it has created since: a workflow that
 * has just begun asks here, so that it finds an account of the member's without a read of the roster for each.
 */
export class KnownAccounts {
  #latest: { ids: Map<MemberId, AccountId>; readAt: Instant } | null = null;

  constructor(private readonly connector: string) {}

  /** Takes the accounts of one read of the roster, and knows them once it is `done`. */
  collect(readAt: Instant): { take: (account: Listed) => void; done: () => void } {
    const ids = new Map<MemberId, AccountId>();
    return {
      take: ({ id, notes }) => {
        const owner = parseMark(notes);
        const member = owner?.connector === this.connector ? (owner.member as MemberId) : null;
        if (member !== null && !ids.has(member)) ids.set(member, id);
      },
      done: () => (this.#latest = { ids, readAt }),
    };
  }

  note(member: MemberId, id: AccountId): void {
    this.#latest?.ids.set(member, id);
  }

  /** Null: none; undefined: no roster was read lately. */
  of(member: MemberId, now: Instant): AccountId | null | undefined {
    if (this.#latest === null || now - this.#latest.readAt > MAX_AGE_MS) return undefined;
    return this.#latest.ids.get(member) ?? null;
  }
}
