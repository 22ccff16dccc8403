/** The values of an attribute: text, whole numbers, or whole numbers some of which have a name. */
type Kind = 'text' | 'integer' | Readonly<Record<number, string>>;

/** The attributes that the emulator can send to an access point (ironwifi.md §4.2). */
const kinds = {
  'Session-Timeout': 'integer',
  'Idle-Timeout': 'integer',
  'Termination-Action': 'integer',
  'Acct-Interim-Interval': 'integer',
  'WISPr-Bandwidth-Max-Down': 'integer',
  'WISPr-Bandwidth-Max-Up': 'integer',
  'Tunnel-Type': { 13: 'VLAN' },
  'Tunnel-Medium-Type': { 6: 'IEEE-802' },
  'Tunnel-Private-Group-Id': 'text',
  'Egress-VLANID': 'integer',
  'Filter-Id': 'text',
  'Mikrotik-Rate-Limit': 'text',
  'Cisco-AVPair': 'text',
} as const satisfies Record<string, Kind>;

type ReplyName = keyof typeof kinds;
export type ReplyAttributes = Partial<Record<ReplyName, string | number>>;

/** Thrown for an attribute that cannot be part of a reply; the message says why. */
export class BadReplyAttribute extends Error {}

const largestInteger = 0xffff_ffff;
/** The room in one vendor attribute, bytes. */
const longestText = 247;

/** The rows that a packet can hold, of two rows of one name the first: that is how access points read them. */
export function replyOfRows(rows: readonly { attribute: string; value: string }[]): ReplyAttributes {
  const reply: ReplyAttributes = {};
  for (const { attribute, value } of rows) {
    if (!isReplyName(attribute)) continue;
    const read = readValue(kinds[attribute], value);
    if (read !== undefined) reply[attribute] ??= read;
  }
  return reply;
}

/** @throws BadReplyAttribute for an unknown attribute, or a value that the attribute does not take. */
export function checkReply(attributes: Record<string, unknown>): ReplyAttributes {
  const reply: ReplyAttributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (!isReplyName(name)) throw new BadReplyAttribute(`"${name}" is none of ${Object.keys(kinds).join(', ')}.`);
    const read = readValue(kinds[name], value);
    if (read === undefined) throw new BadReplyAttribute(`"${name}" does not take ${JSON.stringify(value)}.`);
    reply[name] = read;
  }
  return reply;
}

function isReplyName(name: string): name is ReplyName {
  return Object.hasOwn(kinds, name);
}

/** FreeRADIUS skips what it cannot read and still accepts (radius.md §3), so only what it can read is passed on. */
function readValue(kind: Kind, value: unknown): string | number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  if (kind === 'text') return text !== '' && Buffer.byteLength(text) <= longestText ? text : undefined;
  if (typeof kind === 'object' && Object.values(kind).includes(text)) return text;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Infinity;
  if (number > largestInteger) return undefined;
  return typeof kind === 'object' ? (kind[number] ?? number) : number;
}
