import { attributeTypes, type RadiusPacket } from './radius-packet';

const response = 2;
const identity = 1;
const eapHeaderLength = 5;

/** The names by which a device calls itself in clear: as the RADIUS user, and in its answer to who it is (RFC 3748 §5.1). */
export function outerIdentities(requests: readonly RadiusPacket[]): string[] {
  return [...new Set(requests.flatMap(({ attributes }) => [...userNames(attributes), ...eapIdentity(attributes)]))];
}

type Attributes = RadiusPacket['attributes'];

function userNames(attributes: Attributes): string[] {
  return valuesOf(attributes, attributeTypes.userName).map((value) => value.toString('utf8'));
}

function eapIdentity(attributes: Attributes): string[] {
  const eap = Buffer.concat(valuesOf(attributes, attributeTypes.eapMessage));
  const isIdentity = eap[0] === response && eap[eapHeaderLength - 1] === identity;
  return isIdentity ? [eap.subarray(eapHeaderLength).toString('utf8')] : [];
}

function valuesOf(attributes: Attributes, type: number): Buffer[] {
  return attributes.filter((attribute) => attribute.type === type).map(({ value }) => value);
}
