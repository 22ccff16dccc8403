import type { PlansView } from '../../../../contracts/api/plans';
import type { Visit } from '../../frame/visit';
import { Badge, type Tone } from '../../parts/notice';
import type { Change } from './draft';
import { fieldName, valueText } from './fields';
import type { Opened } from './opened';

interface Props {
  visit: Visit;
  changes: Change[];
  known: PlansView;
  keyOf: Opened['keyOf'];
  /** The address of the draft without this change; left out where nothing is to be taken back. */
  takenBack?: (key: string) => string;
}

const tones: Record<Change['what'], Tone> = { added: 'good', changed: 'warn', removed: 'bad' };

/** What a draft changes in the plan map, a line each. */
export function DraftChanges({ visit, changes, known, keyOf, takenBack }: Props) {
  const { say } = visit;
  return (
    <ul class="changes">
      {changes.map(({ key, what, fields }) => (
        <li key={key}>
          <Badge tone={tones[what]}>{say(`plans.change.${what}`)}</Badge>{' '}
          <strong>{known.plans.find((plan) => keyOf(plan) === key)?.name ?? key}</strong>{' '}
          {fields.length > 0 && (
            <span class="soft">{fields.map((field) => fieldText(visit, what, field)).join(', ')}</span>
          )}{' '}
          {takenBack && (
            <a href={takenBack(key)} aria-label={`${say('plans.draft.takeBack')}: ${key}`}>
              {say('plans.draft.takeBack')}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function fieldText({ say }: Visit, what: Change['what'], { path, was, is }: Change['fields'][number]): string {
  const [field, now] = [fieldName(say, path), valueText(say, path, is)];
  if (what === 'added') return say('plans.change.to', { field, is: now });
  return say('plans.change.from', { field, was: valueText(say, path, was), is: now });
}
