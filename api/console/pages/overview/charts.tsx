import { localeOf } from '../../parts/when';
import { DateTime } from 'luxon';
import type { Day } from '../../../../contracts/api/overview';
import type { Visit } from '../../frame/visit';
import { Table } from '../../parts/table';

interface ChartProps {
  days: readonly Day[];
  visit: Visit;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [360, 150, 34, 24, 12];
const dayWidth = (days: readonly Day[]): number => (WIDTH - LEFT) / Math.max(1, days.length);
const heightOf = (value: number, most: number): number => ((HEIGHT - BOTTOM - TOP) * value) / most;

const dayText = (day: string, { place: { language } }: Visit): string =>
  DateTime.fromISO(day).setLocale(localeOf({ language })).toLocaleString({ day: 'numeric', month: 'short' });

/** Members with access, by day. A day that nobody has seen is a gap in the line. */
export function AccessChart({ days, visit }: ChartProps) {
  const { say } = visit;
  const most = Math.max(1, ...days.map(({ withAccess }) => withAccess ?? 0));
  const at = (i: number): number => LEFT + (i + 0.5) * dayWidth(days);
  const y = (value: number): number => HEIGHT - BOTTOM - heightOf(value, most);
  const known = days.map(({ withAccess }, i) => (withAccess === null ? null : { x: at(i), y: y(withAccess) }));
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={say('overview.accessByDay')}>
      <Axes days={days} most={most} visit={visit} />
      {known.map((point, i) => {
        const before = known[i - 1];
        if (point === null) return null;
        return (
          <g key={i}>
            {before && <line class="line-brand" x1={before.x} y1={before.y} x2={point.x} y2={point.y} />}
            <circle class="fill-brand" cx={point.x} cy={point.y} r="3" />
          </g>
        );
      })}
    </svg>
  );
}

const kinds = [
  { what: 'granted', fill: 'fill-good' },
  { what: 'moved', fill: 'fill-brand' },
  { what: 'shutOut', fill: 'fill-bad' },
] as const;

/** Changes by day, side by side; a day that nobody has seen has a dot, not an empty place. */
export function ChangesChart({ days, visit }: ChartProps) {
  const { say } = visit;
  const most = Math.max(1, ...days.flatMap((day) => kinds.map(({ what }) => day[what] ?? 0)));
  const width = dayWidth(days);
  const bar = width / (kinds.length + 1);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={say('overview.changesByDay')}>
      <Axes days={days} most={most} visit={visit} />
      {days.flatMap((day, i) =>
        kinds.map(({ what, fill }, k) => {
          const height = heightOf(day[what] ?? 0, most);
          const x = LEFT + i * width + (k + 0.5) * bar;
          return <rect key={what} class={fill} x={x} y={HEIGHT - BOTTOM - height} width={bar * 0.85} height={height} />;
        }),
      )}
      {days.map(({ whole }, i) =>
        whole ? null : (
          <circle class="fill-line" key={i} cx={LEFT + (i + 0.5) * width} cy={HEIGHT - BOTTOM + 4} r="2.5" />
        ),
      )}
    </svg>
  );
}

function Axes({ days, most, visit }: ChartProps & { most: number }) {
  const [first, last] = [days[0], days.at(-1)];
  return (
    <g>
      <line class="axis" x1={LEFT} y1={HEIGHT - BOTTOM} x2={WIDTH} y2={HEIGHT - BOTTOM} />
      <line class="axis" x1={LEFT} y1={TOP} x2={WIDTH} y2={TOP} />
      <text x={LEFT - 5} y={TOP + 5} text-anchor="end">
        {most}
      </text>
      <text x={LEFT - 5} y={HEIGHT - BOTTOM + 4} text-anchor="end">
        0
      </text>
      {first && (
        <text x={LEFT} y={HEIGHT - 4}>
          {dayText(first.day, visit)}
        </text>
      )}
      {last && (
        <text x={WIDTH} y={HEIGHT - 4} text-anchor="end">
          {dayText(last.day, visit)}
        </text>
      )}
    </g>
  );
}

export const Legend = ({ visit: { say } }: { visit: Visit }) => (
  <ul class="legend">
    {kinds.map(({ what, fill }) => (
      <li key={what}>
        <svg width="10" height="10" aria-hidden="true">
          <rect class={fill} width="10" height="10" />
        </svg>{' '}
        {say(`overview.${what}`)}
      </li>
    ))}
  </ul>
);

/** The same in numbers. */
export function DayTable({ days, visit }: ChartProps) {
  const { say } = visit;
  const shown = (value: number | null): string => (value === null ? say('overview.notSeen') : String(value));
  return (
    <details>
      <summary>{say('overview.inNumbers')}</summary>
      <Table
        label={say('overview.inNumbers')}
        head={(['day', 'withAccess', 'granted', 'moved', 'shutOut'] as const).map((key) => say(`overview.${key}`))}
        rows={days
          .toReversed()
          .map((day) => [
            `${dayText(day.day, visit)}${day.whole || day.withAccess === null ? '' : ` ${say('overview.partly')}`}`,
            shown(day.withAccess),
            shown(day.granted),
            shown(day.moved),
            shown(day.shutOut),
          ])}
      />
    </details>
  );
}
