import type { Change } from '../../../../domain/settings/changes';
import { Table } from '../../parts/table';
import type { Visit } from '../../frame/visit';
import { allFields, textOf } from './fields';

interface ChangesProps {
  visit: Visit;
  changes: readonly Change[];
  label: string;
  /** Heads of the columns: as it was, and as it is then. */
  was: string;
  is: string;
}

/** What is different, a line for each setting. */
export const ChangesTable = ({ visit, changes, label, was, is }: ChangesProps) => (
  <Table
    label={label}
    head={[visit.say('settings.setting'), was, is]}
    rows={changes.map((change) => [
      <code>{change.path.join(' › ')}</code>,
      <Value value={change.was} change={change} visit={visit} tone="less" />,
      <Value value={change.is} change={change} visit={visit} tone="more" />,
    ])}
  />
);

interface ValueProps {
  value: unknown;
  change: Change;
  visit: Visit;
  tone: 'more' | 'less';
}

function Value({ value, change: { path }, visit: { say }, tone }: ValueProps) {
  if (value !== undefined) return <code class={`diff-${tone} lines`}>{linesOf(value)}</code>;
  const fallback = allFields().find(({ key }) => key === path.join('.'))?.fallback;
  return (
    <span class="soft">
      {fallback === undefined || fallback instanceof Object
        ? say('settings.notSet')
        : say('settings.default', { value: textOf(fallback) })}
    </span>
  );
}

const linesOf = (value: unknown): string => (Array.isArray(value) ? value.map(textOf).join('\n') : textOf(value));
