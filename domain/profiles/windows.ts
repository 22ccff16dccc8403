import { lacksRoot, type Obstacles, type ProfileInput } from './profile';
import { fileNameOf, type ProfileFile, type XmlElements, xmlFile } from './profile-file';
import { type Eap, eapOf, eapTypes, localPartOf, type RadiusTrust, rootsOf, sha1Of } from './trust';

/**
 * A WLAN profile for `netsh wlan add profile` (field.md §5.2). Windows asks for name and password once, and takes the CA
 * certificate from its own store: the file only names it. Every Windows supports WPA2; newer versions join WPA3 networks
 * in transition mode with it.
 */
export function windowsProfile({ spaceName, ssid, hidden, trust }: ProfileInput): ProfileFile {
  const profile = {
    WLANProfile: {
      '@xmlns': 'http://www.microsoft.com/networking/WLAN/profile/v1',
      name: ssid,
      SSIDConfig: { SSID: { hex: ssidHex(ssid), name: ssid }, ...(hidden ? { nonBroadcast: 'true' } : {}) },
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

/** It names the roots that it trusts; with none named, any root of the device would do. PEAP's anonymous name has no @. */
export const windowsObstacles: Obstacles = {
  root: lacksRoot,
  outerIdentity: ({ trust }) => eapOf[trust.method].outer === 'PEAP' && localPartOf(trust.outerIdentity).includes('@'),
};

/** The children of MSM. */
const windowsSecurity = (trust: RadiusTrust): XmlElements => ({
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
const ssidHex = (ssid: string): string => Buffer.from(ssid).toString('hex').toUpperCase();

const PROVISIONING = 'http://www.microsoft.com/provisioning';
const BASE_EAP = `${PROVISIONING}/BaseEapConnectionPropertiesV1`;
const PEAP_V2 = `${PROVISIONING}/MsPeapConnectionPropertiesV2`;
const MICROSOFT = '311';

/** Replaces the user if the outer identity is only a realm. */
const ANONYMOUS = 'anonymous';

/** Microsoft's EapHostConfig: trust and method, never a user or a password (field.md §5.2; MS-GPWL §6). */
function eapHostConfig(trust: RadiusTrust): XmlElements {
  const { outer, inner } = eapOf[trust.method];
  return {
    EapHostConfig: {
      '@xmlns': `${PROVISIONING}/EapHostConfig`,
      EapMethod: {
        Type: common(String(eapTypes[outer])),
        VendorId: common('0'),
        VendorType: common('0'),
        AuthorId: common(outer === 'TTLS' ? MICROSOFT : '0'),
      },
      Config: outer === 'TTLS' ? ttls(trust, inner) : peap(trust),
    },
  };
}

const common = (value: string): XmlElements => ({ '@xmlns': `${PROVISIONING}/EapCommon`, '#': value });

const serverNames = (trust: RadiusTrust): string => trust.serverNames.join(';');

const peap = (trust: RadiusTrust): XmlElements => ({
  Eap: {
    '@xmlns': BASE_EAP,
    Type: String(eapTypes.PEAP),
    EapType: {
      '@xmlns': `${PROVISIONING}/MsPeapConnectionPropertiesV1`,
      ServerValidation: {
        DisableUserPromptForServerValidation: 'true',
        ServerNames: serverNames(trust),
        TrustedRootCA: rootsOf(trust).map(sha1Of),
      },
      FastReconnect: 'true',
      InnerEapOptional: 'false',
      Eap: {
        '@xmlns': BASE_EAP,
        Type: String(eapTypes.MSCHAPv2),
        EapType: { '@xmlns': `${PROVISIONING}/MsChapV2ConnectionPropertiesV1`, UseWinLogonCredentials: 'false' },
      },
      EnableQuarantineChecks: 'false',
      RequireCryptoBinding: 'false',
      PeapExtensions: {
        PerformServerValidation: { '@xmlns': PEAP_V2, '#': 'true' },
        AcceptServerName: { '@xmlns': PEAP_V2, '#': 'true' },
        IdentityPrivacy: {
          '@xmlns': PEAP_V2,
          EnableIdentityPrivacy: 'true',
          // Windows appends the realm of the user's own name.
          AnonymousUserName: localPartOf(trust.outerIdentity) || ANONYMOUS,
        },
      },
    },
  },
});

const ttls = (trust: RadiusTrust, inner: Eap['inner']): XmlElements => ({
  EapTtls: {
    '@xmlns': `${PROVISIONING}/EapTtlsConnectionPropertiesV1`,
    ServerValidation: {
      ServerNames: serverNames(trust),
      TrustedRootCAHash: rootsOf(trust).map((root) => sha1Of(root).replace(/..(?!$)/g, '$& ')),
      DisablePrompt: 'true',
    },
    Phase2Authentication:
      inner === 'PAP' ? { PAPAuthentication: {} } : { MSCHAPv2Authentication: { UseWinlogonCredentials: 'false' } },
    Phase1Identity: { IdentityPrivacy: 'true', AnonymousIdentity: trust.outerIdentity },
  },
});
