import * as catalogue from '../../texts/catalogue';
import access from './access.json';
import audit from './audit.json';
import overview from './overview.json';
import frame from './frame.json';
import member from './member.json';
import members from './members.json';
import plans from './plans.json';
import settingFields from './setting-fields.json';
import settings from './settings.json';
import holds from './holds.json';
import syncs from './syncs.json';
import health from './health.json';
import signIn from './sign-in.json';
import webhooks from './webhooks.json';
import whatIf from './what-if.json';

/** One file for each page, with all its languages. */
const pages = [
  access,
  audit,
  frame,
  health,
  holds,
  member,
  members,
  overview,
  plans,
  settingFields,
  settings,
  signIn,
  syncs,
  webhooks,
  whatIf,
] as const;

type KeyOf<Page> = Page extends { en: infer Texts } ? keyof Texts : never;
export type TextKey = KeyOf<(typeof pages)[number]>;
export type Language = catalogue.Language<TextKey>;

const tags = ['en', 'de', 'es', 'fr'] as const;
const textsIn = (tag: (typeof tags)[number]): object => Object.assign({}, ...pages.map((page) => page[tag])) as object;

/** Every text of the console, in each of its languages. */
export const consoleTexts = Object.fromEntries(
  tags.map((tag) => [tag, textsIn(tag)]),
) as unknown as catalogue.BuiltIn<TextKey>;

export type Say = (key: TextKey, values?: Record<string, string>) => string;

export const sayIn =
  ({ texts }: Language): Say =>
  (key, values) =>
    catalogue.say(texts, key, values);
