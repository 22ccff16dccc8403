import type { Call } from '../clients/call';
import type { DirectoryAccount } from '../clients/wifi-directory';
import type { AdoptOrder } from '../contracts/activities';
import { accessChanged } from '../contracts/replayed';
import { signalMember } from '../contracts/signal-member';
import { adoptionMark, handOverMark, parseMark } from '../domain/account/ownership';
import type { FoundAccount } from '../domain/replayed/account';
import type { MemberId } from '../domain/replayed/ids';
import { moreUrgent } from '../domain/replayed/priority';
import type { Rules } from '../domain/settings/rules';
import { foundAccount } from './facts/found-account';
import { personOf, usernameFor } from './person';
import type { ActivityDeps } from './runtime/deps';
import { failure } from './runtime/failures';
import { priorityOfActivity } from './runtime/priority';

const callOf = (): Call => ({ priority: moreUrgent(priorityOfActivity(), 'usual') });

/** Only an unmarked account, with the user name that the member would get, may be taken over. */
export async function adopt(deps: ActivityDeps, order: AdoptOrder): Promise<FoundAccount> {
  const call = callOf();
  const { connector, member, account, heirOf } = order;
  const rules = await deps.rules();
  const found = await deps.directory.read(account, call);
  if (found === null) {
    await deps.tenant.ask();
    throw failure('notFound', `there is no account ${account}`);
  }
  if (heirOf !== undefined) return inherit(deps, rules, { ...order, heirOf }, found);
  const shown = { id: found.id, enabled: found.enabled ?? true, orgUnit: found.orgUnit };
  const owner = parseMark(found.notes);
  if (owner?.connector === connector && owner.member === member) return shown;
  if (owner !== null) throw failure('conflict', `account ${account} carries the mark of another connector or member`);
  const person = await personOf(deps, rules, member, null);
  const names = [false, true].map((suffix) => usernameFor(person, rules, suffix));
  if (!names.includes(found.username.toLowerCase()))
    throw failure('conflict', `account ${account} does not have the user name of member ${member}`);
  const notes = adoptionMark(connector, member, found.notes);
  const { leftOut } = await deps.directory.change(account, { notes }, call);
  if (leftOut !== null) throw failure('rejected', `account ${account} cannot be marked: ${leftOut.message}`);
  return shown;
}

/** The account of a profile that is gone goes on as it is, under the mark of another profile of the same person. */
async function inherit(
  deps: ActivityDeps,
  rules: Rules,
  { connector, member, account, heirOf }: AdoptOrder & { heirOf: MemberId },
  found: DirectoryAccount,
): Promise<FoundAccount> {
  const owner = parseMark(found.notes);
  const isOurs = owner?.connector === connector;
  if (!isOurs || (owner.member !== heirOf && owner.member !== member))
    throw failure('conflict', `account ${account} carries the mark of neither member ${member} nor ${heirOf}`);
  const notes = owner.member === member ? found.notes : handOverMark(connector, member, found.notes);
  if (notes !== found.notes) {
    const { leftOut } = await deps.directory.change(account, { notes }, callOf());
    if (leftOut !== null) throw failure('rejected', `account ${account} cannot be marked: ${leftOut.message}`);
  }
  deps.accounts.note(member, account);
  await signalMember(deps, heirOf, accessChanged, { source: 'profile' });
  const inherited = foundAccount(deps, rules, { ...found, notes }, await personOf(deps, rules, member, null));
  // it has the name and address of the other profile
  return { ...inherited, identity: '' };
}
