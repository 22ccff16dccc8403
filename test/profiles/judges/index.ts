import type { ProfileFormat } from '../../../domain/profiles/profile';
import { treeIn } from '../passpoint-layers';
import { readProfiles } from '../readers';
import { appleSchema } from './apple-schema';
import type { Judge } from './judge';
import { libplist } from './libplist';
import { libnm } from './networkmanager';
import { oncFields } from './onc-fields';
import { wpaSupplicant } from './wpa-supplicant';
import { xmlSchema } from './xml-schema';

export type { Judge } from './judge';

/** A reader of ours that refuses what the platform's code would not take. */
const reader = (format: 'android' | 'passpoint', rules: string): Judge => ({
  name: 'reader',
  tool: null,
  rules,
  faults: (files) =>
    readProfiles(files.map((file) => ({ format, file }))).map((read) => (read instanceof Error ? [read.message] : [])),
});

/** The same judge of what a file holds below its layers. */
const within = (content: (file: Buffer) => Buffer, judge: Judge): Judge => ({
  ...judge,
  faults: (files) => judge.faults(files.map(content)),
});

/** Who judges the files of a format. */
export const judgesOf: Record<ProfileFormat, Judge[]> = {
  apple: [libplist, appleSchema],
  windows: [xmlSchema("Microsoft's WLAN profile and EAPHost schemas", 'windows/wlan-profile.xsd')],
  android: [
    xmlSchema("GÉANT's eap-metadata schema", 'eap-config.xsd'),
    reader('android', 'the geteduroam apps for Android, Windows and Linux'),
  ],
  passpoint: [
    within(treeIn, xmlSchema("OMA's management tree", 'passpoint.xsd')),
    reader('passpoint', "AOSP's ConfigParser, PpsMoParser, HomeSp and Credential"),
  ],
  chromeos: [oncFields],
  networkmanager: [libnm],
  wpa_supplicant: [wpaSupplicant],
};
