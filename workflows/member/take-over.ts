import { patched } from '@temporalio/workflow';
import type { Account, Credential, FoundAccount } from '../../domain/replayed/account';
import type { MemberState } from './state';

/**
 * The account that the directory has is the member's. Its mark tells its password, whatever this workflow remembers: its
 * memory may be a day old, or new. A password that no mark tells stays as it is, since nobody has asked for another one.
 * @param sent the credential of the create that has made it
 */
export function takeOverFound(state: MemberState, found: FoundAccount, sent: Credential | null = null): void {
  const { credential = null } = found;
  state.vainCreates = null;
  // of a member who was erased: it goes the same way
  if (state.erasure !== null) state.erasure.doneAt = null;
  state.account = accountOf(found, sent ?? credential);
  if (sent !== null || state.rotating) return;
  if (credential !== null) state.credential = credential;
  else if (!patched('an-unknown-password-stays')) {
    state.rotating = true;
    return;
  } else state.account.unknownSince = Date.now();
  // whoever has had an account for long was welcomed long ago
  state.notified.orgUnit ??= found.orgUnit;
}

/** Unless a new password has been asked for, which is still to be written. */
export function believeMark(state: MemberState, credential: Credential): void {
  if (state.account !== null) state.account.credential = credential;
  if (!state.rotating) state.credential = credential;
}

function accountOf({ id, enabled, orgUnit, ...told }: FoundAccount, credential: Credential | null): Account {
  const { identity = '', usernameTag = '', namedBy = '' } = told;
  const known = credential ?? { keyId: '', credentialId: '' };
  return { id, enabled, orgUnit, attributes: null, identity, usernameTag, namedBy, credential: known };
}
