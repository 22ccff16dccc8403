import type { ProfileFormat } from '../../domain/profiles/profile';
import { onlyTls } from '../../sandbox/radius/network-block';
import { readProfile, toWpaConfig, type ReadJob } from '../profiles/readers';

/** A supplicant that was set up with a profile and nothing else. */
export interface Device {
  /** Its configuration, as eapol_test reads it. */
  config: string;
}

/** What the device has beside a profile that does not say everything: Windows asks its user, and looks into its store. */
export interface Beside {
  username: string;
  password: string;
  /** PEM. */
  store: string[];
}

/**
 * A device with this profile. Our wpa_supplicant configuration is taken as it is; of the other formats one who reads them
 * as their platform does tells what they say.
 * @param caFile where the certificates that the profile holds are written to.
 * @throws Error for a profile without a CA certificate or a server name.
 */
export function deviceWith(
  format: ProfileFormat,
  file: Buffer,
  beside: Beside,
  saveCertificates: (pem: string) => string,
): Device {
  const job: ReadJob = format === 'windows' ? { format, file, ...beside } : { format, file };
  const block = readProfile(job);
  if (format === 'wpa_supplicant') return { config: file.toString() };
  return { config: toWpaConfig(block, { caFile: saveCertificates(block.caPem) }) };
}

export type TlsVersion = keyof typeof onlyTls;

export const speakingOnly = ({ config }: Device, tls: TlsVersion): Device => ({
  config: config.replaceAll(/^network=\{$/gm, `network={\n${onlyTls[tls]}`),
});

export const mistyped = ({ config }: Device): Device => ({
  config: config.replaceAll(/^(\s*)password=.*$/gm, '$1password="mistyped"'),
});
