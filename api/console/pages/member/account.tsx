import type { MemberView } from '../../../../contracts/api/member';
import { Badge, Notice } from '../../parts/notice';
import { When } from '../../parts/when';
import type { TextKey } from '../../texts';
import { Part, type Told } from './told';

type Account = NonNullable<MemberView['account']>;

/** The account in IronWifi: what it is, and whether it is what it should be. */
export function AccountPart({ visit, member }: Told) {
  const { say } = visit;
  const { account } = member;
  return (
    <Part id="account" title={say('member.account')}>
      {account === null ? (
        <>
          <p>{say('member.account.none')}</p>
          <p>
            <InStep visit={visit} member={member} />
          </p>
        </>
      ) : (
        <KnownAccount visit={visit} member={member} account={account} />
      )}
    </Part>
  );
}

function KnownAccount({ visit, member, account }: Told & { account: Account }) {
  const { say, place } = visit;
  const { lastWriteAt } = member;
  return (
    <>
      <dl class="facts">
        <dt>{say('member.account.username')}</dt>
        <dd>{account.username ?? say('member.account.username.unknown')}</dd>
        <dt>{say('member.account.state')}</dt>
        <dd>{say(account.enabled ? 'member.account.open' : 'member.account.closed')}</dd>
        <dt>{say('member.account.level')}</dt>
        <dd>{account.orgUnit === '' ? say('member.account.level.none') : account.orgUnit}</dd>
        {account.attributes !== null && (
          <>
            <dt>{say('member.account.attributes')}</dt>
            <dd>
              <Attributes visit={visit} attributes={account.attributes} />
            </dd>
          </>
        )}
        <dt>{say('member.account.step')}</dt>
        <dd>
          <InStep visit={visit} member={member} />
        </dd>
        {account.leftOut.length > 0 && (
          <>
            <dt>{say('member.account.leftOut')}</dt>
            <dd>{account.leftOut.map((field) => say(fieldText(field))).join(', ')}</dd>
          </>
        )}
        {lastWriteAt !== null && (
          <>
            <dt>{say('member.account.written')}</dt>
            <dd>
              <When at={lastWriteAt} place={place} />
            </dd>
          </>
        )}
        <dt>{say('member.account.id')}</dt>
        <dd>
          <code>{account.id}</code>
        </dd>
      </dl>
      <AsThere visit={visit} account={account} />
    </>
  );
}

const attributeTexts = {
  downMbps: 'member.attribute.downMbps',
  upMbps: 'member.attribute.upMbps',
  priority: 'member.attribute.priority',
  sessionMinutes: 'member.attribute.sessionMinutes',
  vlan: 'member.attribute.vlan',
  devices: 'member.attribute.devices',
} as const satisfies Record<keyof NonNullable<Account['attributes']>, TextKey>;

function Attributes({
  visit: { say },
  attributes,
}: Pick<Told, 'visit'> & { attributes: NonNullable<Account['attributes']> }) {
  const known = (Object.keys(attributeTexts) as (keyof typeof attributeTexts)[]).flatMap((name) => {
    const value = attributes[name];
    return value === undefined ? [] : [say(attributeTexts[name], { value: String(value) })];
  });
  return <>{known.join(', ')}</>;
}

/** As decided, or what is still to be written. */
function InStep({ visit: { say }, member: { pending, live, unsettled } }: Told) {
  if (live === false) return <Badge tone="idle">{say('member.step.notLive')}</Badge>;
  if (unsettled) return <Badge tone="warn">{say('member.step.unsettled')}</Badge>;
  if (pending === null) return <Badge tone="good">{say('member.step.yes')}</Badge>;
  const fields = pending.fields.map((field) => say(fieldText(field))).join(', ');
  return (
    <>
      <Badge tone="warn">{say('member.step.pending')}</Badge> {say(`member.pending.${pending.kind}`)}
      {fields !== '' && `: ${fields}`}
    </>
  );
}

const fieldTexts = new Map<string, TextKey>([
  ['enabled', 'member.field.enabled'],
  ['orgUnit', 'member.field.orgUnit'],
  ['attributes', 'member.field.attributes'],
  ['identity', 'member.field.identity'],
  ['credential', 'member.field.credential'],
  ['username', 'member.field.username'],
  ['email', 'member.field.email'],
  ['firstName', 'member.field.firstName'],
  ['lastName', 'member.field.lastName'],
  ['notes', 'member.field.notes'],
]);
const fieldText = (field: string): TextKey => fieldTexts.get(field) ?? 'member.field.other';

/** Whether an account is in IronWifi what Latchkey has written. */
export function agrees({ directory, enabled, orgUnit }: Account): boolean {
  if (directory === null || !directory.found) return false;
  return (directory.enabled ?? enabled) === enabled && (directory.orgUnit ?? '') === orgUnit;
}

/** What IronWifi itself says. */
function AsThere({ visit: { say, place }, account }: Pick<Told, 'visit'> & { account: Account }) {
  const { directory } = account;
  if (directory === null) return <Notice tone="warn">{say('member.there.away')}</Notice>;
  if (!directory.found) return <Notice tone="bad">{say('member.there.gone')}</Notice>;
  if (!agrees(account))
    return (
      <Notice tone="warn">
        {say('member.there.differs', {
          state: say(directory.enabled === false ? 'member.account.closed' : 'member.account.open'),
          level: directory.orgUnit ?? say('member.account.level.none'),
        })}
      </Notice>
    );
  return (
    <p class="soft">
      {say('member.there.agrees')} <When at={directory.readAt} place={place} />
    </p>
  );
}
