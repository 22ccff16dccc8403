import { removeCoworker } from '../rules/removal';
import { toWire } from '../store/clock';
import type { TableName } from '../store/rows';
import type { Space } from '../store/space';
import { plainText } from './writes';

type Command = (id: number, space: Space) => void;

const commands: Partial<Record<TableName, Record<string, Command>>> = {
  coworkers: { COWORKER_DELETE: removeCoworker },
  contracts: {
    CANCEL_CONTRACT: (id, space) =>
      void space.change('contracts', id, { CancellationDate: toWire(space.now()), CancellationReason: 99 }),
    DELETE_CONTRACT: (id, space) => space.remove('contracts', id),
  },
};

/** Runs a command on every id. Returns what went wrong, or `null`; the reply is HTTP 200 either way (nexudus.md §2.1). */
export function runCommand(name: TableName, body: Record<string, unknown>, space: Space): string | null {
  const command = commands[name]?.[plainText(body['Key'])];
  if (!command) return `The command ${plainText(body['Key'])} does not exist.`;
  const ids = Array.isArray(body['Ids']) ? body['Ids'].map(Number) : [];
  const dead = ids.find((id) => !space.tables[name].get(id));
  if (dead !== undefined) return `The record ${dead} could not be found.`;
  for (const id of ids) command(id, space);
  return null;
}

export function listCommands(name: TableName): unknown[] {
  return Object.keys(commands[name] ?? {}).map((Key, Order) => ({
    Key,
    Name: Key,
    AppliesOnlyToMultipleEntities: false,
    AppliesOnlyToOneEntity: false,
    AppliesOnlyToTwoEntities: false,
    NeedsEntitiesToRun: true,
    Order,
    RequiresParameters: [],
  }));
}
