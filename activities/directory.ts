import { ApplicationFailure } from '@temporalio/activity';
import type { Call } from '../clients/call';
import { ExternalError } from '../clients/external-error';
import type { CoworkerRow } from '../clients/membership-source';
import type { AccountChange, DirectoryAccount, WrittenAccount } from '../clients/wifi-directory';
import type {
  ChangedAccount,
  ChangeOrder,
  CreatedAccount,
  CreateOrder,
  DisableOrder,
  DirectoryActivities,
  Settlement,
  Who,
} from '../contracts/activities';
import { adoptionMark, ownershipMark, parseMark } from '../domain/account/ownership';
import { chosenPassword, usernameTag } from '../domain/account/person';
import { bothLeftOut, type ChangedField, type Detail, type LeftOut } from '../domain/replayed/account';
import type { AccountId, MemberId } from '../domain/replayed/ids';
import type { Rules } from '../domain/settings/rules';
import { passwordOf, personOf, splitName, usernameFor } from './person';
import type { ActivityDeps } from './runtime/deps';
import { failing, failure, whileAlive } from './runtime/failures';

/** A create waits up to 2 s for its turn and 8 s for its reply; an attempt has 12 s. */
const PREPARED_WITHIN_MS = 1_500;

/**
 * Every write to the directory. Each is one call where the account is known and the tenant allows it; before a delete, and
 * from time to time before a create, one more call confirms the tenant.
 */
export function directoryActivities(deps: ActivityDeps): DirectoryActivities {
  const { directory, tenant } = deps;
  return {
    createAccount: (order) => failing(() => create(deps, order), { once: true }),
    changeAccount: (order) => failing(() => change(deps, order)),
    disableAccount: ({ account }) =>
      failing(async () => {
        await tenant.orGone(() => directory.change(account, { enabled: false }, urgent(null)));
      }),
    deleteAccount: ({ account }) => failing(() => remove(deps, account)),
    settleAccount: (order) => failing(() => whileAlive(() => settle(deps, order))),
    adoptAccount: (order) => failing(() => adopt(deps, order)),
  };
}

const urgent = (notAfter: number | null): Call => ({ priority: 'interactive', notAfter: notAfter ?? undefined });

async function create(deps: ActivityDeps, order: CreateOrder): Promise<CreatedAccount> {
  refuseLate(order.notAfter);
  const began = performance.now();
  const { connector, member, target, suffix, bare, notAfter } = order;
  const rules = await deps.rules();
  const person = await personOf(deps, rules, member, target.identity);
  const username = usernameFor(person, rules, suffix);
  const { enabled, orgUnit, attributes } = target;
  const account = {
    username,
    password: passwordOf(deps, rules, person, target.credential),
    ...(bare ? {} : { email: person.email, ...splitName(person.fullName) }),
    orgUnit,
    enabled,
    notes: ownershipMark(connector, member),
    attributes,
  };
  await deps.tenant.confirm();
  refuseTardy(began);
  const made = await deps.directory.create(account, urgent(notAfter));
  const leftOut = bare ? leftOutOfBare : made.leftOut;
  return { id: made.id, ...naming(deps, rules, made.username || username), ...(leftOut && { leftOut }) };
}

const leftOutOfBare: LeftOut = {
  fields: ['email', 'firstName', 'lastName'],
  code: 'outage',
  message: 'the account was made without them, since a create with them had failed',
};

/** The name that the directory shows is what the member has to type: it may differ from the one that was sent. */
const naming = ({ keys }: Pick<ActivityDeps, 'keys'>, rules: Rules, username: string) => ({
  usernameTag: usernameTag(keys.identityKey, username),
  namedBy: rules.username,
});

async function change(deps: ActivityDeps, order: ChangeOrder): Promise<ChangedAccount> {
  refuseLate(order.notAfter);
  const { account, target, fields, notAfter } = order;
  const rules = await deps.rules();
  const changes: AccountChange = {};
  if (fields.includes('enabled')) changes.enabled = target.enabled;
  if (fields.includes('orgUnit')) changes.orgUnit = target.orgUnit;
  if (fields.includes('attributes')) changes.attributes = target.attributes;
  const person = await personToWrite(deps, rules, order);
  if (person !== null) addPerson(deps, rules, order, person, changes);
  const write = (change: AccountChange): Promise<WrittenAccount> =>
    deps.tenant.orGone(() => deps.directory.change(account, change, urgent(notAfter)));
  const changed = await write(changes);
  if (person === null || changes.username === undefined) return { named: null, ...told(changed.leftOut) };
  const { leftOut } = changed;
  if (leftOut?.code !== 'duplicate') return renamed(deps, rules, changes.username, changed, false);
  const username = usernameFor(person, rules, true);
  const again = await write({ username }).catch((error: unknown) => withoutRename(changed, error));
  const others = { ...leftOut, fields: leftOut.fields.filter((field) => field !== 'username') };
  const rest = others.fields.length === 0 ? null : others;
  return renamed(deps, rules, username, { ...again, leftOut: bothLeftOut(again.leftOut, rest) }, true);
}

const told = (leftOut: LeftOut | null) => (leftOut === null ? {} : { leftOut });

function renamed(
  deps: ActivityDeps,
  rules: Rules,
  wanted: string,
  { username, leftOut }: WrittenAccount,
  suffix: boolean,
): ChangedAccount {
  if (leftOut?.fields.includes('username')) return { named: null, leftOut };
  return { named: { ...naming(deps, rules, username || wanted), suffix }, ...told(leftOut) };
}

/** The rest of the change is done. */
function withoutRename(changed: WrittenAccount, error: unknown): WrittenAccount {
  if (!(error instanceof ExternalError)) throw error;
  const { code, message } = error;
  return { ...changed, leftOut: { fields: ['username'], code, message } };
}

/** Null where nothing of the person is to be written. */
async function personToWrite(deps: ActivityDeps, rules: Rules, order: ChangeOrder): Promise<CoworkerRow | null> {
  const { member, target, fields, details = [] } = order;
  const ofPerson: readonly ChangedField[] = ['identity', 'credential', 'username'];
  if (details.length === 0 && !fields.some((field) => ofPerson.includes(field))) return null;
  return personOf(deps, rules, member, target.identity);
}

function addPerson(
  deps: ActivityDeps,
  rules: Rules,
  order: ChangeOrder,
  person: CoworkerRow,
  changes: AccountChange,
): void {
  const { target, fields, details = [] } = order;
  const { firstName, lastName } = splitName(person.fullName);
  const writes = (detail: Detail): boolean => fields.includes('identity') || details.includes(detail);
  if (writes('email')) changes.email = person.email;
  if (writes('firstName')) changes.firstName = firstName;
  if (writes('lastName')) changes.lastName = lastName;
  // the plain name first: whoever had it may have given it up
  if (mayRename(deps, rules, order, person)) changes.username = usernameFor(person, rules, false);
  if (fields.includes('credential') || (fields.includes('identity') && chosenPassword(person, rules) !== null))
    changes.password = passwordOf(deps, rules, person, target.credential);
}

/**
 * The user name is stored in the member's devices. It changes when an operator asks for it, and with `onEmailChange: rename`
 * when the address changes; never because the settings now derive names from something else.
 */
function mayRename(deps: ActivityDeps, rules: Rules, order: ChangeOrder, person: CoworkerRow): boolean {
  const { fields, details = [], namedBy, suffix, usernameTag: given } = order;
  if (fields.includes('username') || details.includes('username')) return true;
  if (!fields.includes('identity') || rules.onEmailChange !== 'rename' || namedBy !== rules.username) return false;
  return naming(deps, rules, usernameFor(person, rules, suffix)).usernameTag !== given;
}

/** A missing account counts as deleted, so the tenant must be confirmed first. */
async function remove({ directory, tenant }: ActivityDeps, account: AccountId): Promise<void> {
  await tenant.ask();
  await directory.remove(account, urgent(null));
}

/** A grant that waited in the queue until its access has ended must not be sent. */
function refuseLate(notAfter: number | null): void {
  if (notAfter !== null && Date.now() >= notAfter)
    throw failure('orderExpired', 'the access that this order grants is already over');
}

/** An attempt that Temporal has given up must not create an account: another may already have looked for it. */
function refuseTardy(began: number): void {
  if (performance.now() - began > PREPARED_WITHIN_MS)
    throw failure('throttled', 'to prepare the account took too long for one attempt; nothing was sent', true);
}

/** Only an unmarked account, with the user name that the member would get, may be taken over. */
async function adopt(
  deps: ActivityDeps,
  { connector, member, account }: DisableOrder,
): Promise<NonNullable<Settlement['account']>> {
  const rules = await deps.rules();
  const found = await deps.directory.read(account, urgent(null));
  if (found === null) {
    await deps.tenant.ask();
    throw failure('notFound', `there is no account ${account}`);
  }
  const shown = { id: found.id, enabled: found.enabled ?? true, orgUnit: found.orgUnit };
  const owner = parseMark(found.notes);
  if (owner?.connector === connector && owner.member === member) return shown;
  if (owner !== null) throw failure('conflict', `account ${account} carries the mark of another connector or member`);
  const person = await personOf(deps, rules, member, null);
  const names = [false, true].map((suffix) => usernameFor(person, rules, suffix));
  if (!names.includes(found.username.toLowerCase()))
    throw failure('conflict', `account ${account} does not have the user name of member ${member}`);
  const notes = adoptionMark(connector, member, found.notes);
  const { leftOut } = await deps.directory.change(account, { notes }, urgent(null));
  if (leftOut !== null) throw failure('rejected', `account ${account} cannot be marked: ${leftOut.message}`);
  return shown;
}

/** One roster read, shared by all who wait: no look-up by name is confirmed (ironwifi.md §2.2). */
async function settle(
  deps: ActivityDeps,
  { connector, member, suffix }: Who & { suffix: boolean },
): Promise<Settlement> {
  const call: Call = { priority: 'bulk' };
  const username = await usernameIfKnown(deps, member, suffix);
  const [ours, namesake] = await Promise.all([
    deps.directory.findByMark(ownershipMark(connector, member), call),
    username === null ? null : deps.directory.findByUsername(username, call),
  ]);
  const own = [...ours].sort((a, b) => (a.id < b.id ? -1 : 1))[0];
  if (own === undefined) {
    await deps.tenant.ask();
    return { account: null, holder: holderOf(namesake, connector) };
  }
  return { account: { id: own.id, enabled: own.enabled ?? true, orgUnit: own.orgUnit }, holder: 'nobody' };
}

/** Null for a member who can no longer be read: the mark alone must do. */
async function usernameIfKnown(deps: ActivityDeps, member: MemberId, suffix: boolean): Promise<string | null> {
  const rules = await deps.rules();
  try {
    return usernameFor(await personOf(deps, rules, member, null), rules, suffix);
  } catch (error) {
    if (error instanceof ApplicationFailure) return null;
    throw error;
  }
}

function holderOf(namesake: DirectoryAccount | null, connector: string): Settlement['holder'] {
  if (namesake === null) return 'nobody';
  return parseMark(namesake.notes)?.connector === connector ? 'member' : 'foreign';
}
