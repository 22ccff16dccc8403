import { certificatesOf, sha1Of } from './certificates';
import { eapOf, eapTypes, type Eap } from './eap';
import { localPartOf } from './identity';
import type { RadiusTrust } from './profile';
import type { XmlElements } from './xml-file';

const PROVISIONING = 'http://www.microsoft.com/provisioning';
const BASE_EAP = `${PROVISIONING}/BaseEapConnectionPropertiesV1`;
const PEAP_V2 = `${PROVISIONING}/MsPeapConnectionPropertiesV2`;
const MICROSOFT = '311';

/** What stands for the user where an outer identity is a realm alone. */
const ANONYMOUS = 'anonymous';

/** Microsoft's EapHostConfig: trust and method, never a user or a password (field.md §5.2; MS-GPWL §6). */
export function eapHostConfig(trust: RadiusTrust): XmlElements {
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
        TrustedRootCA: certificatesOf(trust).map(sha1Of),
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
          // Windows puts the realm of the user's own name behind it.
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
      TrustedRootCAHash: certificatesOf(trust).map((certificate) => sha1Of(certificate).replace(/..(?!$)/g, '$& ')),
      DisablePrompt: 'true',
    },
    Phase2Authentication:
      inner === 'PAP' ? { PAPAuthentication: {} } : { MSCHAPv2Authentication: { UseWinlogonCredentials: 'false' } },
    Phase1Identity: { IdentityPrivacy: 'true', AnonymousIdentity: trust.outerIdentity },
  },
});
