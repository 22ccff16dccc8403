import type { Logger } from 'pino';
import { checkIds, type CheckId, type ChecksView, type CheckView } from '../../contracts/api/checks';
import { type Diagnosis, unknown } from '../../contracts/api/diagnosis';
import { toIsoOrNull } from '../../contracts/api/fields';
import type { RunnableChecks } from '../admin/checks';
import { hindrance, type Check } from './diagnosis';

const titles: Record<CheckId, string> = {
  temporal: 'Temporal',
  queues: 'Task queues',
  schedule: 'Schedule of the sync',
  home: 'Files of the API',
  spool: 'Spool',
  settings: 'Settings',
  nexudusLogIn: 'Log-in to Nexudus',
  nexudusRoles: "Roles of Nexudus's user",
  nexudusClock: 'Clock against Nexudus',
  locations: 'Locations and time zones',
  plans: 'Plans',
  publicAddress: 'Public address',
  webhooks: 'Webhooks',
  ironwifi: 'IronWifi: key, region, company',
  mail: 'Mail server',
  certificates: 'RADIUS trust',
};

interface Looked extends Diagnosis {
  at: number;
  tookMs: number;
}

interface Run {
  startedAt: number;
  finishedAt: number | null;
}

interface ChecksOptions {
  /** What to look at in one run; within it, what several need is read once. */
  looks: () => Check[];
  log: Logger;
  now?: () => number;
}

/** Who asks within this time after a run gets that one. */
const SHARED_FOR_MS = 10_000;
const notYet: Diagnosis = unknown('Not looked at since the API was started.', 'Run the checks.');

/** The checks side by side, each within its own time, and what the last run of them has found: in memory only. */
export class Checks implements RunnableChecks {
  readonly #found = new Map<CheckId, Looked>();
  readonly #underWay = new Set<CheckId>();
  readonly #now: () => number;
  #run: Run | null = null;

  constructor(private readonly options: ChecksOptions) {
    this.#now = options.now ?? (() => Date.now());
  }

  /** Begins a run where there was none yet. */
  read(): ChecksView {
    return this.#run === null ? this.run() : this.#view();
  }

  /** Begins a run, unless one is under way or has just ended. */
  run(): ChecksView {
    const { finishedAt } = this.#run ?? {};
    const isRecent = typeof finishedAt === 'number' && this.#now() - finishedAt < SHARED_FOR_MS;
    if (finishedAt !== null && !isRecent) void this.#begin();
    return this.#view();
  }

  async #begin(): Promise<void> {
    const run: Run = { startedAt: this.#now(), finishedAt: null };
    this.#run = run;
    await Promise.all(this.options.looks().map((check) => this.#look(check)));
    run.finishedAt = this.#now();
  }

  async #look(check: Check): Promise<void> {
    const startedAt = this.#now();
    this.#underWay.add(check.id);
    const diagnosis = await withinLimit(check).catch((error: unknown) => this.#unforeseen(check, error));
    const at = this.#now();
    this.#found.set(check.id, { ...diagnosis, at, tookMs: Math.round(at - startedAt) });
    this.#underWay.delete(check.id);
  }

  #unforeseen({ id }: Check, error: unknown): Diagnosis {
    const known = hindrance(error);
    if (known !== undefined) return known;
    this.options.log.error({ err: error, check: id }, 'a check failed in itself');
    return unknown('The check failed in itself; the log of the API says why.', 'Look into the log of the API.');
  }

  #view(): ChecksView {
    const { startedAt = null, finishedAt = null } = this.#run ?? {};
    return {
      underWay: this.#run !== null && finishedAt === null,
      startedAt: toIsoOrNull(startedAt),
      finishedAt: toIsoOrNull(finishedAt),
      checks: checkIds.map((id) => this.#checkView(id)),
    };
  }

  #checkView(id: CheckId): CheckView {
    const { at, tookMs, ...diagnosis } = this.#found.get(id) ?? { ...notYet, at: null, tookMs: null };
    return { id, title: titles[id], ...diagnosis, at: toIsoOrNull(at), tookMs, underWay: this.#underWay.has(id) };
  }
}

/** One that hangs has found nothing out; whatever it still says is not heard. */
async function withinLimit({ limitMs, look }: Check): Promise<Diagnosis> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<Diagnosis>((resolve) => {
    timer = setTimeout(() => {
      resolve(
        unknown(`No answer within ${limitMs / 1000} s.`, 'Run the checks again; if it stays so, look at the log.'),
      );
      ending.abort(new Error('the time of the check is up'));
    }, limitMs);
    timer.unref();
  });
  try {
    const looking = look(ending.signal);
    looking.catch(() => undefined);
    return await Promise.race([looking, over]);
  } finally {
    clearTimeout(timer);
  }
}
