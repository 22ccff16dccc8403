import { setOrgUnitReply } from '../accounts/org-unit-reply';
import { userCollection } from '../accounts/user-collection';
import { plainCollection } from '../resources/collection';
import { plainResources } from '../resources/resources';
import type { Context } from '../store/context';
import type { ReplyAttributes } from '../store/reply-attributes';

/** Seconds, as the vendor's help page advises for coworking; then the device logs in anew (ironwifi.md §4.2). */
const fourHours = 14_400;
const vlan = { 'Tunnel-Type': 'VLAN', 'Tunnel-Medium-Type': 'IEEE-802', 'Tunnel-Private-Group-Id': '42' };

/** One org unit and one group per access level, as an operator would have set them up. */
const levels = [
  { name: 'basic-wifi', description: 'Hot desks', reply: limits(20, 10, fourHours) },
  { name: 'premium-wifi', description: 'Dedicated desks', reply: { ...limits(100, 50, fourHours), ...vlan } },
  { name: 'guest-wifi', description: 'Day passes', reply: limits(5, 2, fourHours / 4) },
];

/** Differs from premium-wifi in its org unit's reply, and has no group of its own. */
const privateOffices = {
  name: 'premium-wifi-priority',
  description: 'Private offices',
  reply: { ...limits(500, 250, fourHours), ...vlan, 'Filter-Id': 'priority' },
};

/** Accounts of the operator's own, which nobody else may touch. */
const strangers = [
  { username: 'printer-2nd-floor', password: 'canon-MF-8580', notes: 'Printer by the kitchen. Ask Sam.' },
  { username: 'front.desk@sandbox.example', password: 'Welcome-In-2024', firstname: 'Front', lastname: 'Desk' },
];

/** Fills an empty tenant with what an operator has set up before connecting anything. */
export function seed(context: Context): void {
  for (const { name, description, reply } of [...levels, privateOffices]) {
    addOrgUnit(context, name, description);
    setOrgUnitReply(context, name, reply);
  }
  for (const { name, description } of levels) addPlain(context, 'groups', { groupname: name, description });
  for (const stranger of strangers) userCollection(context).create(stranger);
}

/** Creates an org unit unless one of that name exists; returns its id. */
export function addOrgUnit(context: Context, name: string, description = ''): string {
  const [known] = context.store.plain('orgunits').where(name);
  return known?.id ?? addPlain(context, 'orgunits', { name, description });
}

function addPlain(context: Context, path: string, body: Record<string, string>): string {
  const resource = plainResources.find((each) => each.path === path);
  if (!resource) throw new Error(`There is no resource "${path}".`);
  return plainCollection(context, resource).create(body).row.id;
}

/** Megabits per second become bits, as RADIUS has them (ironwifi.md §4.2). */
function limits(downMbps: number, upMbps: number, seconds: number): ReplyAttributes {
  return {
    'WISPr-Bandwidth-Max-Down': downMbps * 1_000_000,
    'WISPr-Bandwidth-Max-Up': upMbps * 1_000_000,
    'Session-Timeout': seconds,
  };
}
