import type { HeldMemberView, HoldView } from '../../../../contracts/api/holds';
import type { Visit } from '../../frame/visit';
import { MemberLink } from '../../parts/member-link';
import { Badge } from '../../parts/notice';
import { reasonText } from '../../parts/reason';
import { Table } from '../../parts/table';
import { When } from '../../parts/when';
import type { KnownMembers } from './members';

interface HeldMembersProps {
  hold: HoldView;
  members: KnownMembers;
  visit: Visit;
  /** Each can be ticked, to be approved. */
  ticks: boolean;
}

/** The field of a tick: one name for each, since of several values of one name a form keeps the first. */
export const TICK = 'tick-';

export function HeldMembers({ hold, members, visit, ticks }: HeldMembersProps) {
  const { say, place } = visit;
  const nameOf = (id: string): string => members.known.get(id)?.name ?? id;
  const keeps = new Set(hold.keeps?.members);
  const isOpen = hold.state === 'open';
  const isMixed = isOpen && hold.members.some(({ since }) => since !== hold.openedAt);
  const isKeeping = hold.keptUntil !== null && hold.keeps !== null;
  const head = [
    ...(ticks ? [say('hold.tick')] : []),
    ...[say('hold.member'), say('hold.reason')],
    ...(isOpen ? [say('hold.has'), say('hold.would')] : []),
    ...(isMixed ? [say('hold.heldSince')] : []),
    ...(isKeeping ? [say('hold.now')] : []),
  ];
  const rows = hold.members.map((member) => [
    ...(ticks ? [<Tick name={nameOf(member.id)} id={member.id} visit={visit} />] : []),
    ...[<MemberLink id={member.id} name={members.known.get(member.id)?.name} />, reasonText(member, place)],
    ...(isOpen
      ? [<Has id={member.id} members={members} visit={visit} />, <Would member={member} visit={visit} />]
      : []),
    ...(isMixed ? [<When at={member.since} place={place} />] : []),
    ...(isKeeping ? [<StillKept is={keeps.has(member.id)} visit={visit} />] : []),
  ]);
  return <Table label={say('hold.members')} head={head} rows={rows} />;
}

const Tick = ({ id, name, visit: { say } }: { id: string; name: string; visit: Visit }) => (
  <input type="checkbox" name={`${TICK}${id}`} aria-label={say('hold.tickMember', { name })} />
);

/** The level, and the plans that are known to give it. */
function Has({ id, members, visit: { say } }: { id: string; members: KnownMembers; visit: Visit }) {
  const access = members.access.get(id);
  const plans = members.known.get(id)?.plans ?? [];
  return (
    <span>
      {access === undefined ? <span class="soft">{say('hold.unknown')}</span> : (access.group ?? say('hold.noWifi'))}
      {plans.length > 0 && <small class="soft"> {plans.join(', ')}</small>}
    </span>
  );
}

const Would = ({ member: { plan }, visit: { say } }: { member: HeldMemberView; visit: Visit }) =>
  plan === null ? say('hold.noWifi') : say('hold.wifi', { plan });

const StillKept = ({ is, visit: { say } }: { is: boolean; visit: Visit }) => (
  <Badge tone={is ? 'warn' : 'idle'}>{say(is ? 'hold.stillKept' : 'hold.letGo')}</Badge>
);
