import { isThrowAway } from '../../domain/account/throw-away';
import { bothLeftOut, type LeftOut } from '../../domain/replayed/account';
import { outcomeUnknown } from '../../domain/replayed/failure-codes';
import { accountId, type AccountId } from '../../domain/replayed/ids';
import type { DirectoryCapabilities } from '../../domain/settings/settings';
import { SharedRead } from '../cached';
import { type Call, whileWanted } from '../call';
import { ExternalError } from '../external-error';
import { checkShape } from '../http/replies';
import type { AccountChange, DirectoryAccount, DirectoryPage, NewAccount, WrittenAccount } from '../wifi-directory';
import { capability, type IronwifiApi, nothingWasSent, Operation } from './api';
import { addPlanAttributes, replacePassword, replacePlanAttributes } from './attributes';
import { detailsApart, isEmpty, isRefusal, withoutRefused, writeDetails } from './details';
import type { StatusWords } from './disputed-fields';
import { userPath, type UserWriter, type Wanted, type Written } from './user-writer';
import { listPages, ListTally, userRecord, type UserRecord } from './wire';

interface Applied {
  record: UserRecord;
  leftOut: LeftOut | null;
}

/** Single accounts. */
export class Accounts {
  constructor(
    private readonly api: IronwifiApi,
    private readonly writer: UserWriter,
    private readonly capabilities: () => DirectoryCapabilities,
  ) {}

  create(account: NewAccount, call: Call): Promise<WrittenAccount> {
    return Operation.run(this.api, call, async (operation) => {
      const { written, wanted, leftOut } = await this.#post(operation, asNew(account));
      const record = await this.#mustBeOurs(operation, written, account.notes);
      const shown = await this.#finish(operation, { ...written, record }, account, wanted);
      return { ...(await this.toAccount(shown.record, operation.call)), leftOut: bothLeftOut(leftOut, shown.leftOut) };
    });
  }

  change(id: AccountId, change: AccountChange, call: Call): Promise<WrittenAccount> {
    return Operation.run(this.api, call, async (operation) => {
      try {
        const { record, leftOut } = await this.#apply(operation, id, change);
        return { ...(await this.toAccount(record, operation.call)), leftOut };
      } catch (error) {
        throw operation.partly(error);
      }
    });
  }

  /** Servers were seen to report a failed delete that was done, and one that was not (ironwifi.md §10.19). */
  remove(id: AccountId, call: Call): Promise<void> {
    return Operation.run(this.api, call, async (operation) => {
      try {
        await operation.write({ method: 'DELETE', path: userPath(id) }, isGone);
      } catch (error) {
        if (!(error instanceof ExternalError) || !error.outcomeUnknown) throw error;
        const path = userPath(id);
        const left = await operation.read({ method: 'GET', path }, isGone).catch(() => Promise.reject(error));
        if (left.status === 404) return;
        throw new ExternalError('ironwifi', 'outage', `DELETE ${path}: the account is still there`, {
          retryable: true,
        });
      }
    });
  }

  async read(id: AccountId, call: Call): Promise<DirectoryAccount | null> {
    const reply = await this.api.send({ method: 'GET', path: userPath(id) }, { ...call, accepts: isGone });
    if (reply.status === 404) return null;
    const record = checkShape('ironwifi', reply.name, userRecord, reply.json());
    this.writer.words.learn(record.status);
    return this.toAccount(record, call);
  }

  async toAccount(record: UserRecord, call: Call): Promise<DirectoryAccount> {
    return {
      id: accountId(record.id),
      username: record.username,
      enabled: this.writer.words.read(record.status),
      orgUnit: await this.writer.units.nameOf(record.orgunit, call),
      notes: record.notes ?? '',
    };
  }

  /** For a taken name, the reply may be the account that has it (ironwifi.md §11.2): our mark tells them apart. */
  async #mustBeOurs(operation: Operation, { record }: Written, mark: string): Promise<UserRecord> {
    const shown = record.notes === undefined ? await this.writer.read(operation, record.id) : record;
    // some servers cut what is long
    if (shown.notes && mark.startsWith(shown.notes)) return shown;
    const text = `POST /users: answered with account ${record.id}, which is not ours: the user name is taken`;
    throw new ExternalError('ironwifi', 'duplicate', text, { retryable: false });
  }

  /** A name or an address that is refused is no reason for no account. */
  async #post(operation: Operation, wanted: Wanted) {
    let leftOut: LeftOut | null = null;
    for (;;) {
      try {
        return { written: await this.writer.write(operation, null, wanted), wanted, leftOut };
      } catch (error) {
        const less = withoutRefused(wanted.fields, error);
        if (less === null) throw error;
        wanted = { ...wanted, fields: less.fields };
        leftOut = bothLeftOut(leftOut, less.leftOut);
      }
    }
  }

  async #finish(operation: Operation, written: Written, account: NewAccount, wanted: Wanted): Promise<Applied> {
    // 200 in place of 201 may be the account of an earlier attempt, whose status and password may differ.
    if (written.reply.status === 200) {
      const { email, firstName, lastName, password, orgUnit, enabled } = account;
      const attributes = account.attributes ?? undefined;
      const change = { email, firstName, lastName, password, orgUnit, enabled, attributes };
      return this.#apply(operation, written.record.id, change);
    }
    if (!written.sent.includes('status')) this.writer.words.prove(written.record.status);
    try {
      const record = await this.writer.settle(operation, written, wanted);
      if (account.attributes) await addPlanAttributes(operation, record.id, account.attributes);
      return { record, leftOut: null };
    } catch (error) {
      return this.#undo(operation, written.record.id, error);
    }
  }

  /**
   * A new account that cannot be brought to the wanted state must not stay, since the caller is told that there is none.
   * Where the outcome is unknown anyway, the caller's search finds the account by its mark.
   */
  async #undo(operation: Operation, id: string, error: unknown): Promise<never> {
    const final = error instanceof ExternalError && ![...outcomeUnknown, ...nothingWasSent].includes(error.code);
    if (!final) throw error;
    try {
      await operation.write({ method: 'DELETE', path: userPath(id) }, isGone);
    } catch {
      const text = `${error.message}; the account ${id} made meanwhile could not be removed`;
      throw new ExternalError('ironwifi', 'outage', text, { retryable: true });
    }
    throw error;
  }

  /** Access in one write with the rest while nothing is refused; otherwise before the rest, and whatever becomes of it. */
  async #apply(operation: Operation, id: string, change: AccountChange): Promise<Applied> {
    const { patchPassword } = this.capabilities();
    const rows = patchPassword === 'applied' ? undefined : change.password;
    const wanted = asWanted(rows === undefined ? change : { ...change, password: undefined });
    const whole = await this.#patchWhole(operation, id, wanted);
    const access = whole.record ?? (await this.#patchAccess(operation, id, wanted));
    if (rows !== undefined) await replacePassword(operation, id, rows);
    if (change.attributes !== undefined) await replacePlanAttributes(operation, id, change.attributes);
    if (whole.record !== null) return { record: whole.record, leftOut: null };
    const { record, leftOut } = await this.#writeDetails(operation, id, wanted, whole.refusal);
    return { record: record ?? access ?? (await this.writer.read(operation, id)), leftOut };
  }

  /** A user name is never in one write with access: that it is taken is no reason to leave a member in or out. */
  async #patchWhole(
    operation: Operation,
    id: string,
    wanted: Wanted,
  ): Promise<{ record: UserRecord; refusal: null } | { record: null; refusal: ExternalError | null }> {
    const { details, others } = detailsApart(wanted.fields);
    const isLevel = wanted.enabled !== undefined || wanted.orgUnit !== undefined;
    if ((isLevel || !isEmpty(others)) && details['username'] !== undefined) return { record: null, refusal: null };
    try {
      return { record: await this.#patch(operation, id, wanted), refusal: null };
    } catch (error) {
      const isMixed = !isEmpty(details) || (isLevel && !isEmpty(others));
      if (!isMixed || !isRefusal(error)) throw error;
      return { record: null, refusal: error };
    }
  }

  /** Null where the change is of details only. */
  async #patchAccess(
    operation: Operation,
    id: string,
    { enabled, orgUnit, fields }: Wanted,
  ): Promise<UserRecord | null> {
    const { others } = detailsApart(fields);
    let record: UserRecord | null = null;
    if (enabled !== undefined || orgUnit !== undefined)
      record = await this.#patch(operation, id, { enabled, orgUnit, fields: {} });
    if (!isEmpty(others)) record = await this.#patch(operation, id, { fields: others });
    return record;
  }

  async #writeDetails(operation: Operation, id: string, { fields }: Wanted, refusal: ExternalError | null) {
    const { details } = detailsApart(fields);
    // a server that fails at everything has refused nothing
    if (refusal?.code === 'outage' && !operation.wrote) await this.writer.read(operation, id);
    const mayLeaveOut = (error: unknown): error is ExternalError =>
      isRefusal(error) || (operation.wrote && error instanceof ExternalError);
    return writeDetails(
      { patch: (some) => this.#patch(operation, id, { fields: some }), mayLeaveOut },
      details,
      refusal,
    );
  }

  async #patch(operation: Operation, id: string, wanted: Wanted): Promise<UserRecord> {
    const { words } = this.writer;
    const nothing =
      wanted.orgUnit === undefined && wanted.enabled === undefined && Object.keys(wanted.fields).length === 0;
    const unworded = wanted.enabled !== undefined && words.word(wanted.enabled) === null;
    if (nothing || unworded) {
      const record = await this.writer.read(operation, id);
      words.learn(record.status);
      if (nothing) return record;
      if (words.word(true) === null)
        throw capability('directory.statusWords', `Account ${id} shows no status word that is known`);
    }
    return this.writer.settle(operation, await this.writer.write(operation, id, wanted), wanted);
  }
}

function isGone({ status }: { status: number }): boolean {
  return status === 404;
}

/** A local employee's account, as the vendor's own provider makes them (ironwifi.md §2.3). */
function asNew(account: NewAccount): Wanted {
  const { fields, ...wanted } = asWanted(account);
  return { ...wanted, fields: { user_type: 'e', authsource: 'local', ...fields } };
}

function asWanted(account: NewAccount | AccountChange): Wanted {
  const { username, password, email, firstName, lastName, notes, enabled, orgUnit } = account;
  const fields = {
    ...(notes !== undefined && { notes }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(email !== undefined && { email: email ?? '' }),
    ...(firstName !== undefined && { firstname: firstName }),
    ...(lastName !== undefined && { lastname: lastName }),
  };
  return { enabled, orgUnit, fields };
}

const users = { path: '/users', embedded: 'users', record: userRecord };

/**
 * All accounts, without the throw-away ones of the probe, which are nobody's. There is no confirmed way to look one up by name or
 * note (ironwifi.md §2.2): the roster is read.
 */
export class Roster {
  readonly #scans = new SharedRead<DirectoryAccount[]>();

  constructor(
    private readonly api: IronwifiApi,
    private readonly accounts: Accounts,
    private readonly words: StatusWords,
    private readonly checkTenant: (call: Call) => Promise<unknown>,
  ) {}

  async *pages(call: Call): AsyncGenerator<DirectoryPage> {
    const tally = new ListTally(users.path);
    let seen = 0;
    for await (const page of listPages(this.api, users, call)) {
      tally.take(page);
      seen += page.rows.length;
      const rows = page.rows.filter(({ username }) => !isThrowAway(username));
      for (const { status } of rows) this.words.learn(status);
      // A wrong region reads as an empty tenant (ironwifi.md §10.1).
      if (page.total === 0 || (page.total === null && seen === 0)) await this.checkTenant(call);
      const accounts = [];
      for (const row of rows) accounts.push(await this.accounts.toAccount(row, call));
      yield { page: page.page, pages: page.pages ?? page.page, total: page.total ?? seen, accounts };
    }
    tally.close();
  }

  /** In the background: its many pages would leave no room for other calls. */
  all({ onCall, signal }: Call): Promise<DirectoryAccount[]> {
    const shared = this.#scans.join((onSent) =>
      this.#scanAgainIfInconsistent({ priority: 'background', onCall: () => (onSent(), onCall?.()) }),
    );
    return whileWanted(shared, signal);
  }

  async #scanAgainIfInconsistent(call: Call): Promise<DirectoryAccount[]> {
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
