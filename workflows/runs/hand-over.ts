/** State that a run hands to the next one when it continues as new. It names the version of its shape. */
export interface Versioned {
  schemaVersion: number;
}

/** Makes the next version of a state from the shape that it knows; pure, because it is replayed. */
type Upgrade = (older: never) => object;

export interface Schema<State extends Versioned> {
  /** Names the workflow in messages. */
  owner: string;
  /** The state of a first run: a state that is handed over must have all of its fields. */
  fresh: State;
  /** The fields of a first run's input. */
  inputFields: readonly string[];
  /** The first one makes version 2 of version 1, and so on. */
  upgrades: readonly Upgrade[];
}

/**
 * The state that a run begins with: a fresh one, or what the run before handed over, brought to the shape of this code.
 *
 * What this code does not understand is refused with a plain Error. That fails the workflow task, not the workflow: the
 * state is kept and the task is tried again until a worker comes that knows it. (An ApplicationFailure would end the
 * workflow, and what it knew would be lost.)
 */
export function takeOver<State extends Versioned>(input: object, schema: Schema<State>): State {
  const { owner, fresh, upgrades } = schema;
  const version = versionOf(input, schema);
  if (version === null) return fresh;
  if (version > fresh.schemaVersion)
    throw new Error(
      `${owner}: its state has version ${version} and this worker knows ${fresh.schemaVersion}: it waits for a newer worker.`,
    );
  const state = upgrades.slice(version - 1).reduce((older, upgrade) => upgrade(older as never), input);
  refuseIncomplete(state, schema);
  return state as State;
}

/** Null: the input of a first run. States were not numbered before version 2. */
function versionOf(input: object, { inputFields }: Pick<Schema<Versioned>, 'inputFields'>): number | null {
  const { schemaVersion } = input as Partial<Versioned>;
  if (schemaVersion !== undefined) return schemaVersion;
  return Object.keys(input).every((field) => inputFields.includes(field)) ? null : 1;
}

function refuseIncomplete(state: object, { owner, fresh }: Schema<Versioned>): void {
  const has = new Map<string, unknown>(Object.entries(state));
  for (const [field, value] of Object.entries(fresh)) {
    // what begins as null says nothing about its type, only that it must be there
    const fits = value === null ? has.get(field) !== undefined : kindOf(has.get(field)) === kindOf(value);
    if (!fits) throw new Error(`${owner}: its state has no proper "${field}": it waits for a worker that knows it.`);
  }
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);
