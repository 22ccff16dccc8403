import { whileWanted, type Call } from '../call';
import { ExternalError } from '../external-error';
import { SharedRead } from '../cached';
import type { DirectoryAccount, DirectoryPage } from '../wifi-directory';
import type { Accounts } from './accounts';
import type { IronwifiApi } from './api';
import { listPages, ListTally } from './list-pages';
import { userRecord } from './records';
import type { StatusWords } from './status-words';
import type { Tenant } from './tenant';

const users = { path: '/users', embedded: 'users', record: userRecord };

/** All accounts. There is no confirmed way to look one up by name or note (ironwifi.md §2.2): the roster is read. */
export class Roster {
  readonly #scans = new SharedRead<DirectoryAccount[]>();

  constructor(
    private readonly api: IronwifiApi,
    private readonly accounts: Accounts,
    private readonly words: StatusWords,
    private readonly tenant: Tenant,
  ) {}

  async *pages(call: Call, fromPage = 1): AsyncGenerator<DirectoryPage> {
    const tally = new ListTally(users.path);
    let seen = 0;
    for await (const page of listPages(this.api, users, call, fromPage)) {
      tally.take(page);
      seen += page.rows.length;
      for (const { status } of page.rows) this.words.learn(status);
      // A wrong region reads as an empty tenant (ironwifi.md §10.1).
      if (page.total === 0 || (page.total === null && seen === 0)) await this.tenant.check(call);
      const accounts = [];
      for (const row of page.rows) accounts.push(await this.accounts.toAccount(row, call));
      yield { page: page.page, pages: page.pages ?? page.page, total: page.total ?? seen, accounts };
    }
    tally.close();
  }

  async byMark(mark: string, call: Call): Promise<DirectoryAccount[]> {
    const accounts = await this.#scan(call);
    return accounts.filter(({ notes }) => notes === mark || notes.startsWith(`${mark} `));
  }

  async byUsername(username: string, call: Call): Promise<DirectoryAccount | null> {
    const wanted = username.toLowerCase();
    const accounts = await this.#scan(call);
    return accounts.find((account) => account.username.toLowerCase() === wanted) ?? null;
  }

  /** In the bulk lane: its many pages would leave no room for those who wait at a door. */
  #scan({ onCall, signal }: Call): Promise<DirectoryAccount[]> {
    const shared = this.#scans.join((onSent) =>
      this.#scanTwiceIfNeedBe({ lane: 'bulk', onCall: () => (onSent(), onCall?.()) }),
    );
    return whileWanted(shared, signal);
  }

  async #scanTwiceIfNeedBe(call: Call): Promise<DirectoryAccount[]> {
    try {
      return await this.#scanOnce(call);
    } catch (error) {
      if (error instanceof ExternalError && error.code === 'inconsistent') return this.#scanOnce(call);
      throw error;
    }
  }

  async #scanOnce(call: Call): Promise<DirectoryAccount[]> {
    const accounts: DirectoryAccount[] = [];
    for await (const page of this.pages(call)) accounts.push(...page.accounts);
    return accounts;
  }
}
