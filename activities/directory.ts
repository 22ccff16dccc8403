import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import { type Call, FIRST } from '../clients/call';
import { ExternalError } from '../clients/external-error';
import type { CoworkerRow } from '../clients/membership-source';
import type { AccountChange, DirectoryAccount, WrittenAccount } from '../clients/wifi-directory';
import type {
  ChangedAccount,
  ChangeOrder,
  CreatedAccount,
  CreateOrder,
  DirectoryActivities,
  Settlement,
  Who,
} from '../contracts/activities';
import { markOf, parseMark, withCredential } from '../domain/account/ownership';
import { chosenPassword, usernameOf, usernameTag } from '../domain/account/person';
import { bothLeftOut, type ChangedField, type Detail, type LeftOut } from '../domain/replayed/account';
import type { AccountId, MemberId } from '../domain/replayed/ids';
import { moreUrgent } from '../domain/replayed/priority';
import type { Rules } from '../domain/settings/rules';
import { adopt } from './adoption';
import { foundAccount } from './facts/found-account';
import { passwordOf, personOf, splitName, usernameFor } from './person';
import type { ActivityDeps } from './runtime/deps';
import { failing, failure, whileAlive } from './runtime/failures';
import { isAheadOfAll, priorityOfActivity } from './runtime/priority';

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
        await tenant.orGone(() => directory.change(account, { enabled: false }, writing(null)));
      }),
    deleteAccount: ({ account }) => failing(() => remove(deps, account)),
    settleAccount: (order) => failing(() => whileAlive(() => settle(deps, order))),
    adoptAccount: (order) => failing(() => adopt(deps, order)),
  };
}

/** An import's writes have made way in Temporal's queue; what ends access goes first here, too. */
function writing(notAfter: number | null): Call {
  const priority = moreUrgent(priorityOfActivity(), 'usual');
  return { priority, since: isAheadOfAll() ? FIRST : undefined, notAfter: notAfter ?? undefined };
}

async function create(deps: ActivityDeps, order: CreateOrder): Promise<CreatedAccount> {
  refuseLate(order);
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
    notes: markOf(connector, member, target.credential),
    attributes,
  };
  await deps.tenant.confirm();
  refuseTardy(began);
  const made = await deps.directory.create(account, writing(notAfter));
  deps.accounts.note(member, made.id);
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
  refuseLate(order);
  const rules = await deps.rules();
  const person = await personToWrite(deps, rules, order);
  const { changed, ...result } = await writeAll(deps, rules, order, person);
  const leftOut = bothLeftOut(result.leftOut ?? null, await keepMark(deps, order, changed.notes));
  return { named: result.named, ...told(leftOut) };
}

type Written = ChangedAccount & { changed: WrittenAccount };

async function writeAll(
  deps: ActivityDeps,
  rules: Rules,
  order: ChangeOrder,
  person: CoworkerRow | null,
): Promise<Written> {
  const { account, target, fields, notAfter } = order;
  const changes: AccountChange = {};
  if (fields.includes('enabled')) changes.enabled = target.enabled;
  if (fields.includes('orgUnit')) changes.orgUnit = target.orgUnit;
  if (fields.includes('attributes')) changes.attributes = target.attributes;
  if (person !== null) addPerson(deps, rules, order, person, changes);
  const write = (change: AccountChange): Promise<WrittenAccount> =>
    deps.tenant.orGone(() => deps.directory.change(account, change, writing(notAfter)));
  const changed = await write(changes);
  const { leftOut } = changed;
  if (person === null || changes.username === undefined) return { changed, named: null, ...told(leftOut) };
  if (leftOut?.code !== 'duplicate') return { changed, ...renamed(deps, rules, changes.username, changed, false) };
  const username = usernameFor(person, rules, true);
  const again = await write({ username }).catch((error: unknown) => withoutRename(changed, error));
  const others = { ...leftOut, fields: leftOut.fields.filter((field) => field !== 'username') };
  const rest = others.fields.length === 0 ? null : others;
  const all = { ...again, leftOut: bothLeftOut(again.leftOut, rest) };
  return { changed: again, ...renamed(deps, rules, username, all, true) };
}

/**
 * The credential's id stands in the account's mark, so that whoever finds the account knows its password. A password is
 * written before its mark, which is best effort: what is left out is tried again. One more call, for a new password and for
 * an account whose mark is older than this.
 */
async function keepMark(deps: ActivityDeps, order: ChangeOrder, shown: string): Promise<LeftOut | null> {
  const { connector, member, account, target, fields } = order;
  const credential = fields.includes('credential') ? target.credential : order.credential;
  if (credential === undefined || credential.credentialId === '') return null;
  try {
    const mustBeMarked = fields.includes('credential') || order.details?.includes('notes');
    // not every reply shows the notes
    const notes = shown || (mustBeMarked && (await deps.directory.read(account, writing(null)))?.notes) || '';
    const owner = parseMark(notes);
    if (owner?.connector !== connector || owner.member !== member) return null;
    if (owner.credential?.credentialId === credential.credentialId) return null;
    const marked = await deps.directory.change(account, { notes: withCredential(notes, credential) }, writing(null));
    return marked.leftOut;
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    return { fields: ['notes'], code: error.code, message: error.message };
  }
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
  await directory.remove(account, writing(null));
}

/** Of a grant. An order that waits longer comes from a Temporal that was restored from a backup, or slept. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** A grant that waited in the queue until its access has ended, or may have ended, must not be sent. */
function refuseLate({ notAfter, target }: Pick<ChangeOrder, 'notAfter' | 'target'>): void {
  if (target.enabled && Date.now() - activityInfo().scheduledTimestampMs > LONGEST_WAIT_MS)
    throw failure('orderExpired', 'the order is more than an hour old: its member has to be looked at first');
  if (notAfter !== null && Date.now() >= notAfter)
    throw failure('orderExpired', 'the access that this order grants is already over');
}

/** An attempt that Temporal has given up must not create an account: another may already have looked for it. */
function refuseTardy(began: number): void {
  if (performance.now() - began > PREPARED_WITHIN_MS)
    throw failure('throttled', 'to prepare the account took too long for one attempt; nothing was sent', true);
}

/** One roster read, shared by all who wait: no look-up by name is confirmed (ironwifi.md §2.2). */
async function settle(
  deps: ActivityDeps,
  { connector, member, suffix }: Who & { suffix: boolean },
): Promise<Settlement> {
  const rules = await deps.rules();
  const person = await personIfKnown(deps, rules, member);
  const readAt = Date.now();
  const accounts = await deps.directory.allAccounts({ priority: 'background' });
  const known = deps.accounts.collect(readAt);
  for (const account of accounts) known.take(account);
  known.done();
  const own = accounts
    .filter(({ notes }) => isOwn(parseMark(notes), connector, member))
    .sort((a, b) => (a.id < b.id ? -1 : 1))[0];
  if (own !== undefined) return { account: foundAccount(deps, rules, own, person), holder: 'nobody' };
  await deps.tenant.ask();
  const named = person === null ? null : usernameOf(person, rules, { suffix });
  const username = named !== null && 'username' in named ? named.username : null;
  const namesake = accounts.find((account) => account.username.toLowerCase() === username) ?? null;
  return { account: null, holder: holderOf(namesake, connector) };
}

const isOwn = (owner: ReturnType<typeof parseMark>, connector: string, member: MemberId): boolean =>
  owner?.connector === connector && owner.member === member;

/** Null for a member who can no longer be read: the mark alone must do. */
async function personIfKnown(deps: ActivityDeps, rules: Rules, member: MemberId): Promise<CoworkerRow | null> {
  try {
    return await personOf(deps, rules, member, null);
  } catch (error) {
    if (error instanceof ApplicationFailure) return null;
    throw error;
  }
}

function holderOf(namesake: DirectoryAccount | null, connector: string): Settlement['holder'] {
  if (namesake === null) return 'nobody';
  return parseMark(namesake.notes)?.connector === connector ? 'member' : 'foreign';
}
