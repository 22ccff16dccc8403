import { lacksRoot, type Obstacles, type ProfileInput, stableUuid } from './profile';
import { fileNameOf, isoSeconds, type ProfileFile, removalTime, type XmlElements, xmlFile } from './profile-file';
import { commonEnd } from './server-names';
import { certificatesOf, derBase64Of, type Eap, eapOf, eapTypes } from './trust';
import { hashesWrongly } from './wpa-supplicant';

/** NonEAPAuthMethod/Type. */
const nonEapTypes = { PAP: 1, MSCHAPv2: 3 } as const;

/**
 * An `.eap-config` for apps of the geteduroam family; Android itself does not know it (field.md §5.3). No app removes a
 * network because of `ValidUntil`: that of Android reminds of it (android-app, `NotificationRepository`).
 */
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

const MAX_PASSWORD_BYTES = 254;

/**
 * The app for Android gives all names to the system as ends of the server's name; on Android 9, or from 256 characters in
 * all, it gives their common end instead (android-app, `getLongestSuffix`). Its reader of XML, simple-xml, replaces
 * `${NAME}` by a property of the system. The app for Windows names roots only: without one it would trust any
 * (windows-app). That for Android asks for what is blank (`requiresUsernamePrompt`), and Android takes no longer passwords.
 */
export const androidObstacles: Obstacles = {
  root: lacksRoot,
  servers: ({ trust }) => !isSafeEnd(commonEnd(trust.serverNames), trust.serverNames),
  network: ({ ssid }) => TEMPLATE.test(ssid),
  outerIdentity: ({ trust }) => TEMPLATE.test(trust.outerIdentity),
  username: ({ username }) => isBlank(username) || TEMPLATE.test(username),
  password: (input) =>
    isBlank(input.password) ||
    Buffer.byteLength(input.password) > MAX_PASSWORD_BYTES ||
    TEMPLATE.test(input.password) ||
    hashesWrongly(input),
};

const isBlank = (text: string): boolean => text.trim() === '';

const TEMPLATE = /\$\{[^}]*\}/;

const SAFE_LABELS = 3;

/** Two labels may be those of a registry, such as `co.uk`: any of its customers would pass. */
const isSafeEnd = (end: string, names: string[]): boolean =>
  names.includes(end) || end.split('.').length >= SAFE_LABELS;

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
