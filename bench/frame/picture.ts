/** A line that climbs by one at each instant. */
interface Climb {
  name: string;
  /** In the unit of the axis, in any order. */
  at: readonly number[];
  colour: string;
  dashed?: true;
}

export interface Picture {
  title: string;
  /** What the horizontal axis counts. */
  unit: string;
  climbs: readonly Climb[];
  /** Below the lines: one stroke for each instant. */
  strokes: { name: string; at: readonly number[]; colour: string };
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [860, 420, 52, 150, 40, 92];
const [GREY, INK] = ['#8a8f98', '#24292f'];

/** As SVG, readable on light and dark pages. */
export function svgOf({ title, unit, climbs, strokes }: Picture): string {
  const end = niceStep(Math.max(1, ...climbs.flatMap(({ at }) => at), ...strokes.at)) * 10;
  const most = Math.max(1, ...climbs.map(({ at }) => at.length));
  const x = (at: number): string => (LEFT + (at / end) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (count: number): string => (HEIGHT - BOTTOM - (count / most) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const marks = Array.from({ length: 11 }, (_, n) => (n * end) / 10);
  const floor = HEIGHT - BOTTOM;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" role="img">`,
    `<title>${title}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="22" font-size="14" font-weight="600" fill="${INK}">${title}</text>`,
    ...marks.map(
      (at) => `<text x="${x(at)}" y="${floor + 18}" fill="${GREY}" text-anchor="middle">${shown(at)}</text>`,
    ),
    `<text x="${WIDTH - RIGHT + 14}" y="${floor + 18}" fill="${GREY}">${unit}</text>`,
    ...[0, 0.5, 1].flatMap((share) => {
      const count = Math.round(most * share);
      return [
        `<path d="M${x(0)} ${y(count)}H${x(end)}" stroke="#e4e7eb" fill="none"/>`,
        `<text x="${LEFT - 8}" y="${Number(y(count)) + 4}" fill="${GREY}" text-anchor="end">${count}</text>`,
      ];
    }),
    ...climbs.map((climb) => `<path d="${stairs(climb.at, x, y)}" fill="none" ${strokeOf(climb)}/>`),
    ...climbs.map(({ name, colour }, row) => legend(name, colour, TOP + 14 + row * 20)),
    `<path d="${strokes.at.map((at) => `M${x(at)} ${floor + 34}v18`).join('')}" stroke="${strokes.colour}" fill="none"/>`,
    legend(strokes.name, strokes.colour, floor + 47),
    '</svg>',
    '',
  ].join('\n');
}

function stairs(at: readonly number[], x: (at: number) => string, y: (count: number) => string): string {
  const steps = at.toSorted((a, b) => a - b).map((each, index) => `H${x(each)}V${y(index + 1)}`);
  return `M${x(0)} ${y(0)}${steps.join('')}`;
}

const strokeOf = ({ colour, dashed }: Climb): string =>
  `stroke="${colour}" stroke-width="2"${dashed ? ' stroke-dasharray="5 4"' : ''}`;

const legend = (name: string, colour: string, y: number): string =>
  `<text x="${WIDTH - RIGHT + 14}" y="${y}" fill="${colour}">${name}</text>`;

/** A tenth of the axis: 1, 2 or 5 times a power of ten. */
function niceStep(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest / 10));
  return power * ([1, 2, 3, 4, 5, 6, 8].find((step) => step * power * 10 >= longest) ?? 10);
}

const shown = (at: number): string => String(Number(at.toPrecision(3)));
