import { Output, type Stream } from './output';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const EVERY_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** One line on a terminal that says what is under way; nothing anywhere else. */
export class Progress {
  readonly #isShown: boolean;
  #text = '';
  #frame = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly stream: Stream,
    private readonly hasColours: boolean,
    quiet: boolean,
  ) {
    this.#isShown = stream.isTTY === true && !quiet;
  }

  /** Says this from now on. */
  say(text: string): void {
    this.#text = text;
    if (!this.#isShown) return;
    this.#draw();
    this.#timer ??= setInterval(() => this.#draw(), EVERY_MS).unref();
  }

  /** Leaves an empty line behind. */
  end(): void {
    clearInterval(this.#timer);
    if (this.#timer !== undefined) this.stream.write(CLEAR_LINE);
    this.#timer = undefined;
  }

  #draw(): void {
    const room = Math.max(1, (this.stream.columns || 80) - 3);
    const text = this.#text.length > room ? `${this.#text.slice(0, room - 1)}…` : this.#text;
    const frame = FRAMES[this.#frame++ % FRAMES.length] ?? '';
    this.stream.write(`${CLEAR_LINE}${new Output(this.stream, this.hasColours).good(frame)} ${text}`);
  }
}
