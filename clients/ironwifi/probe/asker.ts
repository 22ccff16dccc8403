import type { Priority } from '../../../domain/replayed/priority';
import type { Call } from '../../call';
import type { ExternalError } from '../../external-error';
import { type HttpRequest, nameOf } from '../../http/http';
import { statusCode, statusFailure } from '../../http/replies';
import type { IronwifiReply, RawDirectory } from '../api';

export const TOLD_TO_END = 'The probe was told to end.';

/** The probe was told to end, or may make no more calls. */
export class ProbeEnded extends Error {
  override readonly name = 'ProbeEnded';
}

interface AskOptions {
  /** Statuses that are answers, though they are failures elsewhere: those of 500 and above, 401 and 403. */
  may?: (status: number) => boolean;
  where?: 'tenant' | 'api';
  /** Default: that of all its calls. */
  priority?: Priority;
}

interface AskerOptions {
  directory: RawDirectory;
  priority: Priority;
  signal?: AbortSignal;
  onCall?: () => void;
}

/** Asks, counts, and stops when there have been enough calls. */
export class Asker {
  /** Requests that have left. */
  made = 0;
  /** How many may; null: not known yet. */
  most: number | null = null;
  /** The body of the first refusal. */
  refusal: IronwifiReply | null = null;
  /** Of the last answer that told its limit. */
  limit: string | null = null;

  constructor(private readonly options: AskerOptions) {}

  /**
   * Any answer below 500 but 401 and 403, unless it `may` be another. Throws ExternalError for other answers and for none, and
   * ProbeEnded.
   */
  async ask(
    request: HttpRequest,
    { may = () => false, where = 'tenant', priority }: AskOptions = {},
  ): Promise<IronwifiReply> {
    this.#demandLeave();
    const reply = await this.options.directory.ask(request, this.call(priority), where);
    const { status } = reply;
    this.limit = reply.header('x-ratelimit-limit') ?? this.limit;
    if ((status >= 500 || status === 401 || status === 403) && !may(status)) throw failure(request, reply);
    if (status >= 400 && status < 500) this.refusal ??= reply;
    return reply;
  }

  /** For lists: what is refused is a failure. */
  async send(request: HttpRequest, { priority }: Partial<Pick<Call, 'priority'>> = {}): Promise<IronwifiReply> {
    const reply = await this.ask(request, { priority });
    if (reply.status >= 300) throw failure(request, reply);
    return reply;
  }

  async askAtOnce(request: HttpRequest & { method: 'GET' }): Promise<IronwifiReply> {
    this.#demandLeave();
    this.#count();
    return this.options.directory.askAtOnce(request);
  }

  /** For what asks on its own. */
  call(priority = this.options.priority): Call {
    const { signal } = this.options;
    return { priority, patient: true, signal, onCall: () => this.#count() };
  }

  #count(): void {
    this.made += 1;
    this.options.onCall?.();
  }

  #demandLeave(): void {
    if (this.options.signal?.aborted) throw new ProbeEnded(TOLD_TO_END);
    if (this.most !== null && this.made >= this.most) throw new ProbeEnded(`Its ${this.most} calls are spent.`);
  }
}

function failure(request: HttpRequest, reply: IronwifiReply): ExternalError {
  return statusFailure('ironwifi', nameOf(request), reply, statusCode(reply.status), Date.now());
}

/** A JSON object's, or nothing where the body is none. */
export function bodyOf(reply: IronwifiReply): unknown {
  try {
    return reply.json();
  } catch {
    return undefined;
  }
}
