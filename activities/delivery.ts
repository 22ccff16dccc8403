import { createHash } from 'node:crypto';
import { toBuffer } from 'qrcode';
import { FIRST, type Call } from '../clients/call';
import { ExternalError } from '../clients/external-error';
import type { Picture } from '../clients/mail';
import type { DeliveryActivities, DeliveryOrder, PortalOrder } from '../contracts/activities';
import type { LinkRef } from '../domain/account/keyring';
import { renderLetter } from '../domain/letters/letter';
import type { MemberId } from '../domain/replayed/ids';
import { isCredentialLetter } from '../domain/replayed/letter-kinds';
import { locationOf } from '../domain/settings/locations';
import type { Rules } from '../domain/settings/rules';
import { formatInstant } from '../domain/time/local-time';
import { givenUsername, passwordOf, personOf } from './person';
import type { ActivityDeps } from './runtime/deps';
import { failing, failure, whileAlive } from './runtime/failures';

/** Notifies the member by mail and in the Nexudus portal. Secrets are derived here and go nowhere else. */
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
    valid_until: order.validUntil === null ? null : formatInstant(order.validUntil, zone),
  });
  await deps.mailer.send({ to: person.email, ...letter, pictures, messageId: messageId(deps, order) });
}

const saysPassword = ({ mail }: Rules, { kind }: DeliveryOrder): boolean =>
  mail.includePassword && isCredentialLetter(kind);

/** The same for every attempt at the same letter, so that a copy can be recognized. */
function messageId(deps: ActivityDeps, { connector, member, credential, kind, serial }: DeliveryOrder): string {
  const letter = [connector, member, credential.credentialId, kind, serial].join('\n');
  return `${kind}.${createHash('sha256').update(letter).digest('hex').slice(0, 32)}@${deps.mailDomain}`;
}

const call: Call = { priority: 'background', since: FIRST };

/** Puts the link, and the user name where the settings say so, into the member's profile, or takes them out of it. */
async function writePortal(deps: ActivityDeps, { member, shown }: PortalOrder): Promise<void> {
  const rules = await deps.rules();
  const { portal } = rules;
  if (portal === null) return;
  const values = {
    [portal.linkField]: shown === null ? null : linkAddress(deps, member, shown.link),
    ...(portal.usernameField && {
      [portal.usernameField]: shown === null ? null : await username(deps, rules, member, shown),
    }),
  };
  try {
    await deps.source.writePortalFields(member, values, call);
  } catch (error) {
    // a profile that is gone shows nothing anyway
    if (!(shown === null && error instanceof ExternalError && error.code === 'notFound')) throw error;
  }
}

async function username(
  deps: ActivityDeps,
  rules: Rules,
  member: PortalOrder['member'],
  shown: NonNullable<PortalOrder['shown']>,
): Promise<string> {
  return givenUsername(deps, rules, shown, await personOf(deps, rules, member, shown.identity));
}

/** The address of the member's page. Fails with `capability` when the key that made the link is no longer configured. */
function linkAddress(
  { keys, connector, publicUrl }: Pick<ActivityDeps, 'keys' | 'connector' | 'publicUrl'>,
  member: MemberId,
  link: LinkRef,
): string {
  const token = keys.token({ connector, member }, link);
  if (token === null)
    throw failure('capability', `master key ${link.keyId} is not in LATCHKEY_MASTER_KEY: resend the credentials`);
  return `${publicUrl}/w/${token}`;
}

/** Pixels per module, and modules of white around it: phones read it off a screen an arm's length away. */
const picture = { scale: 6, margin: 4, errorCorrectionLevel: 'M' } as const;

/**
 * A QR code of the link, for a second device. Never of the network itself: phones turn an enterprise `WIFI:` code into a
 * pre-shared-key network (field.md §5.5).
 */
async function qrPicture(address: string): Promise<Picture> {
  return { contentId: 'link', fileName: 'link.png', png: await toBuffer(address, picture) };
}
