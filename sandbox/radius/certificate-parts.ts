import { BitString, OctetString, Sequence, Set, Utf8String } from 'asn1js';
import {
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtKeyUsage,
  Extension,
  GeneralName,
  GeneralNames,
  RelativeDistinguishedNames,
} from 'pkijs';
import type { KeyKind } from './keys';

const nameOids = { organization: '2.5.4.10', commonName: '2.5.4.3' } as const;
const purposeOids = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;

/** Key usages as DER bits, highest first, and the number of unused bits. */
const usageBits = {
  authority: [0b0000_0110, 1],
  ec: [0b1000_0000, 7],
  rsa: [0b1010_0000, 5],
} as const;

/** What an extended key usage allows a certificate to be. */
export type Purpose = keyof typeof purposeOids;

/** A distinguished name with one part per set; the library alone would put all parts into one set. */
export function distinguishedName(...parts: [keyof typeof nameOids, string][]): RelativeDistinguishedNames {
  const value = parts.map(([part, text]) => {
    const pair = new AttributeTypeAndValue({ type: nameOids[part], value: new Utf8String({ value: text }) });
    return new Set({ value: [pair.toSchema()] });
  });
  return RelativeDistinguishedNames.fromBER(new Sequence({ value }).toBER());
}

/** Marks a CA that signs servers and no further CAs, or no CA. */
export function basicConstraints(kind: 'authority' | 'server'): Extension {
  const content = new BasicConstraints(kind === 'authority' ? { cA: true, pathLenConstraint: 0 } : {});
  return extension('2.5.29.19', content.toSchema(), true);
}

/** A CA's usage, or that of a server with such a key. */
export function keyUsage(kind: 'authority' | KeyKind): Extension {
  const [bits, unusedBits] = usageBits[kind];
  return extension('2.5.29.15', new BitString({ valueHex: new Uint8Array([bits]).buffer, unusedBits }), true);
}

export function extendedKeyUsage(purpose: Purpose): Extension {
  return extension('2.5.29.37', new ExtKeyUsage({ keyPurposes: [purposeOids[purpose]] }).toSchema());
}

export function dnsName(value: string): Extension {
  const names = [new GeneralName({ type: 2, value })];
  return extension('2.5.29.17', new GeneralNames({ names }).toSchema());
}

export function subjectKeyId(hash: ArrayBuffer): Extension {
  return extension('2.5.29.14', new OctetString({ valueHex: hash }));
}

export function authorityKeyId(hash: ArrayBuffer): Extension {
  const content = new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: hash }) });
  return extension('2.5.29.35', content.toSchema());
}

function extension(extnID: string, content: { toBER(): ArrayBuffer }, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: content.toBER() });
}
