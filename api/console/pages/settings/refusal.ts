import { ProblemError } from '../../../../contracts/api/client';
import type { SettingsError } from '../../../../domain/schema/section';
import { allFields, type Field } from './fields';

/** Why settings are not taken, by the places that are wrong. */
export class Refusal {
  constructor(
    readonly detail: string,
    readonly errors: readonly SettingsError[],
  ) {}

  /** What the API has refused, or cannot do now. Who may not do it at all sees the page that says so. */
  static of(error: unknown): Refusal {
    if (!(error instanceof ProblemError) || error.status === 401 || error.status === 403) throw error;
    return new Refusal(error.problem?.detail ?? error.message, error.problem?.errors ?? []);
  }

  get count(): number {
    return this.errors.length;
  }

  /** A CA would be dropped that members rely on; whoever knows that may do it. */
  get cutsOff(): boolean {
    return this.errors.some(({ message }) => message.includes('cutOff=accept'));
  }

  errorsAt(field: Field): string[] {
    return this.errors
      .filter(({ path }) => concerns(path, field))
      .map(({ path, message }) => `${rest(path, field)}${message}`);
  }

  /** What no field of the form can show. */
  elsewhere(): SettingsError[] {
    return this.errors.filter(({ path }) => !allFields().some((field) => concerns(path, field)));
  }
}

const concerns = (path: string, { key, control }: Field): boolean =>
  path === key || (control.is === 'elsewhere' && path.startsWith(`${key}.`));

/** Where in a list or a map it is. */
const rest = (path: string, { key }: Field): string => (path === key ? '' : `${path.slice(key.length + 1)} `);
