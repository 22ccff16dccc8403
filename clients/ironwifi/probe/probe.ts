import type { TenantId } from '../../wifi-directory';
import type { Call } from '../../call';
import { ExternalError } from '../../external-error';
import type { RawDirectory } from '../api';
import * as account from './account-steps';
import { Asker, ProbeEnded, TOLD_TO_END } from './asker';
import type { Finding, Learned } from './finding';
import { orgUnit } from './org-unit-step';
import { attributes, password } from './password-steps';
import type { Bench, Step } from './step';
import * as tenantWide from './tenant-steps';
import { type Journal, type Place, sweep, ThrowAwayAccount } from './throw-away-account';

export type { Learned } from './finding';
export type { Journal, Journalled } from './throw-away-account';

export interface ProbeAccess extends RawDirectory {
  /** Throws where it is not the expected one. */
  tenant(call: Call): Promise<TenantId>;
}

export interface ProbeOptions {
  directory: ProbeAccess;
  connector: string;
  journal: Journal;
  /** The company that the syncs know; null: none is known yet. */
  knownCompany: string | null;
  /** Provokes a 429, which every caller with this key will feel. */
  rateLimit: boolean;
  /** Ends the probe; the throw-away account is removed all the same. */
  signal?: AbortSignal;
  onProgress?: (progress: ProbeProgress) => void;
  /** A mistake of ours, for the log: the step is failed. */
  onUnforeseen?: (error: unknown) => void;
}

type StepState = 'waiting' | 'underWay' | 'done' | 'failed' | 'skipped';

interface ShownStep extends Pick<Step, 'id' | 'asks' | 'why' | 'mostCalls'> {
  state: StepState;
  /** Why nothing is known; null: something is, or it has not come to it. */
  trouble: string | null;
}

export interface ProbeProgress {
  steps: ShownStep[];
  findings: Finding[];
  /** What spares the client calls. */
  learned: Learned;
  calls: { made: number; /** Null: not known before the size of the roster is. */ most: number | null };
  /** What became of the throw-away account: `left`: it may be there, and the next probe removes it. */
  account: 'none' | 'there' | 'removed' | 'left';
}

/** Everything that is asked, in this order. */
export function stepsOf({ rateLimit }: Pick<ProbeOptions, 'rateLimit'>): readonly Step[] {
  return [
    tenantWide.tenant,
    account.leftovers,
    account.creation,
    account.deletionDate,
    account.status,
    orgUnit,
    attributes,
    password,
    account.names,
    tenantWide.lists,
    tenantWide.filters,
    account.duplicate,
    account.longUsername,
    account.removal,
    tenantWide.reports,
    tenantWide.scim,
    tenantWide.rate,
    ...(rateLimit ? [tenantWide.rateLimit] : []),
  ];
}

/** Calls that go into cleaning up after a failure. */
const RESERVE = 6;

/** How many calls it takes at most, besides one for each page of the roster. */
export const mostCallsOf = (options: Pick<ProbeOptions, 'rateLimit'>): number =>
  stepsOf(options).reduce((sum, { mostCalls }) => sum + mostCalls, RESERVE);

/**
 * Finds out what nobody documents about a tenant, on one throw-away account, which it removes, whatever happens. It touches no other
 * account. A step that fails costs what it would have told, and no more.
 */
export async function probe(options: ProbeOptions): Promise<ProbeProgress> {
  return new Probe(options).run();
}

/** Removes what an earlier probe has left, as far as the journal knows. @returns how many accounts */
export async function removeLeftovers(
  options: Pick<ProbeOptions, 'directory' | 'connector' | 'journal' | 'signal'>,
): Promise<number> {
  const { directory, connector, journal, signal } = options;
  if ((await journal.read()).length === 0) return 0;
  const asker = new Asker({ directory, priority: 'background', signal });
  const { companyId } = await directory.tenant(asker.call());
  return (await sweep(asker, { connector, journal, companyId }, { thorough: false })).removed;
}

/** After these the next step would meet the same. */
const lasting: readonly ExternalError['code'][] = ['unauthorized', 'maintenance', 'unreachable', 'timeout', 'outage'];

const nothingSwept = { removed: 0, awaited: 0 };

class Probe {
  readonly #steps: readonly Step[];
  readonly #shown: ShownStep[];
  readonly #findings: Finding[] = [];
  readonly #asker: Asker;
  readonly #bench: Bench;
  #account: ProbeProgress['account'] = 'none';
  /** Why no further step is taken; null: the next one is. */
  #end: string | null = null;
  #lastFailure: ExternalError['code'] | null = null;

  constructor(private readonly options: ProbeOptions) {
    const { directory, connector, journal, signal } = options;
    this.#steps = stepsOf(options);
    this.#shown = this.#steps.map(({ id, asks, why, mostCalls }) => {
      return { id, asks, why, mostCalls, state: 'waiting', trouble: null };
    });
    this.#asker = new Asker({ directory, priority: 'background', signal, onCall: () => this.#tell() });
    const place: Place = { connector, journal, companyId: '' };
    this.#bench = {
      asker: this.#asker,
      place,
      account: new ThrowAwayAccount(this.#asker, place),
      askTenant: () => directory.tenant(this.#asker.call()),
      knownCompany: options.knownCompany,
      learned: {},
      user: null,
      others: 0,
      passwordRows: null,
      onPages: (pages) => (this.#asker.most = mostCallsOf(options) + pages),
    };
  }

  async run(): Promise<ProbeProgress> {
    for (const [at, step] of this.#steps.entries()) {
      const shown = this.#shown[at];
      if (shown !== undefined) await this.#take(step, shown);
    }
    await this.#cleanUp();
    this.#tell();
    return this.#progress();
  }

  async #take(step: Step, shown: ShownStep): Promise<void> {
    if (this.options.signal?.aborted) this.#end ??= TOLD_TO_END;
    const missing =
      step.kind === 'needsAccount' && this.#bench.user === null ? 'There is no throw-away account.' : null;
    if (this.#end !== null || missing !== null)
      return this.#settle(shown, { state: 'skipped', trouble: this.#end ?? missing });
    this.#settle(shown, { state: 'underWay', trouble: null });
    try {
      this.#findings.push(...(await step.run(this.#bench)));
      this.#lastFailure = null;
      this.#settle(shown, { state: 'done', trouble: null });
    } catch (error) {
      const trouble = this.#troubleOf(error);
      if (step.kind === 'stops') this.#end ??= 'A step before it failed, and without it nothing is asked.';
      this.#settle(shown, { state: 'failed', trouble });
    }
  }

  #troubleOf(error: unknown): string {
    if (error instanceof ProbeEnded || this.options.signal?.aborted) {
      this.#end ??= error instanceof ProbeEnded ? error.message : TOLD_TO_END;
      return this.#end;
    }
    if (!(error instanceof ExternalError)) {
      this.options.onUnforeseen?.(error);
      return 'The step failed in itself; the log says why.';
    }
    const { code, message } = error;
    if (lasting.includes(code) && this.#lastFailure === code) this.#end ??= 'IronWifi fails at everything.';
    this.#lastFailure = code;
    return `${message} (${code})`;
  }

  /** Whatever is in the journal now may be there. */
  async #cleanUp(): Promise<void> {
    const { directory, journal } = this.options;
    const { place } = this.#bench;
    const isLeft = async () => (await journal.read()).some(({ companyId }) => companyId === place.companyId);
    const asker = new Asker({ directory, priority: 'urgent', onCall: () => (this.#asker.made += 1) });
    this.#bench.user = null;
    try {
      const { removed, awaited } = (await isLeft()) ? await sweep(asker, place, { thorough: false }) : nothingSwept;
      if (awaited > 0) this.#account = 'left';
      else if (removed > 0 || this.#account === 'there') this.#account = 'removed';
    } catch (error) {
      this.#account = 'left';
      if (!(error instanceof ExternalError)) this.options.onUnforeseen?.(error);
    }
  }

  #settle(shown: ShownStep, { state, trouble }: Pick<ShownStep, 'state' | 'trouble'>): void {
    shown.state = state;
    shown.trouble = trouble;
    this.#tell();
  }

  #tell(): void {
    if (this.#bench.user !== null) this.#account = 'there';
    this.options.onProgress?.(this.#progress());
  }

  #progress(): ProbeProgress {
    const { made, most } = this.#asker;
    return {
      steps: this.#shown.map((step) => ({ ...step })),
      findings: [...this.#findings],
      learned: { ...this.#bench.learned },
      calls: { made, most },
      account: this.#account,
    };
  }
}
