import fc from 'fast-check';
import { replyOf } from '../../sandbox/radius/access-accept';
import { outerIdentities, readPacket } from '../../sandbox/radius/radius-packet';

/** RADIUS packets, as the tap between a device and the server sees them. */
type Attribute = [type: number, value: Buffer | string];

const encode = (attributes: Attribute[]): Buffer =>
  Buffer.concat(
    attributes.map(([type, value]) => {
      const bytes = Buffer.from(value);
      return Buffer.concat([Buffer.from([type, bytes.length + 2]), bytes]);
    }),
  );

function packet(code: number, attributes: Attribute[]): Buffer {
  const body = encode(attributes);
  const header = Buffer.alloc(20, 0xff);
  header.writeUInt8(code, 0);
  header.writeUInt16BE(header.length + body.length, 2);
  return Buffer.concat([header, body]);
}

const accept = (...attributes: Attribute[]) => replyOf(readPacket(packet(2, attributes)));
const integer = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const ofVendor = (vendor: number, ...attributes: Attribute[]): Attribute => [
  26,
  Buffer.concat([integer(vendor), encode(attributes)]),
];

test('every attribute is read as it was written', () => {
  const attribute = fc.tuple(
    fc.integer({ min: 1, max: 255 }),
    fc.uint8Array({ maxLength: 253 }).map((bytes) => Buffer.from(bytes)),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 255 }), fc.array(attribute, { maxLength: 16 }), (code, attributes) => {
      const expected = attributes.map(([type, value]) => ({ type, value }));
      expect(readPacket(packet(code, attributes))).toEqual({ code, attributes: expected });
    }),
  );
});

test('an attribute that cannot be one ends the packet', () => {
  const bytes = Buffer.concat([packet(2, [[27, integer(600)]]), Buffer.from([27, 1, 0, 0])]);
  expect(readPacket(bytes).attributes).toHaveLength(1);
  expect(readPacket(Buffer.alloc(0)).attributes).toEqual([]);
});

test('what the access point is told goes by the names of the dictionary', () => {
  expect(
    accept(
      [27, integer(14_400)],
      [64, Buffer.from('0000000d', 'hex')],
      [65, Buffer.from('00000006', 'hex')],
      [81, '42'],
      [11, 'priority'],
      [25, 'account-1'],
      [89, 'account-1'],
      [18, 'zoë'],
      ofVendor(14_122, [8, integer(4_000_000_000)], [7, integer(5_000_000)]),
      ofVendor(14_988, [8, '5M/10M']),
      ofVendor(9, [1, 'a=b']),
    ),
  ).toEqual([
    { name: 'Session-Timeout', value: 14_400 },
    { name: 'Tunnel-Type', value: 'VLAN' },
    { name: 'Tunnel-Medium-Type', value: 'IEEE-802' },
    { name: 'Tunnel-Private-Group-Id', value: '42' },
    { name: 'Filter-Id', value: 'priority' },
    { name: 'Class', value: 'account-1' },
    { name: 'Chargeable-User-Identity', value: 'account-1' },
    { name: 'Reply-Message', value: 'zoë' },
    { name: 'WISPr-Bandwidth-Max-Down', value: 4_000_000_000 },
    { name: 'WISPr-Bandwidth-Max-Up', value: 5_000_000 },
    { name: 'Mikrotik-Rate-Limit', value: '5M/10M' },
    { name: 'Cisco-AVPair', value: 'a=b' },
  ]);
});

test('a tag is no part of a value', () => {
  expect(accept([81, '\x0142'], [64, Buffer.from('01000003', 'hex')])).toEqual([
    { name: 'Tunnel-Private-Group-Id', value: '42' },
    { name: 'Tunnel-Type', value: 3 },
  ]);
});

test('what is not in the dictionary goes by its number', () => {
  expect(accept([200, Buffer.from([1, 2])], ofVendor(4711, [3, Buffer.from([255])]))).toEqual([
    { name: '200', value: '0102' },
    { name: '4711.3', value: 'ff' },
  ]);
});

test('the keys and what belongs to the exchange are left out', () => {
  const key = Buffer.alloc(50, 7);
  expect(accept(ofVendor(311, [16, key], [17, key]), [79, 'eap'], [80, Buffer.alloc(16)], [24, 'state'])).toEqual([]);
});

describe('the names in clear', () => {
  const request = (...attributes: Attribute[]) => readPacket(packet(1, attributes));
  const eapIdentity = (name: string) => {
    const bytes = Buffer.concat([Buffer.from([2, 1, 0, 5 + Buffer.byteLength(name), 1]), Buffer.from(name)]);
    return [...Array(Math.ceil(bytes.length / 200)).keys()].map((part): Attribute => [
      79,
      bytes.subarray(part * 200, part * 200 + 200),
    ]);
  };

  test('are those of RADIUS and of EAP, each once', () => {
    const requests = [
      request([1, 'anonymous@x.test'], ...eapIdentity('anonymous@x.test')),
      request([1, 'anonymous@x.test'], [79, Buffer.from([2, 2, 0, 6, 25, 1])]),
      request([1, 'ada'], ...eapIdentity('zoë')),
    ];
    expect(outerIdentities(requests)).toEqual(['anonymous@x.test', 'ada', 'zoë']);
  });

  test('are whole, even when EAP’s answer is spread over attributes', () => {
    const long = `${'n'.repeat(300)}@x.test`;
    expect(outerIdentities([request(...eapIdentity(long))])).toEqual([long]);
  });
});
