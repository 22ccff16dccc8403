import { derivePassword, keyIdOf } from '../domain/credentials';
import type { Credential } from '../domain/account';
import type { MemberId } from '../domain/ids';
import { failure } from './failures';

/** The master keys, newest first. Passwords are made from them on demand and kept nowhere. */
export class Keyring {
  private readonly byId: Map<string, Buffer>;

  constructor(private readonly keys: [Buffer, ...Buffer[]]) {
    this.byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  }

  /** Makes new passwords. */
  get newest(): string {
    return keyIdOf(this.keys[0]);
  }

  /** Under the oldest key, so that adding a newer one changes no identity and writes nothing. */
  get identityKey(): Buffer {
    return this.keys[this.keys.length - 1] ?? this.keys[0];
  }

  /** Fails with `capability` when the key that made the credential is no longer configured. */
  password(connector: string, member: MemberId, { keyId, credentialId }: Credential): string {
    const masterKey = this.byId.get(keyId);
    if (masterKey === undefined)
      throw failure(
        'capability',
        `master key ${keyId} is not in LATCHKEY_MASTER_KEY: add it again, or rotate the credentials of member ${member}`,
      );
    return derivePassword({ masterKey, connector, member, credentialId });
  }
}
