import { createHash } from 'node:crypto';

/** RFC 9562 §5.5: the UUID, version 5, of a part of a profile; the same for ever, so that a new profile replaces the old. */
export function stableUuid(profileId: string, part: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(profileId.replaceAll('-', ''), 'hex'))
    .update(part)
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
