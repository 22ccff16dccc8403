import type { Row } from '../frame/bench';
import { table } from '../frame/page';
import type { Measurement } from './measured';

type Line = [members: number, measurement: Measurement];

const shown = (members: number): string => `${members.toLocaleString('en')} members`;

export function rowsOf([members, { reading, sync }]: Line): Row[] {
  const each = <Of>(runs: Of[], value: (run: Of) => number): number[] => runs.map(value);
  return [
    {
      what: `${shown(members)}: calls`,
      unit: 'calls',
      floor: each(reading, ({ calls }) => calls),
      product: each(sync, ({ calls }) => calls),
      goal: { atMost: 1 },
    },
    {
      what: `${shown(members)}: time`,
      unit: 's',
      floor: each(reading, ({ seconds }) => seconds),
      product: each(sync, ({ seconds }) => seconds),
      goal: { atMost: 1.2 },
    },
    {
      what: `${shown(members)}: processor time`,
      unit: 's',
      floor: each(reading, ({ cpuSeconds }) => cpuSeconds),
      product: each(sync, ({ cpuSeconds }) => cpuSeconds),
    },
    { what: `${shown(members)}: heap at most`, unit: 'MB', product: each(sync, ({ heap }) => heap) },
    { what: `${shown(members)}: process at most (RSS)`, unit: 'MB', product: each(sync, ({ rss }) => rss) },
  ];
}

/** What is alive above the start while the directory is streamed. */
export function memoryTable(lines: Line[]): string {
  const tenths = Array.from({ length: 10 }, (_, n) => `${(n + 1) * 10} %`);
  const head = ['members', 'source, MB', 'first page, MB', ...tenths];
  const rows = lines.map(
    ([
      members,
      {
        memory: { before, source, directory },
      },
    ]) => [members.toLocaleString('en'), ...[source, ...directory].map((at) => (at - before).toFixed(1))],
  );
  return table(head, rows);
}
