import type { HttpReply } from '../exchange';
import { ExternalError } from '../external-error';
import { statusCode, statusFailure } from '../status-failure';

/** A 422, with the fields it is about; what was in them stays out. */
export class InvalidFields extends ExternalError {
  constructor(
    code: 'rejected' | 'duplicate',
    message: string,
    readonly fields: readonly string[],
  ) {
    super('ironwifi', code, message, { retryable: false });
  }
}

const fieldNames = ['username', 'password', 'status', 'orgunit', 'email', 'firstname', 'lastname', 'notes', 'userid'];
/** What a user name can be refused for without being taken. */
const formTrouble = /empty|required|too (short|long)|length|pattern|format|not a valid|invalid char/i;

/** Both ways of telling an error (ironwifi.md §1.4): problem+json, and the help pages' flat object. */
export function refusal(name: string, reply: HttpReply, now: number): ExternalError {
  const { status } = reply;
  const aboutUser = /^(POST|PATCH) .*\/users(\/[^/?]+)?$/.test(name);
  if (status === 409 && aboutUser)
    return new InvalidFields('duplicate', `${name}: 409: the user name is taken`, ['username']);
  // A page past the end: the list shrank under the reader (ironwifi.md §10.4).
  if (status === 409 && name.startsWith('GET ')) return statusFailure('ironwifi', name, reply, 'inconsistent', now);
  if (status !== 422) return statusFailure('ironwifi', name, reply, statusCode(status), now);
  const fields = invalidFields(reply.text);
  const taken = aboutUser && fields.includes('username') && !formTrouble.test(reply.text);
  if (taken) return new InvalidFields('duplicate', `${name}: 422: the user name is taken`, fields);
  return new InvalidFields('rejected', `${name}: 422${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`, fields);
}

function invalidFields(text: string): string[] {
  const messages = /"validation_messages"\s*:\s*(\{[\s\S]*)/.exec(text)?.[1];
  const named = messages
    ? fieldNames.filter((field) => new RegExp(`"${field}"\\s*:`).test(messages))
    : fieldNames.filter((field) => new RegExp(`\\b${field}\\b`).test(text));
  return named;
}

/** Fails closed: the message names the setting that would tell how this tenant does it, or would do without. */
export function capability(setting: string, what: string): ExternalError {
  return new ExternalError('ironwifi', 'capability', `${what}; see the setting ${setting}`, {
    retryable: false,
  });
}
