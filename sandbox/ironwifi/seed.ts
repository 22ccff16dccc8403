import type { Context } from './context';
import { plainCollection } from './plain-collection';
import { plainResources } from './resources';
import { userCollection } from './user-collection';

/** One org unit and one group per access level, as an operator would have set them up. */
const levels = [
  { name: 'basic-wifi', description: 'Hot desks' },
  { name: 'premium-wifi', description: 'Dedicated desks and private offices' },
  { name: 'guest-wifi', description: 'Day passes' },
];

/** Accounts that were there before: nobody's business but the operator's. */
const strangers = [
  { username: 'printer-2nd-floor', password: 'canon-MF-8580', notes: 'Printer by the kitchen. Ask Sam.' },
  { username: 'front.desk@sandbox.example', password: 'Welcome-In-2024', firstname: 'Front', lastname: 'Desk' },
];

/** Fills an empty tenant with what an operator has before anything is connected to it. */
export function seed(context: Context): void {
  for (const { name, description } of levels) {
    addOrgUnit(context, name, description);
    addPlain(context, 'groups', { groupname: name, description });
  }
  for (const stranger of strangers) userCollection(context).create(stranger);
}

/** Makes an org unit, unless there is one of that name; returns its id. */
export function addOrgUnit(context: Context, name: string, description = ''): string {
  const [known] = context.store.plain('orgunits').where(name);
  return known?.id ?? addPlain(context, 'orgunits', { name, description });
}

function addPlain(context: Context, path: string, body: Record<string, string>): string {
  const resource = plainResources.find((each) => each.path === path);
  if (!resource) throw new Error(`There is no resource "${path}".`);
  return plainCollection(context, resource).create(body).row.id;
}
