import type { Role } from '../../../contracts/api/roles';
import { signedInAs } from './console-session';
import { textIn, unescaped } from './readable';
import type { ServedApi } from './served-api';

/** Somebody who has signed in to the console, and goes where its forms lead. */
export interface Visitor {
  open(path: string): Promise<ShownPage>;
  send(path: string, fields?: Record<string, string>): Promise<ShownPage>;
}

interface ShownPage {
  status: number;
  /** After every redirect. */
  path: string;
  html: string;
  /** What there is to read, in one line. */
  text: string;
}

export async function signedIn(api: ServedApi, role: Role = 'admin'): Promise<Visitor> {
  const session = await signedInAs(api, role);
  const follow = async (path: string, answer: Response): Promise<ShownPage> => {
    const next = answer.headers.get('location')?.split('#')[0];
    return next === undefined ? shown(path, answer) : follow(next, await session.open(next));
  };
  return {
    open: async (path) => follow(path, await session.open(path)),
    send: async (path, fields) => follow(path, await session.send(path, fields)),
  };
}

async function shown(path: string, answer: Response): Promise<ShownPage> {
  const html = await answer.text();
  return { status: answer.status, path, html, text: textIn(html) };
}

/** Of the input of this name. */
export function valueOf(html: string, name: string): string {
  const field = new RegExp(`<input[^>]*name="${name.replaceAll('.', '\\.')}"[^>]*>`).exec(html)?.[0] ?? '';
  return unescaped(/ value="([^"]*)"/.exec(field)?.[1] ?? '');
}
