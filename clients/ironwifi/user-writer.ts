import { ExternalError } from '../external-error';
import { checkShape } from '../http/replies';
import { capability, InvalidFields, type IronwifiReply, type Operation } from './api';
import type { OrgUnits, StatusWords } from './disputed-fields';
import { userRecord, type UserRecord } from './wire';

/** What a user must show after the write, and the other fields of the write. */
export interface Wanted {
  enabled?: boolean;
  orgUnit?: string;
  /** Fields that nobody disputes, as they are on the wire. */
  fields: Record<string, string>;
}

type Disputed = 'status' | 'orgunit';

export interface Written {
  record: UserRecord;
  reply: IronwifiReply;
  /** Which of the disputed fields were sent. */
  sent: Disputed[];
}

export const userPath = (id: string) => `/users/${encodeURIComponent(id)}`;

/**
 * Writes users without knowing how the tenant words a status, or whether it takes an org unit by name or by id: a refused
 * value is tried the other way, and an accepted one is trusted only once the account shows it.
 */
export class UserWriter {
  constructor(
    readonly words: StatusWords,
    readonly units: OrgUnits,
  ) {}

  async read(operation: Operation, id: string): Promise<UserRecord> {
    const reply = await operation.read({ method: 'GET', path: userPath(id) });
    return recordOf(reply);
  }

  /** POST, or PATCH of `id`. A status whose word is unknown is left out: a new account is enabled by default. */
  async write(
    operation: Operation,
    id: string | null,
    wanted: Wanted,
    unitBy = this.units.writtenBy(),
  ): Promise<Written> {
    let word = wanted.enabled === undefined ? null : this.words.word(wanted.enabled);
    let by = unitBy;
    const refused = new Set<Disputed>();
    for (;;) {
      const disputed = await this.#disputed(operation, wanted, word, by);
      try {
        const written = await this.#send(operation, id, wanted, disputed);
        this.#learn(written.record, refused, by);
        return written;
      } catch (error) {
        const field = retriable(error, disputed, refused);
        refused.add(field);
        if (field === 'orgunit') by = otherWay(by);
        else word = word && this.words.otherThan(word);
      }
    }
  }

  /** Until the account shows what is wanted; throws `capability` when it will not. */
  async settle(operation: Operation, { record, sent }: Written, wanted: Wanted): Promise<UserRecord> {
    const missing = await this.#missing(operation, record, wanted);
    if (missing.length === 0) return record;
    const inDoubt = missing.some((field) => sent.includes(field) || record[field] === undefined);
    const shown = inDoubt ? await this.read(operation, record.id) : record;
    const still = await this.#missing(operation, shown, wanted);
    if (still.length === 0) return shown;
    return this.#insist(operation, shown, still, wanted);
  }

  async #insist(
    operation: Operation,
    { id, status }: UserRecord,
    missing: Disputed[],
    wanted: Wanted,
  ): Promise<UserRecord> {
    this.words.learn(status);
    if (missing.includes('status') && this.words.word(true) === null) throw unwritable(id, 'status');
    const rest: Wanted = {
      ...(missing.includes('status') && { enabled: wanted.enabled }),
      ...(missing.includes('orgunit') && { orgUnit: wanted.orgUnit }),
      fields: {},
    };
    const by = otherWay(this.units.writtenBy());
    const { record } = await this.write(operation, id, rest, by);
    const shown = (await this.#missing(operation, record, rest)).length === 0 ? record : await this.read(operation, id);
    const [never] = await this.#missing(operation, shown, rest);
    if (never) throw unwritable(id, never);
    if (rest.orgUnit !== undefined) this.units.learn(by);
    return shown;
  }

  async #disputed(operation: Operation, { orgUnit }: Wanted, word: string | null, by: 'name' | 'id') {
    return {
      ...(word !== null && { status: word }),
      ...(orgUnit !== undefined && { orgunit: await this.units.valueFor(orgUnit, by, operation.call) }),
    };
  }

  async #send(
    operation: Operation,
    id: string | null,
    wanted: Wanted,
    disputed: Record<string, string>,
  ): Promise<Written> {
    const body = JSON.stringify({ ...wanted.fields, ...disputed });
    const request =
      id === null ? { method: 'POST' as const, path: '/users' } : { method: 'PATCH' as const, path: userPath(id) };
    const reply = await operation.write({ ...request, body });
    const record = recordOf(reply);
    if (id !== null && record.id !== id) {
      const text = `${reply.name}: the reply is another account's`;
      throw new ExternalError('ironwifi', 'malformed', text, { retryable: false });
    }
    return { record, reply, sent: Object.keys(disputed) as Disputed[] };
  }

  #learn(record: UserRecord, refused: Set<Disputed>, by: 'name' | 'id'): void {
    if (refused.has('status')) this.words.prove(record.status);
    if (refused.has('orgunit')) this.units.learn(by);
  }

  async #missing(operation: Operation, record: UserRecord, { enabled, orgUnit }: Wanted): Promise<Disputed[]> {
    const statusHolds = enabled === undefined || this.words.read(record.status) === enabled;
    const unitHolds = orgUnit === undefined || (await this.units.isIn(record.orgunit, orgUnit, operation.call));
    return [...(statusHolds ? [] : ['status' as const]), ...(unitHolds ? [] : ['orgunit' as const])];
  }
}

/** A reply that is no user leaves the outcome open. */
function recordOf(reply: IronwifiReply): UserRecord {
  return checkShape('ironwifi', reply.name, userRecord, reply.json());
}

/** The disputed field that the server refused and that can be sent another way. */
function retriable(error: unknown, sent: Partial<Record<Disputed, string>>, refused: Set<Disputed>): Disputed {
  if (!(error instanceof InvalidFields)) throw error;
  const field = (['status', 'orgunit'] as const).find(
    (each) => error.fields.includes(each) && sent[each] !== undefined,
  );
  if (error.fields.includes('password')) throw capability('directory.patchPassword', error.message);
  if (field === undefined) throw error;
  if (refused.has(field)) throw capability(settingOf[field], error.message);
  return field;
}

const settingOf: Record<Disputed, string> = { status: 'directory.statusWords', orgunit: 'directory.orgUnitBy' };

function unwritable(id: string, field: Disputed): ExternalError {
  return capability(settingOf[field], `Account ${id} does not show the ${field} that was written`);
}

function otherWay(by: 'name' | 'id'): 'name' | 'id' {
  return by === 'name' ? 'id' : 'name';
}
