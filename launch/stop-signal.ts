const IMPATIENCE_MS = 2_000;

/**
 * Ctrl-C, SIGTERM, a closed terminal, or the end of the npm that runs us.
 * A terminal and npm both pass on the same Ctrl-C, so a second one counts only after two seconds.
 */
export class StopSignal {
  readonly given: Promise<void>;
  #firstAt: number | undefined;
  #impatient: () => void = () => undefined;

  constructor() {
    this.given = new Promise((resolve) => {
      const signalled = () => {
        if (this.#firstAt !== undefined && Date.now() - this.#firstAt > IMPATIENCE_MS) this.#impatient();
        this.#firstAt ??= Date.now();
        resolve();
      };
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, signalled);
      if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(signalled);
    });
  }

  /** What to do when somebody asks again to stop. */
  onImpatience(action: () => void): void {
    this.#impatient = action;
  }
}

/** npm cannot pass on its own kill -9: we see that we have another parent. */
function whenOrphaned(action: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    action();
  }, 1_000);
  timer.unref();
}
