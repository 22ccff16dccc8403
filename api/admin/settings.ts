import type { RequestHandler, Response } from 'express';
import { readSettings, saveSettings } from '../../contracts/api/settings';
import { operatorOf } from '../http/principal';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';
import type { ConnectorGateway } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';
import type { SettingsHistory } from '../settings/settings-history';
import { demandGood } from './good-settings';
import { demandShown, type WhatIfDeps } from './what-if';

interface SettingsDeps {
  connector: WhatIfDeps['connector'] & Pick<ConnectorGateway, 'updateSettings'>;
  syncs: WhatIfDeps['syncs'];
  rules: ReadRules;
  history: Pick<SettingsHistory, 'note'>;
}

/** Settings as the operator wrote them. Before any are saved they are null, at version 0. */
export function settingsRoutes({ connector, syncs, rules, history }: SettingsDeps): Route[] {
  return [
    serve(readSettings, async (_received, { res }) => {
      const document = await connector.settings();
      const version = tagged(res, document?.version ?? 0);
      return { version, settings: (document?.settings ?? null) as Record<string, unknown> | null };
    }),
    preconditionFirst(
      serve(saveSettings, async ({ body: settings, query }, { req, res, principal }) => {
        demandGood(settings);
        const acceptsCutOff = query.cutOff === 'accept';
        const asked = versionOf(req.get('If-Match'));
        if (query.dryRun === 'true') {
          const { version, warnings } = await checked(connector, { settings, acceptsCutOff }, asked);
          return { version: tagged(res, version), settings, warnings };
        }
        const { fingerprint } = query;
        const ifVersion =
          fingerprint === undefined
            ? asked
            : await demandShown({ connector, syncs }, settings, { fingerprint, ifVersion: asked, acceptsCutOff });
        await history.note(await connector.settings());
        const { version, warnings } = await connector.updateSettings({
          ...{ ...operatorOf(principal), settings, ifVersion },
          ...(acceptsCutOff && { acceptsCutOff }),
        });
        rules.forget();
        return { version: tagged(res, version), settings, warnings };
      }),
    ),
  ];
}

/** What saving would say. The first settings cannot be looked at beyond themselves: the connector resolves them as it begins. */
async function checked(
  connector: Pick<ConnectorGateway, 'settings' | 'resolveDraft'>,
  draft: Parameters<ConnectorGateway['resolveDraft']>[0],
  ifVersion: number | null,
): Promise<{ version: number; warnings: string[] }> {
  const version = (await connector.settings())?.version ?? 0;
  if (ifVersion !== null && ifVersion !== version)
    throw new Problem(412, `the settings are at version ${version}, not ${ifVersion}`);
  const { warnings } = version === 0 ? { warnings: [] } : await connector.resolveDraft(draft);
  return { version, warnings };
}

/** Preconditions are evaluated before the content is looked at (RFC 9110, 13.2.1). */
function preconditionFirst(route: Route): Route {
  const demand: RequestHandler = (req, _res, next) => {
    versionOf(req.get('If-Match'));
    next();
  };
  return { ...route, reading: [demand, ...route.reading] };
}

function tagged(res: Response, version: number): number {
  res.set('ETag', `"${version}"`);
  return version;
}

/** Null: `*`, whatever version it is. */
function versionOf(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined) throw new Problem(428, 'Send If-Match with the ETag that GET /api/v1/settings gave.');
  if (ifMatch.trim() === '*') return null;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw new Problem(412, 'If-Match is not an ETag of the settings, such as "3".');
  return Number(version);
}
