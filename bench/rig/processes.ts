import { readFileSync } from 'node:fs';

const CLOCK_TICKS = 100;

/** What a process has used so far (Linux). */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // the name, in parentheses, may hold anything
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS;
}

export const sumOf = (pids: number[], value: (pid: number) => number): number =>
  pids.reduce((sum, pid) => sum + value(pid), 0);
