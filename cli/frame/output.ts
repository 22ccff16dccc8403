import { styleText } from 'node:util';
import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/** A place to print to: stdout, stderr, or what a test reads. */
export interface Stream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

const NARROW = 80;
const LEAST_COLUMN = 8;
const GAP = '  ';

/** What people read: lines, tables, pairs; in colour and cut to the window on a terminal only. */
export class Output {
  /** Columns to fill; null: as many as it takes. */
  readonly width: number | null;

  constructor(
    private readonly stream: Stream,
    private readonly hasColours: boolean,
  ) {
    this.width = stream.isTTY ? stream.columns || NARROW : null;
  }

  line = (text = ''): void => void this.stream.write(`${harmless(text)}\n`);

  /** Sentences, wrapped to the window. */
  text(text: string, indent = ''): void {
    const width = this.width === null ? null : Math.max(LEAST_COLUMN, this.width - indent.length);
    const wrapped = width === null ? text : wrapAnsi(text, width, { trim: true });
    for (const line of wrapped.split('\n')) this.line(`${indent}${line}`);
  }

  heading = (text: string): void => this.line(this.bold(text));

  bold = (text: string): string => this.#styled('bold', text);
  dim = (text: string): string => this.#styled('dim', text);
  good = (text: string): string => this.#styled('green', text);
  warn = (text: string): string => this.#styled('yellow', text);
  bad = (text: string): string => this.#styled('red', text);

  /** A line for each row, columns below each other; the widest is cut first where the window is too narrow. Columns without a word are left out. */
  table(titles: readonly string[], cells: readonly (readonly string[])[]): void {
    const filled = titles.map((_, i) => cells.some((row) => row[i] !== ''));
    const head = titles.filter((_, i) => filled[i]);
    const rows = cells.map((row) => row.filter((_, i) => filled[i]).map(visible));
    const widths = head.map((title, i) => Math.max(...[title, ...rows.map((row) => row[i] ?? '')].map(widthOf)));
    const room = this.width === null ? Infinity : this.width - GAP.length * (head.length - 1);
    while (sum(widths) > room && Math.max(...widths) > LEAST_COLUMN) {
      const widest = widths.indexOf(Math.max(...widths));
      widths[widest] = Math.max(LEAST_COLUMN, (widths[widest] ?? 0) - (sum(widths) - room), secondWidest(widths) - 1);
    }
    const laidOut = (row: readonly string[], style: (text: string) => string) =>
      row
        .map((cell, i) => fill(cell, widths[i] ?? 0, style))
        .join(GAP)
        .trimEnd();
    this.line(
      laidOut(
        head.map((title) => title.toUpperCase()),
        this.dim,
      ),
    );
    for (const row of rows) this.line(laidOut(row, (text) => text));
  }

  /** `key  value`, one a line, the values below each other. Null values are left out. */
  pairs(pairs: readonly (readonly [key: string, value: string | null])[]): void {
    const shown = pairs.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
    const width = Math.max(0, ...shown.map(([key]) => widthOf(key)));
    for (const [key, value] of shown) {
      const room = this.width === null ? null : Math.max(20, this.width - width - GAP.length);
      const lines = (room === null ? value : wrapAnsi(value, room, { trim: true })).split('\n');
      lines.forEach((line, i) => this.line(`${fill(i === 0 ? key : '', width, this.dim)}${GAP}${line}`.trimEnd()));
    }
  }

  /** An instant of the API, as the clock of this machine has it; a dash where there is none. */
  when(iso: string | null | undefined): string {
    if (iso === null || iso === undefined) return '–';
    return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  }

  #styled(style: Parameters<typeof styleText>[0], text: string): string {
    return this.hasColours ? styleText(style, text, { validateStream: false }) : text;
  }
}

const widthOf = (text: string): number => stringWidth(text);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const secondWidest = (widths: readonly number[]): number => [...widths].sort((a, b) => b - a)[1] ?? 0;

const RESET = '\u001b[0m';

/**
 * Names and texts come from elsewhere: a control character would move the cursor, and a mark of direction turn the line around.
 * Only lines end, and only the styles from above apply.
 */
const harmless = (text: string): string =>
  text.replace(
    /(\u001b\[(?:0|1|2|22|3[1-3]|39)m|[\n\t])|[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu,
    (_, ours?: string) => ours ?? ' ',
  );

/** A cell is one line, where many characters that move the cursor are one blank. */
const visible = (text: string): string => text.replace(/(?!\u001b\[\d+m)\p{Cc}+/gu, ' ');

function fill(text: string, width: number, style: (text: string) => string): string {
  const space = width - widthOf(text);
  if (space >= 0) return style(text) + ' '.repeat(space);
  let cut = text;
  while (widthOf(cut) > width - 1) cut = cut.replace(/(?:\u001b\[\d+m|.)$/su, '');
  // what ended its style is cut off
  const end = cut.includes('\u001b') ? RESET : '';
  return `${style(`${cut}…${end}`)}${' '.repeat(width - 1 - widthOf(cut))}`;
}
