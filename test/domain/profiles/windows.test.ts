import { makeProfile } from '../../../domain/profiles/make-profile';
import { profileInput } from './builders';

// Windows checks the order and the namespaces of every element, and there is no Windows here: the whole text is the proof.

const opening = `<?xml version="1.0" encoding="UTF-8"?>
<WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
  <name>Loft Members</name>
  <SSIDConfig>
    <SSID>
      <hex>4C6F6674204D656D62657273</hex>
      <name>Loft Members</name>
    </SSID>
  </SSIDConfig>
  <connectionType>ESS</connectionType>
  <connectionMode>auto</connectionMode>
  <autoSwitch>false</autoSwitch>
`;

const security = (type: string, author: string, config: string) => `  <MSM>
    <security>
      <authEncryption>
        <authentication>WPA2</authentication>
        <encryption>AES</encryption>
        <useOneX>true</useOneX>
      </authEncryption>
      <OneX xmlns="http://www.microsoft.com/networking/OneX/v1">
        <cacheUserData>true</cacheUserData>
        <authMode>user</authMode>
        <EAPConfig>
          <EapHostConfig xmlns="http://www.microsoft.com/provisioning/EapHostConfig">
            <EapMethod>
              <Type xmlns="http://www.microsoft.com/provisioning/EapCommon">${type}</Type>
              <VendorId xmlns="http://www.microsoft.com/provisioning/EapCommon">0</VendorId>
              <VendorType xmlns="http://www.microsoft.com/provisioning/EapCommon">0</VendorType>
              <AuthorId xmlns="http://www.microsoft.com/provisioning/EapCommon">${author}</AuthorId>
            </EapMethod>
            <Config>
${config}            </Config>
          </EapHostConfig>
        </EAPConfig>
      </OneX>
    </security>
  </MSM>
`;

const peap = `              <Eap xmlns="http://www.microsoft.com/provisioning/BaseEapConnectionPropertiesV1">
                <Type>25</Type>
                <EapType xmlns="http://www.microsoft.com/provisioning/MsPeapConnectionPropertiesV1">
                  <ServerValidation>
                    <DisableUserPromptForServerValidation>true</DisableUserPromptForServerValidation>
                    <ServerNames>radius.loft.example;radius2.loft.example</ServerNames>
                    <TrustedRootCA>ROOT</TrustedRootCA>
                  </ServerValidation>
                  <FastReconnect>true</FastReconnect>
                  <InnerEapOptional>false</InnerEapOptional>
                  <Eap xmlns="http://www.microsoft.com/provisioning/BaseEapConnectionPropertiesV1">
                    <Type>26</Type>
                    <EapType xmlns="http://www.microsoft.com/provisioning/MsChapV2ConnectionPropertiesV1">
                      <UseWinLogonCredentials>false</UseWinLogonCredentials>
                    </EapType>
                  </Eap>
                  <EnableQuarantineChecks>false</EnableQuarantineChecks>
                  <RequireCryptoBinding>false</RequireCryptoBinding>
                  <PeapExtensions>
                    <PerformServerValidation xmlns="http://www.microsoft.com/provisioning/MsPeapConnectionPropertiesV2">true</PerformServerValidation>
                    <AcceptServerName xmlns="http://www.microsoft.com/provisioning/MsPeapConnectionPropertiesV2">true</AcceptServerName>
                    <IdentityPrivacy xmlns="http://www.microsoft.com/provisioning/MsPeapConnectionPropertiesV2">
                      <EnableIdentityPrivacy>true</EnableIdentityPrivacy>
                      <AnonymousUserName>anonymous</AnonymousUserName>
                    </IdentityPrivacy>
                  </PeapExtensions>
                </EapType>
              </Eap>
`;

const ttls = (
  phase2: string,
) => `              <EapTtls xmlns="http://www.microsoft.com/provisioning/EapTtlsConnectionPropertiesV1">
                <ServerValidation>
                  <ServerNames>radius.loft.example;radius2.loft.example</ServerNames>
                  <TrustedRootCAHash>ROOT</TrustedRootCAHash>
                  <DisablePrompt>true</DisablePrompt>
                </ServerValidation>
                <Phase2Authentication>
${phase2}                </Phase2Authentication>
                <Phase1Identity>
                  <IdentityPrivacy>true</IdentityPrivacy>
                  <AnonymousIdentity>anonymous@loft.example</AnonymousIdentity>
                </Phase1Identity>
              </EapTtls>
`;

const pap = `                  <PAPAuthentication/>
`;
const mschapv2 = `                  <MSCHAPv2Authentication>
                    <UseWinlogonCredentials>false</UseWinlogonCredentials>
                  </MSCHAPv2Authentication>
`;

const serverNames = ['radius.loft.example', 'radius2.loft.example'];
const withoutHash = (xml: string): string => xml.replace(/[0-9a-f]{2}(?: ?[0-9a-f]{2}){19}/g, 'ROOT');

test.each([
  ['peap-mschapv2', security('25', '0', peap)],
  ['ttls-pap', security('21', '311', ttls(pap))],
  ['ttls-mschapv2', security('21', '311', ttls(mschapv2))],
] as const)('the WLAN profile for %s', (method, msm) => {
  const xml = makeProfile('windows', profileInput({ trust: { method, serverNames } })).body.toString();
  expect(withoutHash(xml)).toBe(`${opening}${msm}</WLANProfile>\n`);
});

test('an outer identity that is only a realm still has a name', () => {
  const trust = { method: 'peap-mschapv2', outerIdentity: '@loft.example' } as const;
  expect(makeProfile('windows', profileInput({ trust })).body.toString()).toContain(
    '<AnonymousUserName>anonymous</AnonymousUserName>',
  );
});

test.each(['peap-mschapv2', 'ttls-pap', 'ttls-mschapv2'] as const)(
  'neither user nor password is in it (%s)',
  (method) => {
    const input = profileInput({ trust: { method } });
    const text = makeProfile('windows', input).body.toString();
    for (const secret of ['ada', 'abcd2345']) expect(text).not.toContain(secret);
  },
);
