import { isIP } from 'node:net';
import { ExternalError } from '../../clients/external-error';
import type { Mailer } from '../../clients/mail';
import { isLoopback } from '../../config';
import { failed, type Diagnosis, ok, skipped, unknown, warning } from '../../contracts/api/diagnosis';
import { alive } from '../../contracts/api/health';
import type { ConnectorHealth } from '../../contracts/replayed';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import type { ExternalClients } from '../ports/external-clients';
import { type Check, instant } from './diagnosis';
import { callOf } from './nexudus-checks';

const LIMIT_MS = 20_000;

interface OutsideCheckDeps {
  directory: Pick<ExternalClients['directory'], 'tenant'>;
  mailServer: Pick<Mailer, 'probe'>;
  health: () => Promise<ConnectorHealth>;
  publicUrl: string;
  /** The built-in one, on this machine. */
  sandbox: boolean;
}

/** IronWifi's tenant, the mail server, and our own address as somebody else sees it: one call each. */
export function outsideChecks({ directory, mailServer, health, publicUrl, sandbox }: OutsideCheckDeps): Check[] {
  const known = () => health().catch(() => null);
  return [
    {
      id: 'publicAddress',
      limitMs: LIMIT_MS,
      look: async (signal) => (sandbox ? ofTheSandbox : publicAddress(publicUrl, signal)),
    },
    { id: 'ironwifi', limitMs: LIMIT_MS, look: async (signal) => ironwifi(directory, await known(), signal) },
    { id: 'mail', limitMs: LIMIT_MS, look: async () => mail(mailServer, await known()) },
  ];
}

async function ironwifi(
  directory: OutsideCheckDeps['directory'],
  health: ConnectorHealth | null,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const variables = 'IRONWIFI_API_URL (the region), IRONWIFI_API_KEY and IRONWIFI_COMPANY_ID';
  try {
    const { companyId, region } = await directory.tenant(callOf(signal));
    const seen = `Company ${companyId}${region === null ? '' : ` in region ${region}`}`;
    const expected = health?.tenant?.companyId ?? companyId;
    if (expected !== companyId)
      return failed(`${seen} answers; the syncs have known company ${expected}.`, `Check ${variables}.`);
    return ok(`${seen} answers to our key.`);
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    const { code, message } = error;
    if (code === 'maintenance' || code === 'throttled') throw error;
    const key = 'Check IRONWIFI_API_KEY: it needs full access to users, attributes and org units.';
    const network =
      'Check IRONWIFI_API_URL and the network from here; if IronWifi itself is away, wait: writes are made up for.';
    const todo: Partial<Record<FailureCode, string>> = {
      ...{ unauthorized: key, forbidden: key, wrongTenant: `Check ${variables}.` },
      ...{ unreachable: network, timeout: network, outage: network },
    };
    const address = 'Check IRONWIFI_API_URL: it is the API of your region, with /api at its end.';
    return failed(`${message} (${code}).`, todo[code] ?? address);
  }
}

/** The letters go out from the worker: what it has seen counts, too. */
async function mail(server: OutsideCheckDeps['mailServer'], health: ConnectorHealth | null): Promise<Diagnosis> {
  try {
    await server.probe();
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    const todo =
      error.code === 'unauthorized'
        ? 'Check user and password in SMTP_URL.'
        : 'Check SMTP_URL, and that its host and port can be reached from here.';
    return failed(`The mail server does not let us in: ${error.message} (${error.code}).`, todo);
  }
  const quarantine = health?.mail.quarantine ?? null;
  if (quarantine !== null)
    return failed(
      `The log-in from the API works; from the worker no letter has gone out since ${instant(quarantine.since)} (${quarantine.code}).`,
      'Look into the log of the worker, and whether the mail server takes letters from MAIL_FROM.',
    );
  const lastGoodAt = health?.mail.lastGoodAt ?? null;
  return ok(
    `It lets us in; ${lastGoodAt === null ? 'no letter has gone out yet' : `the last letter went out ${instant(lastGoodAt)}`}.`,
  );
}

const ofTheSandbox = skipped('The sandbox and its Nexudus are on this machine, and so is whoever opens its letters.');

/** From inside one cannot know who reaches us from outside; a name that leads nowhere shows, and a certificate that is not good. */
async function publicAddress(publicUrl: string, signal: AbortSignal): Promise<Diagnosis> {
  const { hostname, origin } = new URL(publicUrl);
  if (isLoopback(hostname))
    return warning(
      `${origin} leads to this machine itself: no member, and no Nexudus elsewhere, reaches it.`,
      'Set LATCHKEY_PUBLIC_URL to the address under which the API is reached, unless this is the sandbox.',
    );
  const isInside = isPrivate(hostname);
  try {
    const answer = await fetch(`${publicUrl}/healthz`, { redirect: 'manual', signal });
    const said: unknown = await answer.json().catch(() => null);
    if (answer.status !== 200 || !isAlive(said))
      return failed(
        `${origin}/healthz answers ${answer.status}, and not as this API does.`,
        'Check LATCHKEY_PUBLIC_URL, and what the proxy in front of the API does with /healthz, /webhooks and /w.',
      );
  } catch (error) {
    if (signal.aborted) throw error;
    return unreached(origin, error);
  }
  if (isInside)
    return warning(
      `${origin} is an address of a private network: Nexudus cannot post webhooks there.`,
      'Set LATCHKEY_PUBLIC_URL to an address that the internet reaches.',
    );
  return ok(`${origin} leads to this API, as seen from here.`);
}

const isAlive = (said: unknown): boolean => alive.replies[200].schema.safeParse(said).data?.ok === true;

const isPrivate = (hostname: string): boolean =>
  isIP(hostname) === 4 && /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)/.test(hostname);

function unreached(origin: string, error: unknown): Diagnosis {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = (cause instanceof Error && (cause as NodeJS.ErrnoException).code) || 'no code';
  if (/CERT|SIGNATURE|ISSUER/.test(code))
    return failed(`The TLS certificate of ${origin} is not good (${code}).`, 'Renew it, with its whole chain.');
  if (code === 'ENOTFOUND')
    return failed(`The name in ${origin} is not known (${code}).`, 'Check LATCHKEY_PUBLIC_URL and the DNS.');
  return unknown(
    `${origin} cannot be opened from here (${code}), which some networks do not allow from inside.`,
    `Open ${origin}/healthz from outside, such as on a phone: it says ok.`,
  );
}
