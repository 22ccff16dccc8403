import { DateTime } from 'luxon';
import type { Place } from '../../parts/place';
import { localeOf, timeText, When } from '../../parts/when';
import { spanOf, type Mark, type Period, type Span } from './periods';
import { Part, withNames, type Told } from './told';

/*
 * Places along the time are shares of the width, so that letters keep their size on a phone. Heights are pixels. The states differ
 * by height as well as by colour.
 */
const BAR_TOP = 30;
const BAR_HEIGHT = 34;
const VISITS_AT = 84;
const DAYS_TOP = 100;
const LABELS_AT = 126;

const looks: Record<Period['state'], { class: string; height: number }> = {
  granted: { class: 'fill-good', height: BAR_HEIGHT },
  keep: { class: 'fill-warn', height: BAR_HEIGHT },
  prepared: { class: 'fill-brand', height: BAR_HEIGHT / 2 },
  denied: { class: 'fill-soft', height: 4 },
};

/** Two weeks back and what is known ahead: access and why, visits, deadlines. */
export function Picture({ visit, member }: Told) {
  const { say, place } = visit;
  const span = spanOf(member, Date.now());
  const states = [...new Set(span.periods.map(({ state }) => state))];
  const hasVisits = span.marks.some(({ what }) => what !== 'due');
  return (
    <Part id="picture" title={say('member.picture')}>
      <svg class="chart span" role="img" aria-label={say('member.picture.label')}>
        <Days span={span} place={place} />
        {span.periods.map((period, index) => (
          <Bar key={index} span={span} period={period} place={place} />
        ))}
        {span.marks.map((mark, index) => (
          <MarkOf key={index} span={span} mark={mark} place={place} />
        ))}
        <line class="now" x1={x(span, span.now)} x2={x(span, span.now)} y1={BAR_TOP - 8} y2={DAYS_TOP + 6} />
        <text x={x(span, span.now)} y={16} text-anchor="middle">
          {say('member.picture.now')}
        </text>
      </svg>
      <ul class="legend">
        {states.map((state) => (
          <li key={state}>
            <Swatch class={looks[state].class} height={looks[state].height / 2.4} /> {say(`member.state.${state}`)}
          </li>
        ))}
        {hasVisits && (
          <li>
            <svg width="14" height="14" aria-hidden="true">
              <circle class="fill-brand" cx="7" cy="7" r="4" />
            </svg>{' '}
            {say('member.picture.visits')}
          </li>
        )}
        <li>{say('member.picture.ahead')}</li>
      </ul>
      <details>
        <summary>{say('member.picture.list')}</summary>
        <Facts visit={visit} member={member} span={span} />
      </details>
    </Part>
  );
}

const Swatch = ({ class: colour, height }: { class: string; height: number }) => (
  <svg width="14" height="14" aria-hidden="true">
    <rect class={colour} x="0" y={14 - Math.max(height, 3)} width="14" height={Math.max(height, 3)} />
  </svg>
);

const share = ({ from, to }: Span, at: number): number => ((at - from) / (to - from)) * 100;
const percent = (value: number): string => `${Math.round(value * 100) / 100}%`;
const x = (span: Span, at: number): string => percent(share(span, at));

function Bar({ span, period, place }: { span: Span; period: Period; place: Place }) {
  const { class: colour, height } = looks[period.state];
  const width = share(span, period.to) - share(span, period.from);
  return (
    <rect
      class={colour}
      x={x(span, period.from)}
      y={BAR_TOP + BAR_HEIGHT - height}
      width={percent(Math.max(width, 0.3))}
      height={height}
      fill-opacity={period.isAhead ? 0.45 : undefined}
    >
      <title>{`${timeText({ at: period.from, place })}: ${period.text}`}</title>
    </rect>
  );
}

function MarkOf({ span, mark: { at, what, text }, place }: { span: Span; mark: Mark; place: Place }) {
  const title = <title>{`${timeText({ at, place })}: ${text}`}</title>;
  if (what === 'due')
    return (
      <line class="due" x1={x(span, at)} x2={x(span, at)} y1={BAR_TOP - 8} y2={BAR_TOP + BAR_HEIGHT + 8}>
        {title}
      </line>
    );
  return (
    <circle class={what === 'checkIn' ? 'fill-brand' : 'line-brand'} cx={x(span, at)} cy={VISITS_AT} r="4">
      {title}
    </circle>
  );
}

/** A tick for each midnight of the space; a date a week, where it fits. */
function Days({ span, place }: { span: Span; place: Place }) {
  const { zone, language } = place;
  const today = DateTime.fromMillis(span.now).setZone(zone).startOf('day');
  const days = Array.from({ length: 40 }, (_, index) => today.plus({ days: index - 15 })).filter(
    (day) => day.toMillis() >= span.from && day.toMillis() <= span.to,
  );
  return (
    <>
      <line class="axis" x1="0" x2="100%" y1={DAYS_TOP} y2={DAYS_TOP} />
      {days.map((day) => (
        <line
          key={day.toMillis()}
          class="axis"
          x1={x(span, day.toMillis())}
          x2={x(span, day.toMillis())}
          y1={DAYS_TOP}
          y2={DAYS_TOP + 6}
        />
      ))}
      {[-12, -6, 0].map((back) => {
        const day = today.plus({ days: back });
        return (
          <text key={back} x={x(span, day.toMillis())} y={LABELS_AT} text-anchor="middle">
            {day.setLocale(localeOf({ language })).toLocaleString({ day: 'numeric', month: 'short' })}
          </text>
        );
      })}
    </>
  );
}

/** The same in words. */
function Facts({ visit: { say, place }, member, span }: Told & { span: Span }) {
  const all = [
    ...span.periods.map(({ from, state, text, isAhead }) => ({
      at: from,
      text: isAhead && from === span.now ? null : `${say(`member.state.${state}`)}: ${text}`,
    })),
    ...span.marks.filter(({ what }) => what !== 'due').map(({ at, text }) => ({ at, text })),
  ];
  return (
    <ul class="timeline">
      {all
        .filter(({ text }) => text !== null)
        .sort((one, other) => one.at - other.at)
        .map(({ at, text }, index) => (
          <li key={index}>
            {withNames(text ?? '', member)} <When at={at} place={place} />
          </li>
        ))}
    </ul>
  );
}
