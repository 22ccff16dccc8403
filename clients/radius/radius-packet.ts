import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 2865 §3: the codes that matter to a client that asks for access. */
export const codes = { accessRequest: 1, accessReject: 3, accessChallenge: 11 } as const;

/** RFC 2865 §5, RFC 3579 §3. */
export const attributeTypes = { userName: 1, state: 24, nasIdentifier: 32, eapMessage: 79, messageAuthenticator: 80 };

export interface Attribute {
  type: number;
  value: Buffer;
}

/** A request as it goes out, with what its reply is verified by. */
export interface AccessRequest {
  id: number;
  authenticator: Buffer;
  bytes: Buffer;
}

export interface RadiusReply {
  code: number;
  attributes: Attribute[];
}

const HEADER = 20;
const LONGEST_VALUE = 253;

/** An Access-Request with a Message-Authenticator, which every request that carries EAP must have (RFC 3579 §3.2). */
export function accessRequest(id: number, secret: Buffer, attributes: Attribute[]): AccessRequest {
  const authenticator = randomBytes(16);
  const unsigned = encode(id, authenticator, [
    { type: attributeTypes.messageAuthenticator, value: Buffer.alloc(16) },
    ...attributes,
  ]);
  // it comes first (RFC 3579, and what servers demand since BlastRADIUS): its value is at a known place
  createHmac('md5', secret)
    .update(unsigned)
    .digest()
    .copy(unsigned, HEADER + 2);
  return { id, authenticator, bytes: unsigned };
}

function encode(id: number, authenticator: Buffer, attributes: Attribute[]): Buffer {
  const body = attributes.flatMap(({ type, value }) => [Buffer.from([type, value.length + 2]), value]);
  const length = HEADER + body.reduce((sum, { length: each }) => sum + each, 0);
  const header = Buffer.from([codes.accessRequest, id, length >> 8, length & 0xff]);
  return Buffer.concat([header, authenticator, ...body]);
}

/** An EAP packet in as many attributes as it takes (RFC 3579 §3.1). */
export function eapAttributes(eap: Buffer): Attribute[] {
  const count = Math.ceil(eap.length / LONGEST_VALUE);
  return Array.from({ length: count }, (_, index) => ({
    type: attributeTypes.eapMessage,
    value: eap.subarray(index * LONGEST_VALUE, (index + 1) * LONGEST_VALUE),
  }));
}

/** `forged`: whoever has sent it does not know the secret that we have. */
export function readReply(bytes: Buffer, request: AccessRequest, secret: Buffer): RadiusReply | 'forged' | 'other' {
  const length = bytes.length < HEADER ? 0 : bytes.readUInt16BE(2);
  if (length < HEADER || length > bytes.length || bytes[1] !== request.id) return 'other';
  const packet = Buffer.from(bytes.subarray(0, length));
  const authenticator = Buffer.from(packet.subarray(4, HEADER));
  request.authenticator.copy(packet, 4);
  const expected = createHash('md5').update(packet).update(secret).digest();
  if (!timingSafeEqual(expected, authenticator)) return 'forged';
  return { code: packet[0] ?? 0, attributes: readAttributes(packet.subarray(HEADER)) };
}

function readAttributes(bytes: Buffer): Attribute[] {
  const attributes: Attribute[] = [];
  for (let rest = bytes; rest.length >= 2;) {
    const [type = 0, length = 0] = rest;
    if (length < 2 || length > rest.length) break;
    attributes.push({ type, value: rest.subarray(2, length) });
    rest = rest.subarray(length);
  }
  return attributes;
}

export const valueOf = ({ attributes }: RadiusReply, type: number): Buffer[] =>
  attributes.filter((attribute) => attribute.type === type).map(({ value }) => value);
