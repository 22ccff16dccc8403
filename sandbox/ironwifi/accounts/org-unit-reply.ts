import type { Context } from '../store/context';
import { BadReplyAttribute, checkReply, replyOfRows, type ReplyAttributes } from '../store/reply-attributes';
import type { UserRow } from '../store/store';
import { orgUnitName } from './org-unit';

/** What an access point is told when an account is accepted: its org unit's attributes, overridden by its own. */
export function replyAttributesOf(context: Context, user: UserRow): ReplyAttributes {
  const rows = context.store.attributes.where(user.id).filter(({ table }) => table === 'radreply');
  return { ...orgUnitReply(context, user.orgUnitId), ...replyOfRows(rows) };
}

/**
 * Replaces the attributes of an org unit, as an operator does once in the console.
 * @throws BadReplyAttribute for an unknown org unit, an unknown attribute or a value that the attribute does not take.
 */
export function setOrgUnitReply(context: Context, name: string, attributes: Record<string, unknown>): void {
  const [unit] = context.store.plain('orgunits').where(name);
  if (!unit) throw new BadReplyAttribute(`There is no org unit "${name}".`);
  context.store.orgUnitReplies[unit.id] = checkReply(attributes);
  context.changed();
}

/** Every org unit with its attributes. */
export function orgUnitReplies(context: Context): { name: string; reply: ReplyAttributes }[] {
  const units = context.store.plain('orgunits').all();
  return units.map(({ id }) => ({ name: orgUnitName(context, id), reply: orgUnitReply(context, id) }));
}

/** Nothing once the org unit is gone. */
function orgUnitReply({ store }: Context, id: string): ReplyAttributes {
  return store.plain('orgunits').find(id) ? (store.orgUnitReplies[id] ?? {}) : {};
}
