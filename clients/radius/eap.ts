/** RFC 3748 §4: codes and types. */
const RESPONSE = 2;
const IDENTITY = 1;
const NAK = 3;
const HEADER = 4;

/** What a server asks, in the frame that EAP-TLS has and PEAP and TTLS share (RFC 5216 §3.1, RFC 5281 §9.1). */
export interface EapRequest {
  id: number;
  type: number;
  /** A part of a longer message follows. */
  more: boolean;
  /** The exchange begins. */
  start: boolean;
  /** A part of the TLS records. */
  data: Buffer;
}

const FLAGS = { length: 0x80, more: 0x40, start: 0x20 } as const;
const LENGTH_FIELD = 4;

/** Null: it is no request. */
export function readRequest(eap: Buffer): EapRequest | null {
  if (eap.length < HEADER + 1 || eap[0] !== 1) return null;
  const [, id = 0, , , type = 0, flags = 0] = eap;
  const at = HEADER + 2 + (flags & FLAGS.length ? LENGTH_FIELD : 0);
  return { id, type, more: (flags & FLAGS.more) !== 0, start: (flags & FLAGS.start) !== 0, data: eap.subarray(at) };
}

export const identityResponse = (id: number, identity: string): Buffer => response(id, IDENTITY, Buffer.from(identity));

/** Not this method, but that one. */
export const nak = (id: number, wanted: number): Buffer => response(id, NAK, Buffer.from([wanted]));

/** A part of our TLS records, or none: that acknowledges a part of theirs. `total` is told with the first of several. */
export function tlsResponse(id: number, type: number, data: Buffer, { more, total }: TlsPart): Buffer {
  const flags = (more ? FLAGS.more : 0) | (total === null ? 0 : FLAGS.length);
  const length = Buffer.alloc(total === null ? 0 : LENGTH_FIELD);
  if (total !== null) length.writeUInt32BE(total);
  return response(id, type, Buffer.concat([Buffer.from([flags]), length, data]));
}

export interface TlsPart {
  more: boolean;
  total: number | null;
}

function response(id: number, type: number, data: Buffer): Buffer {
  const length = HEADER + 1 + data.length;
  return Buffer.concat([Buffer.from([RESPONSE, id, length >> 8, length & 0xff, type]), data]);
}
