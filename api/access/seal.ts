import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '../../config';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** Browsers keep no cookie above 4 kB. */
const LONGEST = 4_096;

/** A key for one purpose. */
export const derivedKey = (masterKey: Secret<Buffer>, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey.reveal(), '', `latchkey/${purpose}`, KEY_BYTES));

/** Closes what a cookie holds, so that nobody can read it, or make one. */
export class Seal {
  readonly #keys: Buffer[];

  /** @param masterKeys the newest seals; the older ones still open */
  constructor(masterKeys: readonly Secret<Buffer>[], purpose: string) {
    this.#keys = masterKeys.map((key) => derivedKey(key, purpose));
  }

  close(text: string): string {
    const [key = Buffer.alloc(0)] = this.#keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = [cipher.update(text, 'utf8'), cipher.final()];
    return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]).toString('base64url');
  }

  /** Null: nobody has closed it, or with another key. */
  open(sealed: string): string | null {
    if (sealed.length > LONGEST) return null;
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
    for (const key of this.#keys) {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        const opened = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
        return Buffer.concat(opened).toString('utf8');
      } catch {
        // sealed by another key, or by nobody
      }
    }
    return null;
  }
}
