import { makeProfile } from '../../domain/profiles/make-profile';
import type { ProfileFormat, ProfileInput } from '../../domain/profiles/profile';
import type { ReadJob } from './readers';

/** A file, and what its reader gets with it: on Windows the user types name and password, and has the certificates. */
export const jobFor = (format: ProfileFormat, file: Buffer, { username, password, trust }: ProfileInput): ReadJob =>
  format === 'windows' ? { format, file, username, password, store: trust.caCertificates } : { format, file };

export const profileJob = (format: ProfileFormat, input: ProfileInput): ReadJob =>
  jobFor(format, makeProfile(format, input).body, input);
