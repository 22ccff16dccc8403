import { readWhatIf, startWhatIf } from '../../contracts/api/what-if';
import type { WhatIfReport } from '../../contracts/replayed';
import { draftHash } from '../../domain/settings/draft-hash';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';
import type { ConnectorGateway, SyncGateway } from '../ports/gateways';
import { demandGood } from './good-settings';
import { changed, changesSince, shownBy, shownNow } from './shown-run';
import { whatIfView } from './what-if-view';

export interface WhatIfDeps {
  syncs: Pick<SyncGateway, 'find' | 'startWhatIf'>;
  connector: Pick<ConnectorGateway, 'settings' | 'health' | 'resolveDraft'>;
}

/** What settings would do, before they are saved. */
export function whatIfRoutes(deps: WhatIfDeps): Route[] {
  return [
    serve(startWhatIf, async ({ body, query }, { res }) => {
      const settings = body.settings ?? (await withPlans(deps, body.plans));
      const id = await start(deps, settings, { acceptsCutOff: query.cutOff === 'accept', fresh: false });
      res.location(`/api/v1/what-if/${id}`);
      return { id };
    }),
    serve(readWhatIf, async ({ params: { id } }) => {
      const run = await deps.syncs.find(id);
      if (run.report !== null && run.report.whatIf === undefined) throw new Problem(404, 'This run was no what-if.');
      return whatIfView(run);
    }),
  ];
}

/** The settings as they are saved, with another plan map. */
async function withPlans({ connector }: WhatIfDeps, plans: unknown): Promise<unknown> {
  const document = await connector.settings();
  if (document === null) throw new Problem(409, 'There are no settings yet: send all of them. (notReady)');
  return { ...(document.settings as object), plans };
}

interface Draft {
  acceptsCutOff: boolean;
  fresh: boolean;
}

async function start({ syncs, connector }: WhatIfDeps, settings: unknown, { acceptsCutOff, fresh }: Draft) {
  const draft = draftHash(demandGood(settings));
  const resolved = await connector.resolveDraft({ settings, acceptsCutOff });
  return syncs.startWhatIf({ ...resolved, draft, fresh });
}

interface Saving {
  fingerprint: string;
  /** Of the settings that were edited; null: whatever it is. */
  ifVersion: number | null;
  acceptsCutOff: boolean;
}

/**
 * Reads everything again, and refuses the settings unless they do what their what-if has shown.
 * @returns the version of the settings that they may replace
 */
export async function demandShown(deps: WhatIfDeps, settings: unknown, saving: Saving): Promise<number> {
  const { fingerprint, ifVersion, acceptsCutOff } = saving;
  const seen = await shownBy(deps, 'whatIf', fingerprint);
  if (seen.draft !== draftHash(demandGood(settings)))
    throw changed('These are not the settings that the what-if has shown: make one of these.', []);
  const version = (await deps.connector.settings())?.version ?? 0;
  if (seen.settingsVersion !== version || (ifVersion !== null && ifVersion !== version))
    throw new Problem(412, `The settings are at version ${version}, not ${ifVersion ?? seen.settingsVersion}.`);
  const id = await start(deps, settings, { acceptsCutOff, fresh: true });
  const now = await shownNow(deps, 'whatIf', id);
  const ids = changesSince(seen, now);
  if (ids.length === 0) return version;
  const detail = `The settings would do something else to ${ids.length} members than the what-if has shown: look at what-if ${id}.`;
  throw changed(detail, ids, { differences: differencesOf(seen, now), whatIf: id });
}

function differencesOf({ counts: was }: WhatIfReport, { counts: is }: WhatIfReport) {
  return (Object.keys(is) as (keyof typeof is)[])
    .filter((what) => was[what] !== is[what])
    .map((what) => ({ what, was: was[what], is: is[what] }));
}
