import type { ProfileFormat } from '../../domain/profiles/profile';
import { onlyTls } from '../../sandbox/radius/network-block';
import { readProfiles, toWpaConfig, type ReadJob } from '../profiles/readers';

/** A supplicant that was set up with a profile and nothing else. */
export interface Device {
  /** Its configuration, as eapol_test reads it. */
  config: string;
  /** The versions of TLS that its profile allows; left out: any. */
  tls?: string[];
}

/** What the device has beside a profile that does not say everything: Windows asks its user, and looks into its store. */
export interface Beside {
  username: string;
  password: string;
  /** PEM. */
  store: string[];
}

export interface FetchedProfile {
  format: ProfileFormat;
  file: Buffer;
}

/**
 * A device for each profile. Our wpa_supplicant configuration is taken as it is; of the other formats one who reads them
 * as their platform does tells what they say.
 * @param saveCertificates writes those of a profile into a file, and tells its path.
 * @throws Error for a profile without a CA certificate or a server name.
 */
export function devicesWith(
  profiles: FetchedProfile[],
  beside: Beside,
  saveCertificates: (pem: string) => string,
): Map<ProfileFormat, Device> {
  const jobs = profiles.map(({ format, file }): ReadJob =>
    format === 'windows' ? { format, file, ...beside } : { format, file },
  );
  const blocks = readProfiles(jobs);
  return new Map(
    profiles.map(({ format, file }, index) => {
      const block = blocks[index];
      if (!block || block instanceof Error) throw block ?? new Error('no answer');
      const config =
        format === 'wpa_supplicant' ? file.toString() : toWpaConfig(block, { caFile: saveCertificates(block.caPem) });
      return [format, { config, tls: block.tls }];
    }),
  );
}

export type TlsVersion = keyof typeof onlyTls;

/** @returns null where its profile does not allow this version. */
export function speakingOnly({ config, tls }: Device, version: TlsVersion): Device | null {
  if (tls?.includes(version) === false) return null;
  return { config: config.replaceAll(/^network=\{$/gm, `network={\n${onlyTls[version]}`) };
}

export const mistyped = ({ config }: Device): Device => ({
  config: config.replaceAll(/^(\s*)password=.*$/gm, '$1password="mistyped"'),
});
