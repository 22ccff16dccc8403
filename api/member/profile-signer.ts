import { readFile } from 'node:fs/promises';
import type { ProfileSigning } from '../../domain/profiles/settings';
import { readSigner, type ProfileSigner } from '../../domain/profiles/sign-apple';
import type { Logger } from '../log';

const GOOD_FOR_MS = 60_000;

export type ReadSigner = (signing: ProfileSigning | null) => Promise<ProfileSigner | null>;

/**
 * What Apple profiles are signed with, read from the files of the settings and kept for a minute. Null, and a line in the
 * log, when they cannot be read: an unsigned profile, which says that it is one, beats none.
 */
export function signerReader(log: Logger, now: () => number = Date.now): ReadSigner {
  let known: { of: string; signer: Promise<ProfileSigner | null>; at: number } | null = null;
  return async (signing) => {
    if (signing === null) return null;
    const of = JSON.stringify(signing);
    if (known?.of !== of || now() - known.at > GOOD_FOR_MS) known = { of, signer: readIn(signing, log), at: now() };
    return known.signer;
  };
}

async function readIn(signing: ProfileSigning, log: Logger): Promise<ProfileSigner | null> {
  try {
    return readSigner({ certificate: await readFile(signing.certificate), key: await readFile(signing.key) });
  } catch (error) {
    log.error({ err: error }, 'settings.profileSigning cannot be used: profiles are offered unsigned');
    return null;
  }
}
