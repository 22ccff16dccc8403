import type { Visit } from '../../frame/visit';

const tabs = { form: '', yaml: '/yaml', history: '/history', start: '/start' } as const;
export type Tab = keyof typeof tabs;

/** The pages of the settings. */
export const SettingsTabs = ({ visit: { say }, open }: { visit: Visit; open: Tab | null }) => (
  <nav class="tabs" aria-label={say('settings.title')}>
    <ul>
      {(Object.keys(tabs) as Tab[]).map((tab) => (
        <li key={tab}>
          <a href={`/console/settings${tabs[tab]}`} aria-current={tab === open ? 'page' : undefined}>
            {say(`settings.tab.${tab}`)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
