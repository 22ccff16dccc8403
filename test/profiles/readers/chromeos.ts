import { completeBlock, type NetworkBlock } from './network-block';

interface Onc {
  Type: string;
  NetworkConfigurations: { WiFi: { SSID: string; HexSSID: string; Security: string; EAP: OncEap } }[];
  Certificates: { GUID: string; Type: string; X509: string }[];
}

interface OncEap {
  Outer: string;
  Inner: string;
  Identity: string;
  Password: string;
  AnonymousIdentity: string;
  SaveCredentials: boolean;
  ServerCARefs: string[];
  UseSystemCAs: boolean;
  SubjectAlternativeNameMatch: { Type: string; Value: string }[];
}

const OUTER: Record<string, NetworkBlock['eap']> = { PEAP: 'PEAP', 'EAP-TTLS': 'TTLS' };
const INNER: Record<string, NetworkBlock['phase2']> = { PAP: 'PAP', MSCHAPv2: 'MSCHAPV2' };

/** An ONC file with one network. */
export function readChromeos(file: Buffer): NetworkBlock {
  const { Type, NetworkConfigurations, Certificates } = JSON.parse(file.toString()) as Onc;
  const [network, ...others] = NetworkConfigurations;
  if (Type !== 'UnencryptedConfiguration' || !network || others.length > 0)
    throw new Error('Not an ONC file of one network');
  const { SSID, HexSSID, Security, EAP } = network.WiFi;
  const ssidHex = HexSSID.toLowerCase();
  if (Buffer.from(SSID).toString('hex') !== ssidHex) throw new Error('SSID and HexSSID differ');
  const eap = OUTER[EAP.Outer];
  const phase2 = INNER[EAP.Inner];
  if (Security !== 'WPA-EAP' || !eap || !phase2)
    throw new Error(`Unknown method ${Security} ${EAP.Outer} ${EAP.Inner}`);
  if (EAP.UseSystemCAs) throw new Error('Any CA of the system would do');
  if (!EAP.SaveCredentials) throw new Error('Identity and password are not allowed without SaveCredentials');
  return completeBlock({
    ssidHex,
    eap,
    phase2,
    identity: EAP.Identity,
    password: EAP.Password,
    anonymousIdentity: EAP.AnonymousIdentity,
    certificates: EAP.ServerCARefs.map((guid) => authority(guid, Certificates)),
    altsubjectMatch: EAP.SubjectAlternativeNameMatch.map(serverName),
  });
}

/** Chrome OS hands it to wpa_supplicant's altsubject_match (shill, eap_credentials.cc). */
function serverName({ Type, Value }: OncEap['SubjectAlternativeNameMatch'][number]): string {
  if (Type !== 'DNS') throw new Error(`Not the name of a server: ${Type}`);
  return Value;
}

function authority(guid: string, certificates: Onc['Certificates']): Buffer {
  const found = certificates.filter(({ GUID, Type }) => GUID === guid && Type === 'Authority');
  if (found.length !== 1) throw new Error(`ServerCARefs: ${guid} names ${found.length} authorities`);
  return Buffer.from(found[0]?.X509 ?? '');
}
