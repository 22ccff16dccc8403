import { type ProfileInput, stableUuid } from './profile';
import { fileNameOf, isoSeconds, type ProfileFile, removalTime, type XmlElements, xmlFile } from './profile-file';
import { certificatesOf, derBase64Of, type Eap, eapOf, eapTypes } from './trust';

/** NonEAPAuthMethod/Type. */
const nonEapTypes = { PAP: 1, MSCHAPv2: 3 } as const;

/** An `.eap-config` for apps of the geteduroam family; Android itself does not know it (field.md §5.3). */
export function androidProfile(input: ProfileInput): ProfileFile {
  const { spaceName, ssid, profileId, removeAt } = input;
  const provider = {
    '@ID': `${stableUuid(profileId, 'eap-config')}.latchkey`,
    '@namespace': 'urn:RFC4282:realm',
    '@version': '1',
    ...(removeAt === null ? {} : { ValidUntil: isoSeconds(removalTime(removeAt)) }),
    AuthenticationMethods: { AuthenticationMethod: authenticationMethod(input) },
    CredentialApplicability: { IEEE80211: { SSID: ssid, MinRSNProto: 'CCMP' } },
    ProviderInfo: { DisplayName: spaceName },
  };
  const list = {
    EAPIdentityProviderList: {
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xsi:noNamespaceSchemaLocation': 'eap-metadata.xsd',
      EAPIdentityProvider: provider,
    },
  };
  return {
    contentType: 'application/eap-config',
    fileName: fileNameOf(spaceName, 'eap-config'),
    body: xmlFile(list),
  };
}

function authenticationMethod({ trust, username, password }: ProfileInput): XmlElements {
  const { outer, inner } = eapOf[trust.method];
  return {
    EAPMethod: { Type: String(eapTypes[outer]) },
    ServerSideCredential: {
      CA: certificatesOf(trust).map((certificate) => ({
        '@format': 'X.509',
        '@encoding': 'base64',
        '#': derBase64Of(certificate),
      })),
      ServerID: trust.serverNames,
    },
    ClientSideCredential: {
      '@allow_save': 'true',
      OuterIdentity: trust.outerIdentity,
      UserName: username,
      Password: password,
    },
    InnerAuthenticationMethod: innerMethod(outer, inner),
  };
}

const innerMethod = (outer: Eap['outer'], inner: Eap['inner']): XmlElements =>
  outer === 'PEAP'
    ? { EAPMethod: { Type: String(eapTypes.MSCHAPv2) } }
    : { NonEAPAuthMethod: { Type: String(nonEapTypes[inner]) } };
