import type { KeyObject } from 'node:crypto';
import type { Credential } from '../replayed/account';
import { derivePassword, keyIdOf } from './credentials';
import { identityKeyOf } from './identity';
import type { MemberId } from '../replayed/ids';
import { linkToken, profileKey, type LinkRef } from './link';

interface Holder {
  connector: string;
  member: MemberId;
}

/** The master keys, newest first. What is derived from them is made on demand and kept nowhere. */
export class Keyring {
  /** For fingerprints. Of the oldest key: adding a newer one changes no identity and writes nothing. */
  readonly identityKey: KeyObject;
  private readonly byId: Map<string, Buffer>;

  constructor(private readonly keys: readonly [Buffer, ...Buffer[]]) {
    this.byId = new Map(keys.map((key) => [keyIdOf(key), key]));
    this.identityKey = identityKeyOf(keys[keys.length - 1] ?? keys[0]);
  }

  /** Id of the key that makes new passwords and links. */
  get newest(): string {
    return keyIdOf(this.keys[0]);
  }

  /** Null: the key that made it is no longer configured. */
  password({ connector, member }: Holder, { keyId, credentialId }: Credential): string | null {
    const masterKey = this.byId.get(keyId);
    return masterKey === undefined ? null : derivePassword({ masterKey, connector, member, credentialId });
  }

  /** Null: the key that made it is no longer configured. */
  token(holder: Holder, { id, keyId }: LinkRef): string | null {
    const masterKey = this.byId.get(keyId);
    return masterKey === undefined ? null : linkToken({ ...holder, masterKey, linkId: id });
  }

  /** The key of a file that one opening of a link offers. Null: the master key is no longer configured. */
  profileKey(holder: Holder, { id, keyId }: LinkRef, opening: number, document: string): string | null {
    const masterKey = this.byId.get(keyId);
    return masterKey === undefined ? null : profileKey({ ...holder, masterKey, linkId: id, opening, document });
  }
}
