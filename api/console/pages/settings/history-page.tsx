import type { Answer } from '../../../../contracts/api/operation';
import type { listSettingsVersions, readSettingsVersion } from '../../../../contracts/api/settings-history';
import { changesBetween, withChanges } from '../../../../domain/settings/changes';
import { act, type ConsoleRoute, may, named, page, SeeOther, type View, type Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { Badge, Notice } from '../../parts/notice';
import { Table } from '../../parts/table';
import { When } from '../../parts/when';
import { ChangesTable } from './changes-table';
import type { Drafts } from './drafts';
import { asSaved, propose } from './propose';
import type { Refusal } from './refusal';
import { RefusalNotice } from './settings-form';
import { SettingsTabs } from './tabs';
import { toYaml } from '../../../../domain/settings/yaml-text';

const PATH = '/console/settings/history';

/** Settings as they were: who saved them, when, what was different; and the way back. */
export const historyRoutes = (drafts: Drafts): ConsoleRoute[] => [
  page('/settings/history', showVersions),
  page('/settings/history/:id', (visit) => showVersion(visit)),
  act('/settings/history/:id', (visit) => revert(visit, drafts), { role: 'admin' }),
];

type Version = Answer<typeof listSettingsVersions>['versions'][number];
type OldSettings = Answer<typeof readSettingsVersion>;

async function showVersions(visit: Visit): Promise<View> {
  const { api, say } = visit;
  const { versions, unreadable } = await api.listSettingsVersions();
  return {
    title: say('settings.history.title'),
    body: (
      <>
        <SettingsTabs visit={visit} open="history" />
        <p class="lead">{say('settings.history.lead')}</p>
        {unreadable > 0 && (
          <Notice tone="warn">{say('settings.history.unreadable', { count: String(unreadable) })}</Notice>
        )}
        {versions.length === 0 ? (
          <p class="empty">{say('settings.history.none')}</p>
        ) : (
          <Versions visit={visit} versions={versions} />
        )}
      </>
    ),
  };
}

function Versions({ visit, versions }: { visit: Visit; versions: Version[] }) {
  const { say, place } = visit;
  return (
    <Table
      label={say('settings.history.title')}
      head={(['version', 'when', 'who', 'what'] as const).map((column) => say(`settings.history.${column}`))}
      rows={versions.map((version, i) => [
        <>
          <a href={`${PATH}/${version.version}`}>{version.version}</a>{' '}
          {i === 0 && <Badge tone="good">{say('settings.history.now')}</Badge>}
        </>,
        <When at={version.savedAt} place={place} />,
        whoOf(version),
        <Changed visit={visit} changed={version.changed} isOldest={i === versions.length - 1} />,
      ])}
    />
  );
}

const whoOf = ({ by: { id, name } }: Pick<Version, 'by'>): string => name ?? id;

const SHOWN_CHANGES = 4;

function Changed({ visit: { say }, changed, isOldest }: { visit: Visit; changed: string[]; isOldest: boolean }) {
  if (changed.length === 0) return <>{say(isOldest ? 'settings.history.oldest' : 'settings.history.same')}</>;
  const more = changed.length - SHOWN_CHANGES;
  return (
    <>
      {changed.slice(0, SHOWN_CHANGES).map((key) => (
        <code key={key}>{key} </code>
      ))}
      {more > 0 && say('settings.history.more', { count: String(more) })}
    </>
  );
}

async function showVersion(visit: Visit, refusal?: Refusal): Promise<View> {
  const { api, say, place } = visit;
  const [old, now] = await Promise.all([
    api.readSettingsVersion({ params: { id: named(visit, 'id') } }),
    asSaved(visit),
  ]);
  const isNow = old.version === now.version;
  return {
    title: say('settings.history.one', { version: String(old.version) }),
    status: refusal === undefined ? 200 : 422,
    body: (
      <>
        <SettingsTabs visit={visit} open="history" />
        {refusal && <RefusalNotice refusal={refusal} visit={visit} />}
        <p class="lead">
          {say('settings.history.saved', { who: whoOf(old) })} <When at={old.savedAt} place={place} />{' '}
          {isNow && <Badge tone="good">{say('settings.history.now')}</Badge>}
        </p>
        <ChangesThen visit={visit} old={old} />
        {!isNow && <Revert visit={visit} old={old} now={now} />}
        <details>
          <summary>{say('settings.tab.yaml')}</summary>
          <pre tabindex={0}>{toYaml(old.settings)}</pre>
        </details>
      </>
    ),
  };
}

function ChangesThen({ visit, old: { before, changes } }: { visit: Visit; old: OldSettings }) {
  const { say } = visit;
  if (before === null) return <p>{say('settings.history.oldest')}</p>;
  if (changes.length === 0) return <p>{say('settings.history.same')}</p>;
  return (
    <>
      <h2>{say('settings.history.since', { version: String(before) })}</h2>
      <ChangesTable
        {...{ visit, label: say('settings.history.since', { version: String(before) }) }}
        changes={changes.map(({ path, was, is }) => ({ path, was, is }))}
        was={say('settings.history.one', { version: String(before) })}
        is={say('settings.history.then')}
      />
    </>
  );
}

interface RevertProps {
  visit: Visit;
  old: OldSettings;
  now: Awaited<ReturnType<typeof asSaved>>;
}

function Revert({ visit, old, now }: RevertProps) {
  const { say, csrf } = visit;
  const changes = changesBetween(now.settings, reverted(old, now));
  return (
    <section>
      <h2>{say('settings.history.today', { version: String(now.version) })}</h2>
      {changes.length === 0 ? (
        <p>{say('settings.history.same')}</p>
      ) : (
        <ChangesTable
          {...{ visit, changes, label: say('settings.history.today', { version: String(now.version) }) }}
          was={say('settings.isNow')}
          is={say('settings.history.one', { version: String(old.version) })}
        />
      )}
      {changes.length > 0 && may(visit, 'admin') && (
        <form method="post" action={`${PATH}/${old.version}`} class="buttons">
          <Csrf token={csrf} />
          <button>{say('settings.history.revert', { version: String(old.version) })}</button>
          <span class="soft">{say('settings.review.lead')}</span>
        </form>
      )}
    </section>
  );
}

/** Going live is never taken back. */
function reverted({ settings }: Pick<OldSettings, 'settings'>, now: RevertProps['now']): Record<string, unknown> {
  return withChanges(settings, [{ path: ['live'], is: now.settings.live }]);
}

/** The old document as a draft: saved by the same way as any other, after what it changes has been shown. */
async function revert(visit: Visit, drafts: Drafts): Promise<View | SeeOther> {
  const [old, now] = await Promise.all([
    visit.api.readSettingsVersion({ params: { id: named(visit, 'id') } }),
    asSaved(visit),
  ]);
  const { base, version } = now;
  const settings = reverted(old, now);
  const next = await propose(visit, drafts, { base, version, settings, from: 'history', acceptsCutOff: false });
  if (next instanceof SeeOther) return next;
  return next === null ? new SeeOther(`${PATH}/${old.version}`) : showVersion(visit, next);
}
