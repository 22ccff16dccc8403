import type { WebhookInstallation, WebhooksView, WebhookView } from '../../../../contracts/api/webhooks';
import { Csrf } from '../../parts/csrf';
import { Badge, Notice, type Tone } from '../../parts/notice';
import { Table } from '../../parts/table';
import { Ago } from '../../parts/when';
import { asked, may, page, act, SeeOther, type View, type Visit } from '../../frame/visit';
import type { TextKey } from '../../texts';
import { problemSentence } from '../../parts/problem-sentence';
import { ByHand } from './by-hand';
import { Installation } from './installation';
import { locationName, type Names } from './location-name';
import { MissedHooks, readMissed } from './missed';

const PATH = '/console/webhooks';

export const webhookPages = [
  page('/webhooks', (visit) => showWebhooks(visit)),
  act('/webhooks/preview', rehearse, { role: 'admin' }),
  act('/webhooks/install', install, { role: 'admin' }),
];

interface Rehearsed {
  installation?: WebhookInstallation;
  /** Why there is none. */
  problem?: string;
}

async function rehearse(visit: Visit): Promise<View> {
  try {
    const installation = await visit.api.installWebhooks({ body: { dryRun: true } });
    return await showWebhooks(visit, 'dryRun' in installation ? { installation } : {});
  } catch (error) {
    return showWebhooks(visit, { problem: problemSentence(error) });
  }
}

async function install({ api }: Visit): Promise<SeeOther> {
  await api.installWebhooks({ body: { wait: false } });
  return new SeeOther(`${PATH}?done=begun#state`);
}

async function showWebhooks(visit: Visit, rehearsed: Rehearsed = {}): Promise<View> {
  const { api, say } = visit;
  const [records, missed] = await Promise.all([api.listWebhooks({ query: { known: 'true' } }), readMissed(api)]);
  const names = new Map(records.locations.map(({ id, name }) => [id, name]));
  return {
    title: say('webhooks.title'),
    body: (
      <>
        <p class="lead">{say('webhooks.lead')}</p>
        {rehearsed.problem !== undefined && <Notice tone="bad">{rehearsed.problem}</Notice>}
        {rehearsed.installation ? (
          <Rehearsal installation={rehearsed.installation} names={names} visit={visit} />
        ) : (
          <>
            <section id="state" data-part>
              <State records={records} visit={visit} />
            </section>
            <MissedHooks missed={missed} names={names} visit={visit} />
            {may(visit, 'admin') && <RehearsalForm visit={visit} />}
          </>
        )}
        <ByHand records={records} names={names} visit={visit} />
      </>
    ),
  };
}

function RehearsalForm({ visit: { say, csrf } }: { visit: Visit }) {
  return (
    <section class="card" id="install">
      <h2>{say('webhooks.install')}</h2>
      <p>{say('webhooks.install.lead')}</p>
      <form method="post" action={`${PATH}/preview`}>
        <Csrf token={csrf} />
        <button class="main">{say('webhooks.preview')}</button>
      </form>
    </section>
  );
}

const changes = ['created', 'corrected', 'reactivated', 'removed'] as const;

function Rehearsal({ installation, names, visit }: { installation: WebhookInstallation; names: Names; visit: Visit }) {
  const { say, csrf } = visit;
  const rows = changes.flatMap((change) => installation[change].map((slot) => ({ change, ...slot })));
  return (
    <section class="card" id="preview">
      <h2>{say('webhooks.preview.title')}</h2>
      <p>{installation.sentence}</p>
      {rows.length > 0 && (
        <>
          <Table
            label={say('webhooks.preview.title')}
            head={[say('webhooks.change'), say('webhooks.location'), say('webhooks.action')]}
            rows={rows.map(({ change, businessId, action }) => [
              <Badge tone={change === 'removed' ? 'warn' : 'good'}>{say(`webhooks.change.${change}`)}</Badge>,
              locationName(names, businessId),
              <code>{action}</code>,
            ])}
          />
          <p class="soft">{say('webhooks.preview.how')}</p>
          <form method="post" action={`${PATH}/install`} class="buttons">
            <Csrf token={csrf} />
            <button class="main">{say('webhooks.install.now')}</button>
            <a class="button quiet" href={PATH}>
              {say('webhooks.install.not')}
            </a>
          </form>
        </>
      )}
    </section>
  );
}

/** What is known, and since when. */
function State({ records, visit }: { records: WebhooksView; visit: Visit }) {
  const { say, place } = visit;
  const { readAt, reading, problem, installation } = records;
  const isInstalling = installation !== null && installation.finishedAt === null;
  return (
    <>
      {asked(visit, 'done') === 'begun' && installation === null && (
        <Notice tone="idle">{say('webhooks.begun')}</Notice>
      )}
      {installation !== null && <Installation installation={installation} visit={visit} />}
      {problem !== null && (
        <Notice tone="bad">
          <p>{problem}</p>
          <p class="soft">{readAt === null ? say('webhooks.away') : say('webhooks.stale')}</p>
        </Notice>
      )}
      {readAt === null ? (
        problem === null && <p class="empty">{say('webhooks.reading')}</p>
      ) : (
        <>
          <Summary records={records} visit={visit} />
          {records.locations.map(({ id, name }) => (
            <Location key={id} id={id} name={name} records={records} visit={visit} />
          ))}
          <Elsewhere records={records} visit={visit} />
          <p class="soft">
            {say('webhooks.read')} <Ago at={readAt} place={place} />
          </p>
        </>
      )}
      {(reading || isInstalling) && <span data-poll="2" />}
    </>
  );
}

const troubled = ({ state }: WebhookView): boolean => state !== 'active';

function Summary({ records: { webhooks, missing }, visit: { say } }: { records: WebhooksView; visit: Visit }) {
  const bad = webhooks.filter(troubled).length + missing.filter((slot) => !webhooks.some(isAt(slot))).length;
  if (bad === 0) return <Notice tone="good">{say('webhooks.allWell', { count: String(webhooks.length) })}</Notice>;
  if (webhooks.length === 0) return <Notice tone="bad">{say('webhooks.none')}</Notice>;
  return <Notice tone="warn">{say('webhooks.trouble', { count: String(bad) })}</Notice>;
}

interface Slot {
  businessId: string;
  action: string;
}
const isAt =
  ({ businessId, action }: Slot) =>
  (other: Slot): boolean =>
    other.businessId === businessId && other.action === action;

interface LocationProps {
  id: string;
  name: string;
  records: WebhooksView;
  visit: Visit;
}

function Location({ id, name, records, visit }: LocationProps) {
  const { say } = visit;
  const here = records.webhooks.filter(({ businessId }) => businessId === id);
  const [bad, good] = [here.filter(troubled), here.filter((row) => !troubled(row))];
  const missing = records.missing.filter((slot) => slot.businessId === id && !here.some(isAt(slot)));
  return (
    <section class="card">
      <h2>{name}</h2>
      <Rows rows={bad} missing={missing} label={name} visit={visit} />
      {good.length > 0 && (
        <details class="act">
          <summary>{say('webhooks.good', { count: String(good.length) })}</summary>
          <div>
            <Rows rows={good} missing={[]} label={say('webhooks.good', { count: String(good.length) })} visit={visit} />
          </div>
        </details>
      )}
    </section>
  );
}

/** Of locations that Nexudus no longer lists. */
function Elsewhere({ records, visit }: { records: WebhooksView; visit: Visit }) {
  const rows = records.webhooks.filter(({ businessId }) => !records.locations.some(({ id }) => id === businessId));
  if (rows.length === 0) return null;
  return (
    <section class="card">
      <h2>{visit.say('webhooks.elsewhere')}</h2>
      <Rows rows={rows} missing={[]} label={visit.say('webhooks.elsewhere')} visit={visit} />
    </section>
  );
}

const tones: Record<WebhookView['state'], Tone> = {
  active: 'good',
  failing: 'bad',
  off: 'bad',
  wrong: 'bad',
  double: 'warn',
  useless: 'warn',
};
const stateKeys = {
  active: 'webhooks.state.active',
  failing: 'webhooks.state.failing',
  off: 'webhooks.state.off',
  wrong: 'webhooks.state.wrong',
  double: 'webhooks.state.double',
  useless: 'webhooks.state.useless',
} as const satisfies Record<WebhookView['state'], TextKey>;

function Rows({ rows, missing, label, visit }: { rows: WebhookView[]; missing: Slot[]; label: string; visit: Visit }) {
  const { say, place } = visit;
  if (rows.length + missing.length === 0) return null;
  return (
    <Table
      label={label}
      head={[say('webhooks.action'), say('webhooks.state'), say('webhooks.last'), say('webhooks.says')]}
      rows={[
        ...missing.map(({ action }) => [
          <code>{action}</code>,
          <Badge tone="bad">{say('webhooks.state.missing')}</Badge>,
          '–',
          say('webhooks.missing.means'),
        ]),
        ...rows.map(({ action, state, lastTrigger, lastError, errorCount }) => [
          <code>{action}</code>,
          <Badge tone={tones[state]}>{say(stateKeys[state])}</Badge>,
          lastTrigger === null ? say('when.never') : <Ago at={lastTrigger} place={place} />,
          errorCount === 0
            ? '–'
            : say('webhooks.errors', { count: String(errorCount), error: lastError ?? say('webhooks.noReason') }),
        ]),
      ]}
    />
  );
}
