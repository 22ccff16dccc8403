import type { Measurement } from './measured';

type Line = [number, Measurement];

/** A Markdown table, one line for each size. */
export function curve(lines: Line[]): string {
  return table(
    [
      'members',
      'calls',
      'in sync',
      'reading alone, s',
      'sync, s',
      'ratio',
      'CPU ratio',
      'µs a member',
      'heap, MB',
      'RSS, MB',
    ],
    lines.map(([members, { sync, reading, report }]) => [
      members.toLocaleString('en'),
      `${sync.calls} (${reading.calls})`,
      report.counts.inSync.toLocaleString('en'),
      reading.seconds.toFixed(1),
      sync.seconds.toFixed(1),
      (sync.seconds / reading.seconds).toFixed(2),
      (sync.cpuSeconds / reading.cpuSeconds).toFixed(2),
      ((sync.cpuSeconds * 1_000_000) / members).toFixed(0),
      sync.heap.toFixed(0),
      sync.rss.toFixed(0),
    ]),
  );
}

/** Memory in use while the directory is streamed. */
export function flatness(lines: Line[]): string {
  return table(
    ['members', 'source, MB', 'first page, MB', ...Array.from({ length: 10 }, (_, n) => `${(n + 1) * 10} %`)],
    lines.map(
      ([
        members,
        {
          memory: { before, source, directory },
        },
      ]) => [members.toLocaleString('en'), ...[source, ...directory].map((at) => (at - before).toFixed(1))],
    ),
  );
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
