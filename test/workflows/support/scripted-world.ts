import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import type {
  ChangedAccount,
  ChangeOrder,
  CreatedAccount,
  CreateOrder,
  DeliveryOrder,
  DirectoryActivities,
  DeliveryActivities,
  ObserveActivities,
  ObserveInput,
  PortalOrder,
  Remembered,
  Settlement,
} from '../../../contracts/activities';
import type { GuardAnswer } from '../../../contracts/replayed';
import type { Question } from '../../../domain/replayed/guard/review-removal';
import type { Entitlement } from '../../../domain/replayed/entitlement';
import type { FailureCode } from '../../../domain/replayed/failure-codes';
import type { LeftOut } from '../../../domain/replayed/account';
import { accountId, type AccountId, type MemberId } from '../../../domain/replayed/ids';

export interface WorldAccount {
  id: AccountId;
  member: string;
  enabled: boolean;
  orgUnit: string | null;
  credentialId: string;
}

/** A failure as our activities report it. */
export const failing = (
  type: FailureCode,
  { retryable = true, sent = false, delay = 50, system = 'ironwifi' } = {},
): ApplicationFailure =>
  ApplicationFailure.create({
    type,
    message: type,
    nonRetryable: !retryable,
    nextRetryDelay: delay,
    details: [{ attempt: 1, sent, system, retryAfterMs: delay }],
  });

/** The queue in which an activity was, without the suffix of the test, and its priority. */
function place(): string {
  const { taskQueue, priority } = activityInfo();
  return `${taskQueue.replace(/-.*/, '')} ${priority?.priorityKey ?? 'without'}`;
}

type Activities = ObserveActivities & DirectoryActivities & DeliveryActivities;

/**
 * The activities' side of the contract, in memory, so that a test decides to the letter what is seen when and which reply
 * is lost. The real ones are proven against the emulators in test/integration.
 */
export class ScriptedWorld {
  /** What a look finds. */
  entitlement: Entitlement;
  /** What it finds of a member, by id, instead. */
  readonly entitlements = new Map<string, Entitlement>();
  /** The other profiles of a member's person, by the member's id. */
  readonly partners = new Map<string, MemberId[]>();
  /** How many writes the directory takes at a time; undefined: as many as come. */
  writesAtOnce: number | undefined;
  looks: { at: number; input: ObserveInput; place: string }[] = [];
  remembered: Remembered = { contracts: [], teams: [] };
  /** When the next look began; undefined as an older worker has it. */
  beganAt: number | undefined;
  accounts: WorldAccount[] = [];
  /** Every write, as it was applied. */
  writes: { at: number; what: string }[] = [];
  letters: DeliveryOrder[] = [];
  portal: PortalOrder[] = [];
  /** What was asked before something was taken away, and what comes of it. */
  questions: Question[] = [];
  /** Where questions, and reads of the roster for an account, have waited. */
  places: { question: string[]; settle: string[] } = { question: [], settle: [] };
  withdrawn: string[] = [];
  guard: (question: Question) => GuardAnswer | Promise<GuardAnswer> = () => ({ pass: true });
  /** May throw, or wait, before what it is called for happens. */
  before: {
    look?: () => unknown;
    write?: (what: string) => unknown;
    settle?: () => unknown;
    letter?: () => unknown;
    portal?: () => unknown;
  } = {};
  /** Every create as it was ordered. */
  creates: CreateOrder[] = [];
  /** Details that the directory refuses. */
  refuses: LeftOut | undefined;
  /** May throw after the write was applied: the reply is lost. */
  afterWrite: ((what: string) => unknown) | undefined;

  /** @param now the world's clock; a time-skipping server has one of its own. */
  constructor(
    first: Entitlement,
    private readonly now: () => number | Promise<number> = Date.now,
  ) {
    this.entitlement = first;
  }

  get account(): WorldAccount | undefined {
    return this.accounts[0];
  }

  get written(): string[] {
    return this.writes.map(({ what }) => what);
  }

  readonly activities: Activities = {
    observe: async (input) => {
      this.looks.push({ at: await this.now(), input, place: place() });
      await this.before.look?.();
      const entitlement = this.entitlements.get(input.member) ?? this.entitlement;
      const partners = this.partners.get(input.member);
      return { entitlement, beganAt: this.beganAt, remembered: this.remembered, keyId: 'key-1', partners };
    },
    askGuard: async ({ question }) => {
      this.questions.push(question);
      this.places.question.push(place());
      return await this.guard(question);
    },
    withdrawQuestion: ({ member }) => Promise.resolve(void this.withdrawn.push(member)),
    createAccount: (order) => this.create(order),
    changeAccount: (order) => this.change(order),
    disableAccount: async ({ account }) => {
      await this.write('disable', () => Object.assign(this.find(account), { enabled: false }));
    },
    deleteAccount: async ({ account }) => {
      await this.write('delete', () => {
        this.accounts = this.accounts.filter(({ id }) => id !== account);
      });
    },
    settleAccount: ({ member }) => this.settle(member),
    adoptAccount: async ({ member, account }) => {
      const { id, enabled, orgUnit } = this.find(account);
      await this.write('adopt', () => Object.assign(this.find(account), { member }));
      return { id, enabled, orgUnit };
    },
    deliverLetter: async (order) => {
      await this.before.letter?.();
      this.letters.push(order);
    },
    writePortal: async (order) => {
      await this.before.portal?.();
      this.portal.push(order);
    },
  };

  private async write(what: string, apply: () => unknown): Promise<void> {
    await this.before.write?.(what);
    apply();
    this.writes.push({ at: await this.now(), what });
    await this.afterWrite?.(what);
  }

  private async create(order: CreateOrder): Promise<CreatedAccount> {
    this.creates.push(order);
    const { member, target } = order;
    const id = accountId(`account-${this.accounts.length + 1}`);
    await this.write(`create ${target.enabled ? 'enabled' : 'disabled'} ${target.orgUnit}`, () => {
      if (this.accounts.some((account) => account.member === member)) throw failing('duplicate', { retryable: false });
      const { enabled, orgUnit, credential } = target;
      this.accounts.push({ id, member, enabled, orgUnit, credentialId: credential.credentialId });
    });
    return { id, usernameTag: 'tag', namedBy: 'email', leftOut: this.refuses };
  }

  private async change({ account, target, fields, details = [] }: ChangeOrder): Promise<ChangedAccount> {
    await this.write(
      `change ${[...fields, ...details].join(' ')} ${target.enabled ? 'enabled' : 'disabled'} ${target.orgUnit}`,
      () => {
        const found = this.find(account);
        if (fields.includes('enabled')) found.enabled = target.enabled;
        if (fields.includes('orgUnit')) found.orgUnit = target.orgUnit;
        if (fields.includes('credential')) found.credentialId = target.credential.credentialId;
      },
    );
    const leftOut = details.length > 0 || fields.includes('identity') ? this.refuses : undefined;
    return { leftOut, named: fields.includes('username') ? { usernameTag: 'renamed', namedBy: 'memberId' } : null };
  }

  private async settle(member: string): Promise<Settlement> {
    this.places.settle.push(place());
    await this.before.settle?.();
    const account = this.accounts.find((known) => known.member === member);
    return { account: account ?? null, holder: 'nobody' };
  }

  private find(id: AccountId): WorldAccount {
    const account = this.accounts.find((known) => known.id === id);
    if (account === undefined) throw failing('notFound', { retryable: false });
    return account;
  }
}
