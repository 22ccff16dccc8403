import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { locationOf } from '../../../domain/settings/locations';
import type { Session } from '../../access/sessions';
import { languageOf } from '../../texts/catalogue';
import type { ConsoleDeps } from './console-deps';
import { renderBare, renderFrame, type FrameProps } from './frame';
import { sayIn, type Language } from '../texts';
import type { Place } from '../parts/place';
import type { View } from './visit';

export const LANGUAGE_COOKIE = 'latchkey-language';

interface Locals {
  session?: Session;
}

/** Who sees the page; kept with the response. Undefined: nobody has signed in. */
export const sessionIn = (res: Response): Session | undefined => (res.locals as Locals).session;

export function rememberSession(res: Response, session: Session): void {
  (res.locals as Locals).session = session;
}

/** What stands around every page. */
export class Frames {
  /** Shown while the settings cannot be read. */
  #lastPlace: Pick<Place, 'spaceName' | 'zone'> = { spaceName: null, zone: 'UTC' };

  constructor(
    private readonly deps: Pick<ConsoleDeps, 'rules' | 'consoleLanguages'>,
    private readonly shown: FrameProps['shown'],
  ) {}

  async settingOf(req: Request) {
    const { consoleLanguages } = this.deps;
    const chosen = req.query.lang ?? parseCookie(req.get('Cookie') ?? '')[LANGUAGE_COOKIE];
    const language: Language = languageOf(req, consoleLanguages, chosen);
    const place: Place = { language: language.tag, ...(await this.#place()) };
    const names = [...consoleLanguages.values()].map(({ tag, texts }) => ({ tag, name: texts.language }));
    return { say: sayIn(language), place, languages: names, dir: language.texts.dir };
  }

  async #place(): Promise<Pick<Place, 'spaceName' | 'zone'>> {
    const rules = await this.deps.rules.read().catch(() => null);
    if (rules === null) return this.#lastPlace;
    const { spaceName, zone } = locationOf(rules, null);
    this.#lastPlace = { spaceName, zone };
    return this.#lastPlace;
  }

  /** With navigation for who has signed in. */
  async send(req: Request, res: Response, { title, heading = title, body, status = 200 }: View): Promise<void> {
    const setting = await this.settingOf(req);
    const address = req.originalUrl;
    const session = sessionIn(res);
    const html =
      session === undefined
        ? renderBare({ ...setting, heading, address, children: body })
        : renderFrame({ ...setting, ...session, title, heading, shown: this.shown, address, children: body });
    res.status(status).type('html').send(html);
  }
}
