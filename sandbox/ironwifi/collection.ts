import type { Body } from './fields';

/** A resource's rows and rules, as the generic calls need them. */
export interface Collection<Row extends { id: string } = { id: string }> {
  all(): readonly Row[];
  find(id: string): Row | undefined;
  /** Makes a row, or returns the one that is there already (`made: false`). */
  create(body: Body): { row: Row; made: boolean };
  update(row: Row, body: Body): void;
  remove(row: Row): void;
  /** The entity as it is shown, without links. */
  render(row: Row): object;
}
