import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** One kind of variable each. A message continues the sentence "NAME …" and never repeats a value that may be secret. */

export const required = () => z.string({ error: 'is missing' });

export function wholeNumber(fallback: number, least: number, most: number) {
  const message = (given: unknown) => `must be a whole number from ${least} to ${most}, not "${String(given)}"`;
  return z
    .string()
    .default(String(fallback))
    .refine((given) => /^\d{1,9}$/.test(given) && Number(given) >= least && Number(given) <= most, {
      error: (issue) => message(issue.input),
    })
    .transform(Number);
}

export const port = (fallback: number) => wholeNumber(fallback, 1, 65_535);

export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words, fallback: Words[number]) {
  return z
    .enum(words, { error: (issue) => `must be one of ${words.join(', ')}, not "${String(issue.input)}"` })
    .default(fallback as z.core.util.NoUndefined<Words[number]>);
}

/** The address of an external system, without a trailing slash. Credentials travel to it: plain http is for loopback only. */
export const outsideUrl = () =>
  required().transform((given, context) => {
    const problem = unsafe(given);
    if (problem) context.addIssue(problem);
    return given.replace(/\/+$/, '');
  });

/** Who vouches for people by OpenID Connect, to the letter: a slash at the end is part of its name. */
export const issuerUrl = () =>
  z.string().superRefine((given, context) => {
    const problem = given.includes('/.well-known/')
      ? 'must be the issuer itself: leave out /.well-known/ and what follows'
      : unsafe(given);
    if (problem) context.addIssue(problem);
  });

function unsafe(given: string): string | undefined {
  const url = parseUrl(given, ['https:', 'http:']);
  if (!url) return `must be an address that begins with https://, not "${withoutCredentials(given)}"`;
  if (url.username || url.password) return 'must not contain a user name or password: they have variables of their own';
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return `must begin with https:// (plain http is accepted on loopback only), not "${given}"`;
  return moreThanAnAddress(url);
}

/** The address of a page that operators open, without a trailing slash; nothing is sent to it, so plain http is fine. */
export const pageUrl = () =>
  z.string().transform((given, context) => {
    const url = parseUrl(given, ['https:', 'http:']);
    const problem = url
      ? moreThanAnAddress(url)
      : `must be an address that begins with https:// or http://, not "${withoutCredentials(given)}"`;
    if (problem) context.addIssue(problem);
    return given.replace(/\/+$/, '');
  });

/** The address under which this product is reached, without a trailing slash; letters carry it, and links hold secrets. */
export const ownUrl = () =>
  z.string().transform((given, context) => {
    const problem = unreachable(given);
    if (problem) context.addIssue(problem);
    return given.replace(/\/+$/, '');
  });

function unreachable(given: string): string | undefined {
  const url = parseUrl(given, ['https:', 'http:']);
  if (!url) return `must be an address that begins with https:// or http://, not "${withoutCredentials(given)}"`;
  if (/^(?:0\.0\.0\.0|\[::\])$/.test(url.hostname))
    return 'must be an address that members can open: 0.0.0.0 and [::] are only for LATCHKEY_HOST';
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return `must begin with https:// (plain http is accepted on loopback only), not "${withoutCredentials(given)}"`;
  return moreThanAnAddress(url);
}

const PROXY_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

/** Which proxies may say where a request comes from, as Express takes it: none, that many hops, or their addresses. */
export const trustedProxies = () =>
  z
    .string()
    .default('off')
    .transform((given, context): false | number | string => {
      if (given === 'off') return false;
      if (/^[1-9]$/.test(given)) return Number(given);
      const proxies = given.split(',').map((part) => part.trim());
      if (!proxies.every((proxy) => PROXY_RANGES.includes(proxy) || isAddressOrRange(proxy)))
        context.addIssue(
          `must be off, a number of proxies from 1 to 9, or addresses, ranges (10.0.0.0/8) and the words ` +
            `${PROXY_RANGES.join(', ')}, separated by commas, not "${given}"`,
        );
      return proxies.join(',');
    });

function isAddressOrRange(given: string): boolean {
  const [address = '', bits, ...more] = given.split('/');
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (most === 0 || address.includes('%') || more.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most);
}

/** Names of hosts, without port: `api`, `wifi.example.com`. */
export const hostNames = () =>
  commaSeparated().refine((names) => names.length > 0 && names.every((name) => /^[\w-]+(?:\.[\w-]+)*$/.test(name)), {
    error: 'must be names of hosts without scheme or port (api, wifi.example.com), separated by commas',
  });

/** A secret that somebody chooses: what anybody would guess is refused, and it is never printed. */
const LEAST_SECRET_CHARACTERS = 8;
const isSecret = (given: string): boolean => given.length >= LEAST_SECRET_CHARACTERS && !/\s/.test(given);

export const token = () =>
  required().refine(isSecret, {
    error: `must have at least ${LEAST_SECRET_CHARACTERS} characters and no blanks (make one with: openssl rand -hex 32)`,
  });

export const sharedSecrets = () =>
  commaSeparated().refine((secrets) => secrets.length > 0 && secrets.every(isSecret), {
    error: `must be one secret, or two with a comma, of at least ${LEAST_SECRET_CHARACTERS} characters without blanks`,
  });

/** How a server is spoken to, as `clients/mail.ts` takes it; holds a password, so it is never printed. */
export const smtpUrl = () =>
  required().refine((given) => parseUrl(given, ['smtp:', 'smtps:', 'smtp+insecure:']) !== undefined, {
    error:
      'must look like smtps://user:password@mail.example.com:465 (smtp:// demands STARTTLS off loopback; ' +
      'smtp+insecure:// does without)',
  });

/** `wifi@example.com` or `WiFi desk <wifi@example.com>`. */
export const mailAddress = () =>
  required().refine((given) => /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(given), {
    error: (issue) => `must be a mail address, not "${String(issue.input)}"`,
  });

/** `wifi@example.com` alone. */
export const plainAddress = () =>
  z.email({
    error: (issue) => `must be one mail address without a name, such as desk@example.com, not "${String(issue.input)}"`,
  });

export const existingFile = () =>
  z
    .string()
    .refine((path) => existsSync(path), { error: (issue) => `names a file that is not there: ${String(issue.input)}` })
    .transform((path) => resolve(path));

/** A name that goes into workflow ids and addresses. */
export const slug = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .refine((given) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(given), {
      error: 'must be up to 63 letters, digits, dots, dashes or underscores, and begin with a letter or digit',
    });

/** Values separated by commas, the newest first; at least one when the variable is set. */
const commaSeparated = () =>
  required().transform((given) =>
    given
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

const LEAST_KEY_BYTES = 32;

/** Master keys: base64, at least 32 bytes each, the newest (which makes new passwords) first. */
export const masterKeys = () =>
  commaSeparated().transform((keys, context) => {
    const usable = (key: string) =>
      /^[A-Za-z0-9+/_-]+={0,2}$/.test(key) && Buffer.from(key, 'base64').length >= LEAST_KEY_BYTES;
    if (keys.length === 0 || !keys.every(usable)) {
      context.addIssue(`must be base64 of at least ${LEAST_KEY_BYTES} bytes (make one with: openssl rand -base64 32)`);
    }
    return keys.map((key) => Buffer.from(key, 'base64'));
  });

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function parseUrl(given: string, protocols: string[]): URL | undefined {
  if (!URL.canParse(given)) return undefined;
  const url = new URL(given);
  return protocols.includes(url.protocol) && url.hostname !== '' ? url : undefined;
}

function moreThanAnAddress({ username, password, href }: URL): string | undefined {
  if (username || password) return 'must not contain a user name or password';
  return /[?#]/.test(href) ? 'must not contain a query or a fragment' : undefined;
}

function withoutCredentials(given: string): string {
  return given.replace(/\/\/[^/@]*@/, '//…@');
}
