import type { Request, Response } from 'express';
import type { ComponentChildren } from 'preact';
import type { ApiClient } from '../../../contracts/api/client';
import { includes, type Role } from '../../../contracts/api/roles';
import type { Principal } from '../../http/principal';
import type { Place } from '../parts/place';
import type { Say } from '../texts';

/** Somebody's visit to a page. Names and times are those of the space. */
export interface Visit {
  req: Request;
  principal: Principal;
  /** For `Csrf`. */
  csrf: string;
  /** The API, as the visitor may use it. Every call may throw ProblemError; a page that leaves it so shows the reason. */
  api: ApiClient;
  say: Say;
  place: Place;
}

/** What a page shows in its frame. */
export interface View {
  /** Of the window, and the page's h1 unless that is another. */
  title: string;
  heading?: string;
  body: ComponentChildren;
  /** Default: 200. */
  status?: number;
}

/** Where an act leads, by a GET. */
export class SeeOther {
  constructor(readonly path: string) {}
}

/** What a form has sent; the first of several values. */
export type Form = Readonly<Record<string, string | undefined>>;

/** A page, or what a form of a page does. */
export interface ConsoleRoute {
  method: 'get' | 'post';
  /** Below `/console`, as Express writes it. */
  path: string;
  role: Role;
  answer: (visit: Visit, form: Form, res: Response) => Promise<View | SeeOther>;
}

/** The sections of the navigation, in its order; keys as in "g m". */
export const sections = {
  overview: { path: '', key: 'o' },
  members: { path: '/members', key: 'm' },
  plans: { path: '/plans', key: 'p' },
  syncs: { path: '/syncs', key: 's' },
  holds: { path: '/holds', key: 'h' },
  webhooks: { path: '/webhooks', key: 'w' },
  settings: { path: '/settings', key: 't' },
  health: { path: '/health', key: 'e' },
  audit: { path: '/audit', key: 'a' },
  access: { path: '/access', key: 'c' },
} as const;
export type Section = keyof typeof sections;

/** @param role the least that sees it; the API decides for itself about each operation */
export const page = (
  path: string,
  show: (visit: Visit) => Promise<View | SeeOther>,
  { role = 'viewer' }: { role?: Role } = {},
): ConsoleRoute => ({ method: 'get', path, role, answer: show });

/** What a form does. It leads to a page that says so, or shows the form again with what is wrong. */
export const act = (
  path: string,
  perform: (visit: Visit, form: Form) => Promise<View | SeeOther>,
  { role }: { role: Role },
): ConsoleRoute => ({ method: 'post', path, role, answer: perform });

/** Whether the visitor may do what needs this role. Buttons of others are not shown. */
export const may = ({ principal }: Visit, role: Role): boolean => includes(principal.role, role);

/** A parameter of the address; undefined: it is missing, empty, or there are several. */
export function asked({ req }: Visit, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A part of the path, such as `id` of `/members/:id`. */
export function named({ req }: Visit, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

/** The address of a page with these parameters; those that are undefined are left out. */
export function addressOf(path: string, query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
