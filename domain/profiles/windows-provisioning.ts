import { checkedInput } from './checked-input';
import type { ProfileFile, ProfileInput } from './profile';
import { stableUuid } from './stable-uuid';
import { ssidHex, windowsSecurity } from './windows';
import { xmlFile } from './xml-file';

/**
 * The document that `ms-settings:wifi-provisioning?uri=…` loads (Windows 10 2004 and later; Microsoft, "Provision a Wi-Fi
 * profile via a website" and "Account provisioning"). It is unsigned. Settings shows such a document, but enables its
 * Install button only for one signed (XML-DSig) by a certificate with extended validation.
 */
export function windowsProvisioning(input: ProfileInput): ProfileFile {
  const { ssid, trust, profileId } = checkedInput(input);
  const document = {
    CarrierProvisioning: {
      '@xmlns': 'http://www.microsoft.com/networking/CarrierControl/v1',
      Global: {
        // A carrier's new document replaces all its profiles on a device: the member is a carrier of their own.
        CarrierId: `{${stableUuid(profileId, 'windows carrier')}}`,
        SubscriberId: stableUuid(profileId, 'windows subscriber'),
      },
      WLANProfiles: {
        WLANProfile: {
          '@xmlns': 'http://www.microsoft.com/networking/CarrierControl/WLAN/v1',
          name: ssid,
          SSIDConfig: { SSID: { hex: ssidHex(ssid) } },
          MSM: windowsSecurity(trust),
        },
      },
    },
  };
  return { contentType: 'text/xml; charset=utf-8', fileName: null, body: xmlFile(document) };
}
