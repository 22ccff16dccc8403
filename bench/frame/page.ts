import { spreadOf } from './alternate';
import type { Measured, Row } from './bench';
import { machineLine, type Machine } from './machine';

/** All that one call of a bench has to tell. */
export interface Outcome extends Measured {
  bench: string;
  /** As it was typed. */
  command: string;
  runs: number;
  /** ISO 8601, UTC. */
  at: string;
  machine: Machine;
}

/** The outcome as Markdown. */
export function markdownOf(outcome: Outcome): string {
  const { command, runs, at, machine, rows, details, picture } = outcome;
  const how = runs === 1 ? 'one run' : `${runs} runs, product and floor in turn: the median (least – most)`;
  return [
    `\`${command}\`, ${at.slice(0, 10)}, ${how}.`,
    `${machineLine(machine)}.`,
    '',
    table(['what', 'unit', 'floor', 'product', 'ratio', 'goal'], rows.map(cellsOf)),
    ...(details === undefined ? [] : ['', details]),
    ...(picture === undefined ? [] : ['', `![${picture.title}](${pictureFile(outcome)})`]),
  ].join('\n');
}

/** Its name, beside the page. */
export const pictureFile = ({ bench }: Pick<Outcome, 'bench'>): string => `${bench}.svg`;

/** The outcome for programs: the values of every run, and what the table says of them. */
export function jsonOf(outcome: Outcome): string {
  const rows = outcome.rows.map((row) => ({ ...row, ratios: ratiosOf(row), isMet: isMet(row) }));
  return JSON.stringify({ ...outcome, rows }, null, 2);
}

/**
 * The page with this bench's section replaced by `text`, all that people have written between the sections left as it is. A
 * bench that has no section yet gets one at the end.
 */
export function withSection(page: string, bench: string, text: string): string {
  const [begin, end] = [`<!-- bench:${bench} -->`, `<!-- /bench:${bench} -->`];
  const section = `${begin}\n\n${text}\n\n${end}`;
  const [from, until] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 && until < 0) return `${page.trimEnd()}\n\n## ${bench}\n\n${section}\n`;
  if (from < 0 || until < from) throw new Error(`The section of ${bench} has lost one of its two marks.`);
  return page.slice(0, from) + section + page.slice(until + end.length);
}

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cellsOf(row: Row): string[] {
  const ratios = ratiosOf(row);
  const [floor, ratio] = [row.floor && spread(row.floor), ratios && spread(ratios)];
  return [row.what, row.unit, floor ?? '–', spread(row.product), ratio ?? '–', goalOf(row)];
}

/** Run by run, since the two halves of a run have seen the same machine. None by a floor of nothing. */
function ratiosOf({ floor, product }: Row): number[] | undefined {
  if (floor?.includes(0)) return undefined;
  return floor && product.map((value, run) => value / (floor[run] ?? NaN));
}

function goalOf(row: Row): string {
  const [{ goal }, met] = [row, isMet(row)];
  if (goal === undefined) return '–';
  const unit = goal.absolute ? ` ${row.unit}` : '';
  const bound = ('atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`) + unit;
  return met === undefined ? bound : `${bound}: ${met ? 'met' : '**not met**'}`;
}

function isMet(row: Row): boolean | undefined {
  const { goal, product } = row;
  const held = row.floor === undefined || goal?.absolute ? product : ratiosOf(row);
  if (goal === undefined || held === undefined) return undefined;
  const { median } = spreadOf(held);
  return 'atMost' in goal ? median <= goal.atMost : median >= goal.atLeast;
}

function spread(values: readonly number[]): string {
  const { least, median, most } = spreadOf(values);
  return values.length === 1 || least === most ? shown(median) : `${shown(median)} (${shown(least)} – ${shown(most)})`;
}

/** About three digits. */
function shown(value: number): string {
  const decimals = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
