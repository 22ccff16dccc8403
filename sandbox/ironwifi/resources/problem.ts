import { STATUS_CODES } from 'node:http';
import type { IronwifiSwitches } from '../controls/switches';

export type ValidationMessages = Record<string, Record<string, string>>;

/** A refusal in the words of the framework behind IronWifi (ironwifi.md §0.2). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly extra: { validation_messages?: ValidationMessages; headers?: Record<string, string> } = {},
  ) {
    super(detail);
  }

  /** The body in the chosen error format. */
  body(errors: IronwifiSwitches['errors']): object {
    const { validation_messages } = this.extra;
    if (errors === 'flat') return { error: true, message: this.#sentence(), code: this.status };
    return {
      type: 'http://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html',
      title: this.status === 422 ? 'Unprocessable Entity' : (STATUS_CODES[this.status] ?? 'Unknown'),
      status: this.status,
      detail: this.detail,
      ...(validation_messages && { validation_messages }),
    };
  }

  #sentence(): string {
    const [field, rules] = Object.entries(this.extra.validation_messages ?? {})[0] ?? [];
    return field && rules ? `${this.detail}: ${field}: ${Object.values(rules).join(' ')}` : this.detail;
  }
}

export const entityNotFound = (): Problem => new Problem(404, 'Entity not found.');

export const pageNotFound = (): Problem => new Problem(404, 'Page not found.');

export function invalid(field: string, rule: string, text: string): Problem {
  return new Problem(422, 'Failed Validation', { validation_messages: { [field]: { [rule]: text } } });
}

export function verbNotAllowed(allowed: readonly string[]): Problem {
  const detail = 'The method has not been defined for this resource.';
  return new Problem(405, detail, { headers: { Allow: allowed.join(', ') } });
}
