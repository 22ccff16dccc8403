/** A RADIUS packet as far as it can be read without the shared secret (RFC 2865 §3, §5). */
export interface RadiusPacket {
  code: number;
  attributes: { type: number; value: Buffer }[];
}

export const accessAccept = 2;

export const attributeTypes = { userName: 1, vendorSpecific: 26, eapMessage: 79 } as const;

const headerLength = 20;
const eapHeaderLength = 5;
const eapResponse = 2;
const eapIdentity = 1;

/** The list ends at anything malformed; packets of this machine's own programs are well formed. */
export function readPacket(bytes: Buffer): RadiusPacket {
  return { code: bytes[0] ?? 0, attributes: readAttributes(bytes.subarray(headerLength)) };
}

/** Attributes as type, length and value: a packet's, or a vendor's inside one. */
export function readAttributes(bytes: Buffer): RadiusPacket['attributes'] {
  const attributes = [];
  for (let rest = bytes; rest.length >= 2;) {
    const [type = 0, length = 0] = rest;
    if (length < 2) break;
    attributes.push({ type, value: rest.subarray(2, length) });
    rest = rest.subarray(length);
  }
  return attributes;
}

/** The names that a device sends in clear: as the RADIUS user, and in its EAP identity (RFC 3748 §5.1). */
export function outerIdentities(requests: readonly RadiusPacket[]): string[] {
  return [
    ...new Set(requests.flatMap(({ attributes }) => [...userNames(attributes), ...identityResponse(attributes)])),
  ];
}

type Attributes = RadiusPacket['attributes'];

function userNames(attributes: Attributes): string[] {
  return valuesOf(attributes, attributeTypes.userName).map((value) => value.toString('utf8'));
}

function identityResponse(attributes: Attributes): string[] {
  const eap = Buffer.concat(valuesOf(attributes, attributeTypes.eapMessage));
  const isIdentity = eap[0] === eapResponse && eap[eapHeaderLength - 1] === eapIdentity;
  return isIdentity ? [eap.subarray(eapHeaderLength).toString('utf8')] : [];
}

function valuesOf(attributes: Attributes, type: number): Buffer[] {
  return attributes.filter((attribute) => attribute.type === type).map(({ value }) => value);
}
