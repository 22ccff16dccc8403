import { attributeTypes, readAttributes, type RadiusPacket } from './radius-packet';

/** An attribute of a RADIUS packet under its dictionary name, or its number if unknown here. */
export interface ReplyAttribute {
  name: string;
  value: string | number;
}

type Decode = (value: Buffer) => string | number;

const text: Decode = (value) => value.toString('utf8');
const integer: Decode = (value) => value.readUIntBE(0, value.length);
/** Text after an optional tag: no text starts with so low a byte (RFC 2868 §3.6). */
const taggedText: Decode = (value) => text((value[0] ?? 0) <= 0x1f ? value.subarray(1) : value);
/** Three bytes after a tag, by their name if they have one (RFC 2868 §3.1). */
const tagged =
  (names: Record<number, string>): Decode =>
  (value) => {
    const number = value.readUIntBE(1, 3);
    return names[number] ?? number;
  };

const standard: Record<number, [name: string, decode: Decode]> = {
  [attributeTypes.userName]: ['User-Name', text],
  11: ['Filter-Id', text],
  18: ['Reply-Message', text],
  25: ['Class', text],
  27: ['Session-Timeout', integer],
  28: ['Idle-Timeout', integer],
  29: ['Termination-Action', integer],
  56: ['Egress-VLANID', integer],
  64: ['Tunnel-Type', tagged({ 13: 'VLAN' })],
  65: ['Tunnel-Medium-Type', tagged({ 6: 'IEEE-802' })],
  81: ['Tunnel-Private-Group-Id', taggedText],
  85: ['Acct-Interim-Interval', integer],
  89: ['Chargeable-User-Identity', text],
};

/** By vendor and type; the vendors are Cisco, WISPr and Mikrotik. */
const ofVendors: Record<string, [name: string, decode: Decode]> = {
  '9.1': ['Cisco-AVPair', text],
  '14122.7': ['WISPr-Bandwidth-Max-Up', integer],
  '14122.8': ['WISPr-Bandwidth-Max-Down', integer],
  '14988.8': ['Mikrotik-Rate-Limit', text],
};

/** State, EAP-Message and Message-Authenticator: parts of the exchange. */
const ofTheExchange: readonly number[] = [24, attributeTypes.eapMessage, 80];
/** Its attributes hold the keys of the exchange. */
const microsoft = 311;

/** What an access point obeys in an Access-Accept: everything but the exchange itself and its keys. */
export function replyOf({ attributes }: RadiusPacket): ReplyAttribute[] {
  return attributes.flatMap(({ type, value }) => {
    if (ofTheExchange.includes(type)) return [];
    if (type === attributeTypes.vendorSpecific) return vendorSpecific(value);
    return [decode(standard[type], String(type), value)];
  });
}

/** The vendor's number in four bytes, then its attributes. */
function vendorSpecific(value: Buffer): ReplyAttribute[] {
  const vendor = value.readUInt32BE();
  if (vendor === microsoft) return [];
  return readAttributes(value.subarray(4)).map(({ type, value: content }) => {
    const key = `${vendor}.${type}`;
    return decode(ofVendors[key], key, content);
  });
}

function decode(known: [string, Decode] | undefined, number: string, value: Buffer): ReplyAttribute {
  return known ? { name: known[0], value: known[1](value) } : { name: number, value: value.toString('hex') };
}
