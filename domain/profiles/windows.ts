import { fileNameOf } from './file-name';
import type { ProfileFile, ProfileInput, RadiusTrust } from './profile';
import { eapHostConfig } from './windows-eap';
import { xmlFile, type XmlElements } from './xml-file';

/**
 * A WLAN profile for `netsh wlan add profile` (field.md §5.2). Windows asks for name and password once, and takes a CA
 * certificate from its own store: the file only names it. WPA2 is what every Windows takes; newer ones join WPA3
 * networks in transition mode with it.
 */
export function windowsProfile({ spaceName, ssid, trust }: ProfileInput): ProfileFile {
  const profile = {
    WLANProfile: {
      '@xmlns': 'http://www.microsoft.com/networking/WLAN/profile/v1',
      name: ssid,
      SSIDConfig: { SSID: { hex: ssidHex(ssid), name: ssid } },
      connectionType: 'ESS',
      connectionMode: 'auto',
      autoSwitch: 'false',
      MSM: windowsSecurity(trust),
    },
  };
  return {
    contentType: 'application/xml',
    fileName: fileNameOf(spaceName, 'xml'),
    body: xmlFile(profile),
  };
}

/** The children of MSM. */
export const windowsSecurity = (trust: RadiusTrust): XmlElements => ({
  security: {
    authEncryption: { authentication: 'WPA2', encryption: 'AES', useOneX: 'true' },
    OneX: {
      '@xmlns': 'http://www.microsoft.com/networking/OneX/v1',
      cacheUserData: 'true',
      authMode: 'user',
      EAPConfig: eapHostConfig(trust),
    },
  },
});

/** Upper case, as Windows itself writes it. */
export const ssidHex = (ssid: string): string => Buffer.from(ssid).toString('hex').toUpperCase();
