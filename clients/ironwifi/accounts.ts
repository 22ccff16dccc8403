import { accountId, type AccountId } from '../../domain/replayed/ids';
import { outcomeUnknown } from '../../domain/replayed/failure-codes';
import type { DirectoryCapabilities } from '../../domain/settings/settings';
import type { Call } from '../call';
import { ExternalError } from '../external-error';
import { checkShape } from '../read-reply';
import type { AccountChange, DirectoryAccount, NewAccount } from '../wifi-directory';
import type { IronwifiApi } from './api';
import { nothingWasSent, Operation } from './operation';
import { userRecord, type UserRecord } from './records';
import { capability } from './refusal';
import { addPlanAttributes, replacePassword, replacePlanAttributes } from './user-attributes';
import { userPath, type UserWriter, type Wanted, type Written } from './user-writer';

/** Accounts one by one. */
export class Accounts {
  constructor(
    private readonly api: IronwifiApi,
    private readonly writer: UserWriter,
    private readonly capabilities: () => DirectoryCapabilities,
  ) {}

  create(account: NewAccount, call: Call): Promise<DirectoryAccount> {
    return Operation.run(this.api, call, async (operation) => {
      const wanted = asNew(account);
      const written = await this.writer.write(operation, null, wanted);
      const record = await this.#mustBeOurs(operation, written, account.notes);
      const shown = await this.#finish(operation, { ...written, record }, account, wanted);
      return this.toAccount(shown, operation.call);
    });
  }

  change(id: AccountId, change: AccountChange, call: Call): Promise<DirectoryAccount> {
    return Operation.run(this.api, call, async (operation) => {
      const record = await this.#apply(operation, id, change);
      return this.toAccount(record, operation.call);
    });
  }

  /** Servers were seen to fail a delete that they had done, and one that they had not (ironwifi.md §10.19). */
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

  /** A taken name may be answered with the account that has it (ironwifi.md §11.2): our mark tells them apart. */
  async #mustBeOurs(operation: Operation, { record }: Written, mark: string): Promise<UserRecord> {
    const shown = record.notes === undefined ? await this.writer.read(operation, record.id) : record;
    if (shown.notes === mark) return shown;
    const text = `POST /users: answered with account ${record.id}, which is not ours: the user name is taken`;
    throw new ExternalError('ironwifi', 'duplicate', text, { retryable: false });
  }

  async #finish(operation: Operation, written: Written, account: NewAccount, wanted: Wanted): Promise<UserRecord> {
    // 200 in place of 201 may be the account of an earlier attempt, which has any status and any password.
    if (written.reply.status === 200) {
      const { email, firstName, lastName, password, orgUnit, enabled } = account;
      const attributes = account.attributes ?? undefined;
      const change = { email, firstName, lastName, password, orgUnit, enabled, attributes };
      return this.#apply(operation, written.record.id, change);
    }
    if (!written.sent.includes('status')) this.writer.words.prove(written.record.status);
    try {
      const shown = await this.writer.settle(operation, written, wanted);
      if (account.attributes) await addPlanAttributes(operation, shown.id, account.attributes);
      return shown;
    } catch (error) {
      return this.#undo(operation, written.record.id, error);
    }
  }

  /**
   * A new account that cannot be brought to what is wanted must not stay, for the caller is told that there is none.
   * Where the failure leaves the outcome open anyhow, whoever settles it will find the account by its mark.
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

  async #apply(operation: Operation, id: string, change: AccountChange): Promise<UserRecord> {
    const { patchPassword } = this.capabilities();
    const password = patchPassword === 'applied' ? undefined : change.password;
    const wanted = asWanted(patchPassword === 'applied' ? change : { ...change, password: undefined });
    const record = await this.#patch(operation, id, wanted);
    if (password !== undefined) await replacePassword(operation, id, password);
    if (change.attributes !== undefined) await replacePlanAttributes(operation, id, change.attributes);
    return record;
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

/** A local employee's, as the vendor's own provider makes them (ironwifi.md §2.3). */
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
