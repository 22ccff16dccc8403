import type { Request } from 'express';
import { locationOf, type Rules } from '../../domain/settings/rules';
import type { Language } from './catalogue';
import type { LinkHolder } from './link-holder';
import type { Scene } from './view/layout';

/** The language that the address asks for, else the browser's, else English. */
export function languageOf(req: Request, languages: Map<string, Language>): Language {
  const asked = typeof req.query.lang === 'string' ? languages.get(req.query.lang) : undefined;
  const preferred = req.acceptsLanguages([...languages.keys()]);
  const language = asked ?? languages.get(preferred || 'en') ?? languages.get('en');
  if (language === undefined) throw new Error('the English catalogue is missing');
  return language;
}

/** @param holder null where nothing may say whose link it is */
export function sceneOf(
  req: Request<{ token: string }>,
  languages: Map<string, Language>,
  holder: LinkHolder | null,
  rules: Rules | null,
): Scene {
  return {
    language: languageOf(req, languages),
    languages: [...languages.values()],
    path: `/w/${encodeURIComponent(req.params.token)}`,
    spaceName: holder === null || rules === null ? null : locationOf(rules, holder.page.businessId).spaceName,
  };
}
