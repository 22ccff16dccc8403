import type { PlanView } from '../../../../contracts/api/plans';
import type { Visit } from '../../frame/visit';
import { Badge } from '../../parts/notice';

interface Props {
  visit: Visit;
  gives: PlanView['gives'];
}

/** The access level, and the org unit where it has another name. */
export function Level({ visit: { say }, gives }: Props) {
  if (gives === null) return <>–</>;
  const { group, orgUnit } = gives;
  if (group === null) return <Badge tone="idle">{say('plans.noWifi')}</Badge>;
  return (
    <div>
      <code>{group}</code>
      {orgUnit !== null && orgUnit !== group && <div class="soft">{say('plans.orgUnit', { name: orgUnit })}</div>}
    </div>
  );
}

const attributes = ['downMbps', 'upMbps', 'priority', 'sessionMinutes', 'vlan', 'devices'] as const;

/** Empty: none. */
export function conditionsText(gives: PlanView['gives'], visit: Visit): string {
  const { say } = visit;
  if (gives === null) return '';
  const { validityMinutes, checkInRequired, attributes: given } = gives;
  const parts = [
    ...(validityMinutes === null ? [] : [say('plans.has.validity', { length: lengthText(validityMinutes, visit) })]),
    ...(checkInRequired ? [say('plans.has.checkIn')] : []),
    ...attributes.flatMap((name) =>
      given?.[name] === undefined ? [] : [say(`plans.has.${name}`, { n: String(given[name]) })],
    ),
  ];
  return parts.join(', ');
}

const units = { day: 1440, hour: 60, minute: 1 } as const;

/** "7 days", in the visitor's language. */
function lengthText(minutes: number, { place: { language } }: Visit): string {
  const unit = minutes % units.day === 0 ? 'day' : minutes % units.hour === 0 ? 'hour' : 'minute';
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(minutes / units[unit]);
}
