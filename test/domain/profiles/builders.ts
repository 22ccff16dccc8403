import { formatsFor } from '../../../domain/profiles/make-profile';
import type { ProfileFormat, ProfileInput } from '../../../domain/profiles/profile';
import { type EapMethod, eapMethods, type RadiusTrust } from '../../../domain/profiles/trust';
import { at } from '../builders';

type Changes = Partial<Omit<ProfileInput, 'trust'>> & { trust?: Partial<RadiusTrust> };

/** Ada's profile at The Loft, as it would be made from settings that name one CA. */
export const profileInput = ({ trust, ...changes }: Changes = {}): ProfileInput => ({
  spaceName: 'The Loft',
  ssid: 'Loft Members',
  hidden: false,
  username: 'ada@example.com',
  password: 'abcd2345efgh6789',
  profileId: '6f1c2d3e-4b5a-4c6d-8e7f-90a1b2c3d4e5',
  removeAt: null,
  ...changes,
  trust: {
    caCertificates: [rootCa],
    serverNames: ['radius.loft.example'],
    method: 'ttls-pap',
    outerIdentity: 'anonymous@loft.example',
    ...trust,
  },
});

/** Every format with every method that it knows. */
export const everyFormat: [format: ProfileFormat, method: EapMethod][] = eapMethods.flatMap((method) =>
  formatsFor(method).map((format): [ProfileFormat, EapMethod] => [format, method]),
);

/** The end of a day pass. */
export const passEnd = at('2026-11-03T23:59');

/** Three CA certificates that run out in the next century: a root, the one that is to follow it, and one below the first. */
export const rootCa = `-----BEGIN CERTIFICATE-----
MIIBrjCCAVOgAwIBAgIUd/OjYeLJpSfFrOsvMqQQ4n1gy/EwCgYIKoZIzj0EAwIw
IzENMAsGA1UECgwETG9mdDESMBAGA1UEAwwJTG9mdCBSb290MCAXDTI2MTEyNjAy
MTIwN1oYDzIxMjYxMTAyMDIxMjA3WjAjMQ0wCwYDVQQKDARMb2Z0MRIwEAYDVQQD
DAlMb2Z0IFJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQPnWSiMmAo0vw+
ql3cHXnr7Z/YxcPq1rjqeqH/fRugEclKnOltjcFS2pu3Ujv4fGWllD9EX4B8Jmxp
T1521uAIo2MwYTAdBgNVHQ4EFgQUfcIamdNUj7xmmFHxidpkaNPa4p0wHwYDVR0j
BBgwFoAUfcIamdNUj7xmmFHxidpkaNPa4p0wDwYDVR0TAQH/BAUwAwEB/zAOBgNV
HQ8BAf8EBAMCAQYwCgYIKoZIzj0EAwIDSQAwRgIhAKyYLhGcmL8Jf2k3y34+KnQo
eXEWa3XZTUOcBCIzyi/QAiEAsdxizHtbipzrRBIMkZqZ7K1IEBGtxO2FI0qFvG7y
fA4=
-----END CERTIFICATE-----`;

export const nextRootCa = `-----BEGIN CERTIFICATE-----
MIIBsTCCAVegAwIBAgIUIMCrcqm9cOO4+832jdMCdiiSuwAwCgYIKoZIzj0EAwIw
JTENMAsGA1UECgwETG9mdDEUMBIGA1UEAwwLTG9mdCBSb290IDIwIBcNMjYxMTI2
MDIxMjA3WhgPMjEyNjExMDIwMjEyMDdaMCUxDTALBgNVBAoMBExvZnQxFDASBgNV
BAMMC0xvZnQgUm9vdCAyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAERIbDjOX+
sEw0er6TbSiLKyQBUagNVhfZxVSSDaPWSe0QW1/gEoQwQHdQ7GKDfjhRGQhumkxY
Oe60dUWV6a4Cl6NjMGEwHQYDVR0OBBYEFNeF1382bpfWTsdTs6cO54szWLMoMB8G
A1UdIwQYMBaAFNeF1382bpfWTsdTs6cO54szWLMoMA8GA1UdEwEB/wQFMAMBAf8w
DgYDVR0PAQH/BAQDAgEGMAoGCCqGSM49BAMCA0gAMEUCICB+UDUrmU4C7zmkynlg
EmosZRS97oV9aE2PJxUQlHlqAiEAozPi9BwoYV696ZhjQedKi1GzTV5Gl1Q0JV/6
e71lL6c=
-----END CERTIFICATE-----`;

export const intermediateCa = `-----BEGIN CERTIFICATE-----
MIIBsjCCAVigAwIBAgIUK871V7SGVg6Ykh8VkEs5TiK9bUwwCgYIKoZIzj0EAwIw
IzENMAsGA1UECgwETG9mdDESMBAGA1UEAwwJTG9mdCBSb290MCAXDTI2MTEyNjAy
MTIwN1oYDzIxMjYxMTAyMDIxMjA3WjAlMQ0wCwYDVQQKDARMb2Z0MRQwEgYDVQQD
DAtMb2Z0IFJBRElVUzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABP5ferikNl+R
C18Ixy45fwu/PM+V+fqnFRexSjXRmCE9q+eX8iNUG/OueEDWqX6oNOychdCtNQ3e
tdqyo6//mgejZjBkMBIGA1UdEwEB/wQIMAYBAf8CAQAwDgYDVR0PAQH/BAQDAgEG
MB0GA1UdDgQWBBRWxDHF03BrkSyoHcg2cXCTXz70ujAfBgNVHSMEGDAWgBR9whqZ
01SPvGaYUfGJ2mRo09rinTAKBggqhkjOPQQDAgNIADBFAiEAz7IdpbY0qRwafl8z
NgbuGKPWdtCm7tpEVGUsDIOlHeQCIFbHG+W269ujRL/8xofzOTWC1/BNMvzkKmBR
Rh6EcDya
-----END CERTIFICATE-----`;

/** One whose root is nowhere here, and that tells where to get it. */
export const orphanCa = `-----BEGIN CERTIFICATE-----
MIIB+zCCAaGgAwIBAgIUBVLoapLySsiyA8CzEiTcqIxH2n4wCgYIKoZIzj0EAwIw
LTEVMBMGA1UECgwMUHVibGljIFRydXN0MRQwEgYDVQQDDAtQdWJsaWMgUm9vdDAg
Fw0yNjExMzAwNDQwNTNaGA8yMTI2MTEwNjA0NDA1M1owJTEVMBMGA1UECgwMUHVi
bGljIFRydXN0MQwwCgYDVQQDDANSMTEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AATgjzMpu7sAkLYmeNKbeFlF9eUD6c3kwLjnU1d4k8Op5E0yMApGcq0+XcK/clp7
7WpoySLql3mJ4sOEBI4R21ZFo4GkMIGhMBIGA1UdEwEB/wQIMAYBAf8CAQAwDgYD
VR0PAQH/BAQDAgEGMDsGCCsGAQUFBwEBBC8wLTArBggrBgEFBQcwAoYfaHR0cDov
L2NhLmxvZnQuZXhhbXBsZS9yb290LmNydDAdBgNVHQ4EFgQU6f5Updrzl7aaWYkG
AQmV/6ebjnwwHwYDVR0jBBgwFoAU7R2N6EvPO6f3B8akbPT8ggtSa3UwCgYIKoZI
zj0EAwIDSAAwRQIge9z02zUXYD8hNd5fipp1M5xVA+6Rn6sC7hgF047IcksCIQCb
TzbijMbk4eDB33AbM5qbaMtcs6Wb81dQG5ndV9Luig==
-----END CERTIFICATE-----`;
