import { isIP, BlockList } from 'node:net';
import { isLoopback } from '../../config';
import { count, failed, listed, ok, skipped, unknown, warning } from '../../contracts/api/diagnosis';
import { neededPorts } from '../../launch/needed-ports';
import { type Around, detailOf, type Finding, type MachineCheck } from './machine-check';
import { DOCUMENT_PATH, versionIn } from './setup-checks';

/** What this machine reaches, and who reaches it. */
export const networkChecks: readonly MachineCheck[] = [
  { id: 'ports', title: 'Ports', besideApi: true, look: ports },
  { id: 'temporalServer', title: 'Temporal server', besideApi: true, look: temporalServer },
  { id: 'clock', title: 'Clock of this machine', besideApi: true, look: clock },
  { id: 'publicUrl', title: 'Public address, from here', besideApi: true, look: publicUrl },
  { id: 'tls', title: 'TLS certificate', besideApi: false, look: tls },
];

const NOT_CONFIGURED = skipped('See the configuration.');

async function ports({ machine, env, api, foreseen: { config, sandbox, home } }: Around): Promise<Finding> {
  if (config === null) return NOT_CONFIGURED;
  const needed = neededPorts({ config, sandbox }, !env.TEMPORAL_ADDRESS);
  const twice = needed.filter(({ port }, i) => needed.findIndex((other) => other.port === port) !== i);
  if (twice.length > 0)
    return failed(
      `Port ${listed(twice.map(({ port, purpose }) => `${port} is for ${purpose}`))}, and for something else.`,
      `Change ${listed(twice.map(({ variable }) => variable))}.`,
    );
  if (await machine.isClaimed(home).catch(() => false)) return ok('Latchkey runs here, on ports of its own.');
  const free = await Promise.all(needed.map(({ port, host }) => machine.isPortFree(port, host)));
  const taken = needed.filter(({ variable }, i) => !free[i] && !(variable === 'LATCHKEY_PORT' && api.version !== null));
  if (taken.length === 0) return ok('All that Latchkey needs are free, or its own.');
  return failed(
    `Something else listens on ${listed(taken.map(({ port, purpose }) => `port ${port}, needed for ${purpose}`))}.`,
    `Free ${taken.length === 1 ? 'it' : 'them'}, or change ${listed(taken.map(({ variable }) => variable))}.`,
  );
}

/** While the API answers, its own check says more. */
async function temporalServer({ machine, env, api }: Around): Promise<Finding> {
  if (api.trouble === null) return skipped('The API tells.');
  if (!env.TEMPORAL_ADDRESS) return skipped('latchkey up starts one.');
  const trouble = await machine.temporalTrouble(env);
  if (trouble === null) return ok(`It answers at ${env.TEMPORAL_ADDRESS}.`);
  return failed(trouble, 'Check TEMPORAL_ADDRESS and what belongs to it, and that the server runs.');
}

/** As the API's check of Nexudus's clock has them. */
const NOTICED_MS = 5_000;
const HARMFUL_MS = 60_000;

async function clock({ machine, foreseen: { config, sandbox } }: Around): Promise<Finding> {
  if (sandbox !== null) return skipped('The sandbox has the clock of this machine.');
  if (config === null) return NOT_CONFIGURED;
  const servers = {
    Nexudus: config.nexudus.apiUrl,
    IronWifi: config.ironwifi.apiUrl,
    [config.publicUrl]: config.publicUrl,
  };
  const elsewhere = Object.entries(servers).filter(([, url]) => !isLoopback(new URL(url).hostname));
  const seen = await Promise.all(
    elsewhere.map(async ([name, url]) => {
      const reply = await machine.ask('HEAD', url).catch(() => null);
      if (!reply || reply.dateMs === null) return { name, aheadMs: null };
      // a Date has whole seconds: on average it is half a second old
      return { name, aheadMs: reply.dateMs + 500 - (reply.sentAtMs + reply.tookMs / 2) };
    }),
  );
  const told = seen.flatMap(({ name, aheadMs }) => (aheadMs === null ? [] : [{ name, aheadMs }]));
  const worst = [...told].sort((a, b) => Math.abs(b.aheadMs) - Math.abs(a.aheadMs))[0];
  if (worst === undefined) {
    const names = listed(seen.map(({ name }) => name));
    if (seen.length === 0) return skipped('Every system is on this machine.');
    return unknown(`${names} do not say what time it is there.`, 'Check the network from here, then try again.');
  }
  const seconds = Math.round(Math.abs(worst.aheadMs) / 1000);
  if (Math.abs(worst.aheadMs) < NOTICED_MS)
    return ok(`It differs by ${seconds} s at most (${listed(told.map(({ name }) => name))}).`);
  const evidence = `This machine is ${seconds} s ${worst.aheadMs > 0 ? 'behind' : 'ahead of'} ${worst.name}.`;
  const todo = 'Have the clock of this machine set from the network (timedatectl set-ntp true), and that of its host.';
  return Math.abs(worst.aheadMs) < HARMFUL_MS ? warning(evidence, todo) : failed(evidence, todo);
}

const PUBLIC = 'Set LATCHKEY_PUBLIC_URL to an address that the internet reaches: Nexudus posts its webhooks there.';

async function publicUrl(around: Around): Promise<Finding> {
  const { machine, foreseen } = around;
  if (foreseen.sandbox !== null) return skipped('The sandbox needs none.');
  if (foreseen.config === null) return NOT_CONFIGURED;
  const { origin, hostname } = new URL(foreseen.config.publicUrl);
  if (isLoopback(new URL(foreseen.config.nexudus.apiUrl).hostname) && isLoopback(hostname))
    return skipped('Nexudus is emulated on this machine.');
  if (isLoopback(hostname)) return failed(`${origin} leads to this machine itself: Nexudus cannot reach it.`, PUBLIC);
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && isPrivate(bare))
    return failed(`${origin} is an address of a private network: Nexudus cannot reach it.`, PUBLIC);
  let addresses: string[];
  try {
    addresses = await machine.addressesOf(bare);
  } catch (error) {
    return failed(
      `The name ${hostname} cannot be looked up (${detailOf(error)}).`,
      'Check LATCHKEY_PUBLIC_URL, and make the name in the DNS.',
    );
  }
  if (addresses.every(isPrivate) && isIP(bare) === 0)
    return warning(
      `The name ${hostname} leads to a private network (${listed(addresses)}), as seen from here: Nexudus cannot reach that.`,
      'Look the name up from outside, such as on a phone; if it leads there too, put a public address into the DNS.',
    );
  return answers(around, foreseen.config.publicUrl);
}

async function answers({ machine, api }: Around, url: string): Promise<Finding> {
  const { origin } = new URL(url);
  const outside = `Open ${url}/healthz from outside, such as on a phone: it says ok.`;
  try {
    const { status, location, body } = await machine.ask('GET', url + DOCUMENT_PATH);
    if (status >= 300 && status < 400)
      return failed(
        `${origin} leads on to ${location ?? 'somewhere else'}: a webhook does not follow.`,
        'Set LATCHKEY_PUBLIC_URL to where it leads, or change the proxy.',
      );
    if (versionIn(body) !== null) return ok(`${origin} leads to the API, as seen from here; ${outside.toLowerCase()}`);
    if (api.isLocal && api.version === null)
      return unknown(
        `${origin} answers ${status}, and the API behind it does not run.`,
        'Start Latchkey, then look again.',
      );
    return failed(
      `${origin} answers ${status}, and not as Latchkey's API does.`,
      'Check LATCHKEY_PUBLIC_URL, and where the proxy behind it leads.',
    );
  } catch (error) {
    const code = detailOf(error);
    if (/CERT|SIGNATURE|ISSUER|TLS/.test(code))
      return unknown(`${origin} is not trusted (${code}).`, 'See the TLS certificate.');
    return unknown(
      `${origin} cannot be opened from here (${code}), which some networks do not allow from inside.`,
      outside,
    );
  }
}

const inside = new BlockList();
for (const [address, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(address, bits, 'ipv4');
for (const [address, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(address, bits, 'ipv6');

const isPrivate = (address: string): boolean => inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

const DAY_MS = 24 * 3_600_000;
const SOON_DAYS = 30;
const LATE_DAYS = 7;

/** Of the public address; of the API's where that is elsewhere. */
async function tls({ machine, api, foreseen: { config } }: Around): Promise<Finding> {
  const address = api.isLocal ? (config?.publicUrl ?? null) : api.url;
  if (address === null || !address.startsWith('https:')) return skipped('Nothing here is reached by TLS.');
  const { hostname, port, host } = new URL(address);
  let certificate;
  try {
    certificate = await machine.certificateOf(hostname.replace(/^\[|\]$/g, ''), port === '' ? 443 : Number(port));
  } catch (error) {
    return unknown(
      `${host} cannot be reached by TLS (${detailOf(error)}).`,
      'Check the address, and the proxy behind it.',
    );
  }
  const { endsAtMs, fault } = certificate;
  const days = Math.floor((endsAtMs - machine.now()) / DAY_MS);
  const renew = `Renew the certificate of ${host}, with its whole chain, and have it renewed by itself from then on.`;
  if (days < 0) return failed(`The certificate of ${host} has ended, ${count(-days, 'day')} ago.`, renew);
  if (fault === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return failed(`The certificate of ${host} is for another name.`, `Get one for ${hostname}.`);
  if (fault !== null)
    return failed(
      `The certificate of ${host} is not trusted (${fault}): neither Nexudus nor members' devices will accept it.`,
      'Serve one of a public CA, with its whole chain.',
    );
  if (days < LATE_DAYS) return failed(`The certificate of ${host} ends in ${count(days, 'day')}.`, renew);
  if (days < SOON_DAYS) return warning(`The certificate of ${host} ends in ${count(days, 'day')}.`, renew);
  return ok(`The certificate of ${host} is trusted, and good for ${days} days.`);
}
