import { createHash } from 'node:crypto';
import type { Picture } from '../clients/mail';
import type { DeliveryActivities, DeliveryOrder } from '../contracts/activities';
import { renderLetter } from '../domain/letters/letter';
import { isCredentialLetter } from '../domain/replayed/letter-kinds';
import { locationOf, type Rules } from '../domain/settings/rules';
import { formatEnd } from '../domain/time/local-time';
import type { ActivityDeps } from './deps';
import { failing, failure } from './failures';
import { linkAddress } from './link-address';
import { givenUsername, passwordOf, personOf } from './person';
import { writePortal } from './portal';
import { qrPicture } from './qr-picture';
import { whileAlive } from './while-alive';

/** Tells the member: by mail, and in the Nexudus portal. What is secret is derived here and goes nowhere else. */
export function deliveryActivities(deps: ActivityDeps): DeliveryActivities {
  return {
    deliverLetter: (order) => failing(() => whileAlive(() => deliver(deps, order))),
    writePortal: (order) => failing(() => writePortal(deps, order)),
  };
}

async function deliver(deps: ActivityDeps, order: DeliveryOrder): Promise<void> {
  const rules = await deps.rules();
  const person = await personOf(deps, rules, order.member, order.identity);
  if (person.email === null) throw failure('noEmail', `coworker ${order.member} has no e-mail address in Nexudus`);
  const { ssid, spaceName, zone } = locationOf(rules, person.businessId);
  const address = order.link === null ? null : linkAddress(deps, order.member, order.link);
  const pictures: Picture[] = address === null ? [] : [await qrPicture(address)];
  const letter = renderLetter(rules.mail.letters[order.kind], {
    space_name: spaceName,
    member_name: person.fullName,
    ssid,
    username: await givenUsername(deps, rules, order, person),
    password: saysPassword(rules, order) ? passwordOf(deps, rules, person, order.credential) : null,
    profile_url: address,
    qr_code: pictures[0] === undefined ? null : `cid:${pictures[0].contentId}`,
    plan_name: order.planName,
    valid_until: order.validUntil === null ? null : formatEnd(order.validUntil, zone),
  });
  await deps.mailer.send({ to: person.email, ...letter, pictures, messageId: messageId(deps, order) });
}

const saysPassword = ({ mail }: Rules, { kind }: DeliveryOrder): boolean =>
  mail.includePassword && isCredentialLetter(kind);

/** The same for every attempt at the same letter, so that a copy can be recognised. */
function messageId(deps: ActivityDeps, { connector, member, credential, kind, serial }: DeliveryOrder): string {
  const letter = [connector, member, credential.credentialId, kind, serial].join('\n');
  return `${kind}.${createHash('sha256').update(letter).digest('hex').slice(0, 32)}@${deps.mailDomain}`;
}
