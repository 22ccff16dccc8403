import type { Picture } from './picture';

/** One value that a bench may be told: `--name VALUE`. */
interface Option<Value> {
  about: string;
  fallback: Value;
  /** @throws Error, which says what the value must be. */
  read: (text: string) => Value;
}

type Options = Record<string, Option<unknown>>;
type ValuesOf<O extends Options> = { [Name in keyof O]: O[Name] extends Option<infer Value> ? Value : never };

/** What a row's ratio is to reach or, where it has no floor or the goal is `absolute`, the median of its own values. */
type Goal = ({ atMost: number } | { atLeast: number }) & { absolute?: boolean };

/** A line of a bench's table. Each list has one value for each run, in the order of the runs. */
export interface Row {
  what: string;
  unit: 's' | 'ms' | '/s' | '/min' | 'calls' | 'members' | 'MB' | '% of a core' | 'events' | 'actions' | 'kB';
  /** What the same machine does without the product. */
  floor?: number[];
  product: number[];
  goal?: Goal;
}

export interface Measured {
  rows: Row[];
  /** Markdown that follows the table. */
  details?: string;
  /** Written beside the page. */
  picture?: Picture;
  /** The version of Temporal's server, where one was measured. */
  temporalServer?: string;
}

/** How often product and floor are measured, by how many workers, and where to tell how far it is. */
export interface Course {
  runs: number;
  workers: number;
  report: (line: string) => void;
}

interface Definition<O extends Options> {
  /** Ends "npm run bench -- name" in the help. */
  about: string;
  options: O;
  measure: (values: ValuesOf<O>, course: Course) => Promise<Measured>;
}

/** A bench as `bench/main.ts` runs it: `bench/benches.ts` lists them by name. */
export interface Bench {
  about: string;
  options: Record<string, { about: string; fallback: string }>;
  /**
   * Reads the options at once; `run` measures.
   * @throws Error for an option whose value it cannot be.
   */
  prepare: (texts: Record<string, string | undefined>) => { run: (course: Course) => Promise<Measured> };
}

export function defineBench<const O extends Options>({ about, options, measure }: Definition<O>): Bench {
  const shown = Object.entries(options).map(([name, option]) => {
    return [name, { about: option.about, fallback: String(option.fallback) }] as const;
  });
  return {
    about,
    options: Object.fromEntries(shown),
    prepare: (texts) => {
      const values = Object.entries(options).map(([name, option]) => [name, valueOf(name, option, texts[name])]);
      return { run: (course) => measure(Object.fromEntries(values) as ValuesOf<O>, course) };
    },
  };
}

function valueOf(name: string, { fallback, read }: Option<unknown>, text: string | undefined): unknown {
  if (text === undefined) return fallback;
  try {
    return read(text);
  } catch (error) {
    throw new Error(`--${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** A whole number from `least` on. */
export function wholeNumber(fallback: number, about: string, least = 1): Option<number> {
  return { about, fallback, read: (text) => readWhole(text, least) };
}

/** Whole numbers from 1 on, separated by commas. */
export function wholeNumbers(fallback: number[], about: string): Option<number[]> {
  return { about, fallback, read: (text) => text.split(',').map((part) => readWhole(part, 1)) };
}

function readWhole(text: string, least: number): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < least) throw new Error(`a whole number from ${least} on, not "${text}"`);
  return number;
}
