import type { Context } from './context';
import { orgUnitName } from './org-unit';
import type { UserRow } from './store';

/** What the values of an attribute are: text, whole numbers, or whole numbers of which some have a name. */
type Kind = 'text' | 'integer' | Readonly<Record<number, string>>;

/** The attributes that the emulator can hand to an access point (ironwifi.md §4.2). */
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

export type ReplyName = keyof typeof kinds;
export type ReplyAttributes = Partial<Record<ReplyName, string | number>>;

/** Thrown for an attribute that cannot be part of a reply; the message says why. */
export class BadReplyAttribute extends Error {}

const largestInteger = 0xffff_ffff;
/** What one attribute of a vendor has room for, bytes. */
const longestText = 247;

/**
 * What an account's access point is told on accept: the attributes of its org unit and, before them, its own. Of two
 * rows of one name the first counts, as access points take it; rows that say nothing a packet can hold are left out.
 */
export function replyAttributesOf(context: Context, user: UserRow): ReplyAttributes {
  const rows = context.store.attributes.where(user.id).filter(({ table }) => table === 'radreply');
  const own: ReplyAttributes = {};
  for (const { attribute, value } of rows) {
    if (!isReplyName(attribute)) continue;
    const read = readValue(kinds[attribute], value);
    if (read !== undefined) own[attribute] ??= read;
  }
  return { ...orgUnitReply(context, user.orgUnitId), ...own };
}

/** The attributes of an org unit; none when it is gone. */
export function orgUnitReply({ store }: Context, id: string): ReplyAttributes {
  return store.plain('orgunits').find(id) ? (store.orgUnitReplies[id] ?? {}) : {};
}

/**
 * Gives an org unit these attributes, and no others: what an operator sets up once, in the console.
 * @throws BadReplyAttribute for an unknown org unit, an unknown attribute or a value that it does not take.
 */
export function setOrgUnitReply(context: Context, name: string, attributes: Record<string, unknown>): void {
  const [unit] = context.store.plain('orgunits').where(name);
  if (!unit) throw new BadReplyAttribute(`There is no org unit "${name}".`);
  context.store.orgUnitReplies[unit.id] = checked(attributes);
  context.changed();
}

/** Every org unit with what it gives. */
export function orgUnitReplies(context: Context): { name: string; reply: ReplyAttributes }[] {
  const units = context.store.plain('orgunits').all();
  return units.map(({ id }) => ({ name: orgUnitName(context, id), reply: orgUnitReply(context, id) }));
}

function checked(attributes: Record<string, unknown>): ReplyAttributes {
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

/** FreeRADIUS skips what it cannot read and accepts all the same (radius.md §3), so only what it can read is passed on. */
function readValue(kind: Kind, value: unknown): string | number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  if (kind === 'text') return text !== '' && Buffer.byteLength(text) <= longestText ? text : undefined;
  if (typeof kind === 'object' && Object.values(kind).includes(text)) return text;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Infinity;
  if (number > largestInteger) return undefined;
  return typeof kind === 'object' ? (kind[number] ?? number) : number;
}
