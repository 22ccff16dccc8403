import { toIso } from '../../contracts/api/fields';
import { listSettingsVersions, readSettingsVersion } from '../../contracts/api/settings-history';
import { changesBetween } from '../../domain/settings/changes';
import type { AccessTokens } from '../access/access-tokens';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';
import type { ConnectorGateway } from '../ports/gateways';
import type { SavedSettings, SettingsHistory } from '../settings/settings-history';

interface HistoryDeps {
  connector: Pick<ConnectorGateway, 'settings'>;
  history: SettingsHistory;
  tokens: Pick<AccessTokens, 'list'>;
}

const CHANGED_AT_MOST = 50;

/** Settings as they were. */
export function settingsHistoryRoutes({ connector, history, tokens }: HistoryDeps): Route[] {
  const known = async () => {
    await history.note(await connector.settings());
    return history.versions();
  };
  return [
    serve(listSettingsVersions, async () => {
      const { versions, unreadable } = await known();
      const shown = versions.map((saved, i) => ({
        ...headOf(saved, tokens),
        changed: changesSince(versions[i + 1], saved)
          .slice(0, CHANGED_AT_MOST)
          .map(({ path }) => path.join('.')),
      }));
      return { versions: shown, unreadable };
    }),
    serve(readSettingsVersion, async ({ params: { id } }) => {
      const { versions } = await known();
      const at = versions.findIndex(({ version }) => version === Number(id));
      const saved = versions[at];
      if (saved === undefined) throw new Problem(404, `No settings of version ${id} are known.`);
      const before = versions[at + 1];
      return {
        ...headOf(saved, tokens),
        settings: saved.settings,
        before: before?.version ?? null,
        changes: changesSince(before, saved),
      };
    }),
  ];
}

/** Of the oldest that is known nobody can tell what changed. */
const changesSince = (before: SavedSettings | undefined, { settings }: SavedSettings) =>
  before === undefined ? [] : changesBetween(before.settings, settings);

const headOf = ({ version, savedAt, savedBy }: SavedSettings, tokens: HistoryDeps['tokens']) => ({
  version,
  savedAt: toIso(savedAt),
  by: { id: savedBy, name: nameOf(savedBy, tokens) },
});

/** The name may be that of a person, so it is kept with the token only. */
function nameOf(principal: string, tokens: HistoryDeps['tokens']): string | null {
  const [kind, id] = principal.split(':');
  if (kind !== 'token') return null;
  try {
    return tokens.list().find((token) => token.id === id)?.name ?? null;
  } catch {
    return null;
  }
}
