import { createHash } from 'node:crypto';
import type { CoworkerRow } from '../clients/membership-source';
import { renderLetter } from '../domain/letters/letter';
import { chosenPassword } from '../domain/person';
import { locationOf, type Rules } from '../domain/rules';
import type { DeliveryActivities, DeliveryOrder } from './contracts';
import type { ActivityDeps } from './deps';
import { failing, failure } from './failures';
import { personOf, usernameFor, usernameTag } from './person';

/** Mails the credentials. The password is derived here and goes nowhere but into the letter. */
export function deliveryActivities(deps: ActivityDeps): DeliveryActivities {
  return { deliverCredentials: (order) => failing(() => deliver(deps, order)) };
}

async function deliver(deps: ActivityDeps, order: DeliveryOrder): Promise<void> {
  const rules = await deps.rules();
  const person = await personOf(deps, rules, order.member, order.identity);
  if (person.email === null) throw failure('noEmail', `coworker ${order.member} has no e-mail address in Nexudus`);
  const { ssid, spaceName } = locationOf(rules, person.businessId);
  const letter = renderLetter(rules.mail.letters[order.kind], {
    space_name: spaceName,
    member_name: person.fullName,
    ssid,
    username: await currentUsername(deps, rules, order, person),
    password: chosenPassword(person, rules) ?? deps.keys.password(order.connector, order.member, order.credential),
  });
  await deps.mailer.send({ to: person.email, ...letter, messageId: messageId(deps, order) });
}

/** The name that the account was given; read from the directory only where today's name would be another. */
async function currentUsername(
  deps: ActivityDeps,
  rules: Rules,
  { account, suffix, usernameTag: given }: DeliveryOrder,
  person: CoworkerRow,
): Promise<string> {
  const today = usernameFor(person, rules, suffix);
  if (usernameTag(deps.keys.identityKey, today) === given) return today;
  const live = await deps.directory.read(account, { lane: 'interactive' });
  if (live === null) throw failure('notFound', `account ${account} is not in the directory`, true);
  return live.username;
}

/** The same for every attempt at the same letter, so that a copy can be recognised. */
function messageId(deps: ActivityDeps, { connector, member, credential, kind, serial }: DeliveryOrder): string {
  const letter = [connector, member, credential.credentialId, kind, serial].join('\n');
  return `${kind}.${createHash('sha256').update(letter).digest('hex').slice(0, 32)}@${deps.mailDomain}`;
}
