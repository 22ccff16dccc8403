import type { Request } from 'express';
import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { locationOf } from '../../domain/settings/locations';
import type { Rules } from '../../domain/settings/rules';
import { languageOf, say } from '../texts/catalogue';
import type { Language, TextKey, Texts } from './catalogue';
import { script, style } from './page-assets';
import type { LinkHolder } from './visit';

/** What every page of a member needs to know. */
export interface Scene {
  language: Language;
  languages: Language[];
  /** Address of the page, `/w/{token}`. */
  path: string;
  /** Null where it would say whose link it is. */
  spaceName: string | null;
}

/** @param holder null where nothing may say whose link it is */
export function sceneOf(
  req: Request<{ token: string }>,
  languages: Map<string, Language>,
  holder: LinkHolder | null,
  rules: Rules | null,
): Scene {
  return {
    language: languageOf(req, languages, req.query.lang),
    languages: [...languages.values()],
    path: `/w/${encodeURIComponent(req.params.token)}`,
    spaceName: holder === null || rules === null ? null : locationOf(rules, holder.page.businessId).spaceName,
  };
}

export const textsOf = ({ language, spaceName }: Scene) => {
  const { texts } = language;
  return (key: TextKey, values: Record<string, string> = {}): string =>
    say(texts, key, { space: spaceName ?? '', ...values });
};

interface LayoutProps {
  scene: Scene;
  title: string;
  /** Seconds after which the browser loads the page again, by GET, even if this answers a POST. */
  refresh?: number;
  children: ComponentChildren;
}

function Layout({ scene, title, refresh, children }: LayoutProps) {
  const { language, spaceName, path } = scene;
  const text = textsOf(scene);
  const page = `${path}?lang=${language.tag}`;
  return (
    <html lang={language.tag} dir={language.texts.dir === 'rtl' ? 'rtl' : 'ltr'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        {refresh !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={`${refresh}; url=${page}`} />
          </noscript>
        )}
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main data-wait={refresh} data-page={refresh === undefined ? undefined : page}>
          {spaceName !== null && <p class="space">{text('title')}</p>}
          {children}
          {spaceName !== null && <p class="soft">{text('footer.help')}</p>}
          <LanguageChoice scene={scene} />
        </main>
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  );
}

function LanguageChoice({ scene }: { scene: Scene }) {
  const { language, languages, path } = scene;
  return (
    <nav aria-label={textsOf(scene)('footer.language')}>
      <ul>
        {languages
          .filter(({ tag }) => tag !== language.tag)
          .map(({ tag, texts }: { tag: string; texts: Texts }) => (
            <li key={tag}>
              <a href={`${path}?lang=${tag}`} lang={tag} hreflang={tag}>
                {texts.language}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

export const renderPage = (props: LayoutProps): string => `<!doctype html>${render(<Layout {...props} />)}`;
