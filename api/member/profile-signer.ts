import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { CachedMap } from '../../clients/cached';
import type { ProfileSigning } from '../../domain/profiles/settings';
import { readSigner, type ProfileSigner } from '../../domain/profiles/sign-apple';

const GOOD_FOR_MS = 60_000;

export type ReadSigner = (signing: ProfileSigning | null) => Promise<ProfileSigner | null>;

/**
 * Reads what Apple profiles are signed with from the files of the settings, and keeps it for a minute. Null, and a line in
 * the log, when they cannot be read: an unsigned profile, which says that it is one, beats none.
 */
export function signerReader(log: Logger, now: () => number = Date.now): ReadSigner {
  const signers = new CachedMap<string, ProfileSigner | null>({ maxAgeMs: GOOD_FOR_MS, now });
  return async (signing) =>
    signing === null ? null : signers.of(JSON.stringify(signing)).get(() => readIn(signing, log));
}

async function readIn(signing: ProfileSigning, log: Logger): Promise<ProfileSigner | null> {
  try {
    return readSigner({ certificate: await readFile(signing.certificate), key: await readFile(signing.key) });
  } catch (error) {
    log.error({ err: error }, 'settings.profileSigning cannot be used: profiles are offered unsigned');
    return null;
  }
}
