import type { ComponentChildren } from 'preact';

interface TableProps {
  /** What it is, for who cannot see it. */
  label: string;
  head: readonly ComponentChildren[];
  /** Which of `head` stand over numbers. */
  numbers?: readonly ComponentChildren[];
  rows: readonly (readonly ComponentChildren[])[];
}

/** A table that becomes a list of cards on a phone: each cell then says what it is. */
export function Table({ label, head, numbers = [], rows }: TableProps) {
  const classOf = (column: number) => (numbers.includes(head[column]) ? 'number' : undefined);
  return (
    <div class="table" role="region" aria-label={label} tabindex={0}>
      <table>
        <thead>
          <tr>
            {head.map((title, i) => (
              <th scope="col" key={i} class={classOf(i)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, i) => (
            <tr key={i}>
              {cells.map((cell, column) => (
                <td
                  key={column}
                  class={classOf(column)}
                  data-label={typeof head[column] === 'string' ? head[column] : undefined}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
