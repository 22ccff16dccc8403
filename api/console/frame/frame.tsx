import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { includes, type Role } from '../../../contracts/api/roles';
import type { Principal } from '../../http/principal';
import { Csrf } from '../parts/csrf';
import type { Place } from '../parts/place';
import { assetPath } from './assets';
import type { Say } from '../texts';
import { type Section, sections } from './visit';

interface Setting {
  say: Say;
  place: Place;
  /** By tag, with their own names. */
  languages: readonly { tag: string; name: string }[];
  dir: string;
}

export interface FrameProps extends Setting {
  title: string;
  heading: string;
  principal: Principal;
  csrf: string;
  /** The sections that there are, and the least role that sees each. */
  shown: readonly { section: Section; role: Role }[];
  /** The page's address below the host, with its parameters. */
  address: string;
  children: ComponentChildren;
}

function Document({ say, place, dir, title, children }: Setting & { title: string; children: ComponentChildren }) {
  const name = place.spaceName ?? 'Latchkey';
  return (
    <html lang={place.language} dir={dir === 'rtl' ? 'rtl' : 'ltr'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title === name ? `${name} · Latchkey` : `${title} · ${name} · Latchkey`}</title>
        <link rel="stylesheet" href={assetPath('console.css')} />
        <link rel="icon" href={assetPath('icon.svg')} type="image/svg+xml" />
        <script type="module" src={assetPath('console.mjs')} />
      </head>
      <body>
        <a class="skip" href="#content">
          {say('frame.skip')}
        </a>
        {children}
      </body>
    </html>
  );
}

const FINDING = `/console${sections.members.path}`;
const pathOf = (address: string): string => address.split('?')[0] ?? '';

function Frame({ heading, principal, csrf, shown, address, children, ...setting }: FrameProps & { title: string }) {
  const { say, place } = setting;
  return (
    <Document {...setting}>
      <header class="top">
        <a class="home" href="/console">
          <img src={assetPath('icon.svg')} alt="" width="24" height="24" />
          <span>{place.spaceName ?? 'Latchkey'}</span>
        </a>
        {/* that page has a field of its own */}
        {pathOf(address) !== FINDING && (
          <form class="find" action={FINDING} role="search">
            <input type="search" name="find" placeholder={say('frame.find')} aria-label={say('frame.find')} id="find" />
            <input type="hidden" name="go" value="1" />
            <kbd aria-hidden="true">/</kbd>
          </form>
        )}
        <form class="who" method="post" action="/console/sign-out">
          <Csrf token={csrf} />
          <span>
            {principal.name} <small>{say(`role.${principal.role}`)}</small>
          </span>
          <button class="quiet">{say('frame.signOut')}</button>
        </form>
      </header>
      <div class="columns">
        <Navigation say={say} shown={shown} address={address} principal={principal} />
        <main id="content" tabindex={-1}>
          <h1>{heading}</h1>
          {children}
        </main>
      </div>
      <Foot {...setting} address={address}>
        <p class="soft">
          <kbd>?</kbd> {say('frame.help')}
        </p>
      </Foot>
      <KeyboardHelp say={say} shown={shown} principal={principal} />
    </Document>
  );
}

const seenBy = ({ shown, principal }: Pick<FrameProps, 'shown' | 'principal'>): Section[] =>
  (Object.keys(sections) as Section[]).filter((section) =>
    shown.some((each) => each.section === section && includes(principal.role, each.role)),
  );

function Navigation({ say, shown, address, principal }: Pick<FrameProps, 'say' | 'shown' | 'address' | 'principal'>) {
  const path = pathOf(address);
  const isOpen = (section: Section): boolean => {
    const own = `/console${sections[section].path}`;
    return section === 'overview' ? path === own : path === own || path.startsWith(`${own}/`);
  };
  return (
    <nav class="pages" aria-label={say('frame.pages')}>
      <ul>
        {seenBy({ shown, principal }).map((section) => (
          <li key={section}>
            <a
              href={`/console${sections[section].path}`}
              aria-current={isOpen(section) ? 'page' : undefined}
              data-key={sections[section].key}
            >
              {say(`nav.${section}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface FootProps extends Setting {
  address: string;
  children?: ComponentChildren;
}

function Foot({ say, languages, place, address, children }: FootProps) {
  const [path = '', query = ''] = address.split('?');
  const inLanguage = (tag: string): string => {
    const parameters = new URLSearchParams(query);
    parameters.set('lang', tag);
    return `${path}?${parameters}`;
  };
  return (
    <footer>
      <nav aria-label={say('frame.languages')}>
        <ul>
          {languages.map(({ tag, name }) => (
            <li key={tag}>
              <a
                href={inLanguage(tag)}
                lang={tag}
                hreflang={tag}
                aria-current={tag === place.language ? 'true' : undefined}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </footer>
  );
}

function KeyboardHelp({ say, shown, principal }: Pick<FrameProps, 'say' | 'shown' | 'principal'>) {
  return (
    <dialog id="help" aria-labelledby="help-title">
      <h2 id="help-title">{say('help.title')}</h2>
      <dl class="keys">
        <Key keys={['/']} says={say('help.find')} />
        {seenBy({ shown, principal }).map((section) => (
          <Key key={section} keys={['g', sections[section].key]} says={say(`nav.${section}`)} />
        ))}
        <Key keys={['?']} says={say('help.help')} />
      </dl>
      <form method="dialog">
        <button>{say('help.close')}</button>
      </form>
    </dialog>
  );
}

function Key({ keys, says }: { keys: string[]; says: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{says}</dd>
    </div>
  );
}

export const renderFrame = (props: FrameProps): string => `<!doctype html>${render(<Frame {...props} />)}`;

/** A page for who has not signed in: no navigation. */
export function renderBare({ heading, children, address, ...setting }: BareProps): string {
  return `<!doctype html>${render(
    <Document {...setting} title={heading}>
      <main id="content" class="bare" tabindex={-1}>
        <p class="home">
          <img src={assetPath('icon.svg')} alt="" width="24" height="24" />
          <span>Latchkey</span>
        </p>
        <h1>{heading}</h1>
        {children}
      </main>
      <Foot {...setting} address={address} />
    </Document>,
  )}`;
}

interface BareProps extends Setting {
  heading: string;
  address: string;
  children: ComponentChildren;
}
