import { writeFileSync } from 'node:fs';
import { profileFormats } from '../../domain/profiles/profile';
import { eapMethods } from '../../domain/profiles/trust';
import { eventually } from '../support/eventually';
import { everythingStored, placesOf } from '../support/everything-stored';
import { sharedServer } from '../support/temporal-servers';
import { needing } from '../support/tools';
import { judgesOf } from '../profiles/judges';
import { judgesTable, versionOf } from './derivations';
import { mistyped, speakingOnly, type Device, type TlsVersion } from './device';
import {
  columns,
  expectedOf,
  Matrix,
  proofDocument,
  rows,
  severalNames,
  type ColumnName,
  type Outcome,
  type Row,
} from './matrix';
import { openNetwork, outcomeOf, type Fleet, type Network } from './network';

const { test, describe, beforeAll } = needing(
  'freeradius',
  'eapol_test',
  'python3',
  'nmcli',
  'wpa_supplicant',
  'plistutil',
  'xmllint',
);

jest.setTimeout(120_000);

/**
 * Every profile that a member's page offers, read as its platform reads it, logs in to a real RADIUS server while its
 * member may, and to no other. Members come and go in the sandbox, and all that follows is the product's doing.
 */
const matrix = new Matrix();
const patient = { within: 60_000 };
/** Not one that an id on the wire may hold by chance, as a UUID may hold "ada". */
const residentName = 'ada.lovelace';
const resident = `${residentName}@members.example`;
const guest = 'jo@members.example';
const priority = { 'Session-Timeout': 7200, 'WISPr-Bandwidth-Max-Down': 500_000_000, 'Filter-Id': 'priority' };
const basic = { 'Session-Timeout': 3600, 'WISPr-Bandwidth-Max-Down': 20_000_000 };

let network: Network;
let id: string;
let guestId: string;
let devices: Fleet;
let guestDevices: Fleet;
let whileValid: ReadonlyMap<Row, Outcome>;

beforeAll(async () => {
  network = await openNetwork();
  const { nexudus, ironwifi, mailbox } = network.sandbox;
  id = nexudus.play.join({ fullName: 'Ada Lovelace', email: resident, plan: 'Private Office' });
  guestId = nexudus.play.join({ fullName: 'Jo Kahn', email: guest });
  nexudus.play.buyPass(guestId, { pass: 'Day Pass', expires: Math.ceil(Date.now() / 1000) * 1000 + 75_000 });
  await eventually('both accounts are enabled', () => network.isEnabled(id) && network.isEnabled(guestId), patient);
  await mailbox.waitFor(({ to }) => to.includes(resident), 30_000);
  await mailbox.waitFor(({ to }) => to.includes(guest), 30_000);
  ironwifi.setOrgUnitReply('premium-wifi-priority', priority);
  ironwifi.setOrgUnitReply('basic-wifi', basic);
  guestDevices = await network.equip(guest);
  whileValid = await outcomes(guestDevices);
  devices = await network.equip(resident);
});

afterAll(async () => {
  await network?.close();
  const path = process.env['LATCHKEY_PROOF'];
  if (path === undefined || network === undefined) return;
  const tools = `FreeRADIUS ${versionOf('freeradius')} and wpa_supplicant ${versionOf('eapol_test')}`;
  writeFileSync(path, proofDocument(matrix, judgesTable(), tools));
});

async function outcomes(fleet: Fleet): Promise<Map<Row, Outcome>> {
  const found = new Map<Row, Outcome>();
  for (const [row, device] of fleet) found.set(row, outcomeOf(await network.tryOn(device)));
  return found;
}

function passwordOf(member: string): string {
  const password = network.accountOf(member)?.password;
  if (!password) throw new Error(`member ${member} has no account with a password`);
  return password;
}

function deviceOf(fleet: Fleet, row: Row): Device {
  const device = fleet.get(row);
  if (!device) throw new Error('there is no such device');
  return device;
}

/** One test for each profile: what comes of a login goes into its cell of the table. */
function column(name: ColumnName, tryIt: (row: Row) => Promise<Outcome>): void {
  describe(`${columns[name].title}: ${columns[name].about}`, () => {
    test.each(rows.map((row) => [`${row.format} with ${row.method}`, row] as const))('%s', async (_, row) => {
      const outcome = await tryIt(row);
      matrix.note(name, row, outcome);
      expect(outcome).toBe(expectedOf(name, row));
    });
  });
}

/** Let in with these reply attributes; or which of them are missing. */
async function attributesOn(device: Device, expected: Record<string, string | number>): Promise<Outcome> {
  const run = await network.tryOn(device);
  const given = Object.fromEntries(run.attributes.map(({ name, value }) => [name, value]));
  const missing = Object.entries(expected).filter(([name, value]) => given[name] !== value);
  return missing.length === 0 ? outcomeOf(run) : `without ${missing.map(([name]) => name).join(', ')}`;
}

async function overTls(version: TlsVersion, device: Device, server?: string): Promise<Outcome> {
  const speaking = speakingOnly(device, version);
  if (speaking === null) return 'not allowed by the profile';
  const run = await network.tryOn(speaking, server);
  return run.tls === `TLSv${version}` ? outcomeOf(run) : `over ${run.tls}`;
}

describe('while the member is entitled', () => {
  column('ec12', (row) => overTls('1.2', deviceOf(devices, row)));
  column('ec13', (row) => overTls('1.3', deviceOf(devices, row)));

  column('hidden', async (row) => {
    const run = await network.tryOn(deviceOf(devices, row));
    if (run.wire.includes(residentName)) return 'user name readable';
    return run.wire.includes(passwordOf(id)) ? 'password readable' : outcomeOf(run);
  });

  column('attributes', (row) => attributesOn(deviceOf(devices, row), priority));
  column('password', async (row) => outcomeOf(await network.tryOn(mistyped(deviceOf(devices, row)))));

  for (const server of ['evilTwin', 'otherName', 'lookAlike', 'below', 'expired', 'purpose'] as const)
    column(server, async (row) => outcomeOf(await network.tryOn(deviceOf(devices, row), server)));

  describe('with profiles that name another CA', () => {
    let rsa: Fleet;
    beforeAll(async () => {
      rsa = await network.equip(resident, { server: 'rsa' });
    });
    column('rsa12', (row) => overTls('1.2', deviceOf(rsa, row), 'rsa'));
    column('rsa13', (row) => overTls('1.3', deviceOf(rsa, row), 'rsa'));
  });

  describe('with profiles that name two servers', () => {
    let several: Fleet;
    beforeAll(async () => {
      several = await network.equip(resident, { serverNames: severalNames });
    });
    column('several', async (row) => outcomeOf(await network.tryOn(deviceOf(several, row), 'second')));
    column('commonEnd', async (row) => outcomeOf(await network.tryOn(deviceOf(several, row), 'below')));
  });
});

describe('when the plan has changed', () => {
  beforeAll(async () => {
    network.sandbox.nexudus.play.changePlan(id, 'Hot Desk');
    await eventually('the account has moved', () => network.accountOf(id)?.orgunit === 'basic-wifi', patient);
  });
  column('moved', (row) => attributesOn(deviceOf(devices, row), basic));
});

describe('when an operator blocks the member', () => {
  const set = (access: 'block' | null) =>
    network.api.overrideAccess({ params: { id }, body: { access, reason: 'test' } });
  beforeAll(async () => {
    await set('block');
    await eventually('the account is disabled', () => !network.isEnabled(id), patient);
  });
  afterAll(async () => {
    await set(null);
    await eventually('the account is enabled', () => network.isEnabled(id), patient);
  });
  column('blocked', async (row) => outcomeOf(await network.tryOn(deviceOf(devices, row))));
});

describe('when a day pass has ended', () => {
  beforeAll(async () => {
    await eventually('the account is disabled', () => !network.isEnabled(guestId), { within: 90_000 });
  });
  column('passOver', async (row) => {
    expect(whileValid.get(row)).toBe('in');
    return outcomeOf(await network.tryOn(deviceOf(guestDevices, row)));
  });
});

describe('when the credentials were rotated', () => {
  let renewed: Fleet;
  beforeAll(async () => {
    const { mailbox } = network.sandbox;
    const letters = () => mailbox.messages.filter(({ to }) => to.includes(resident)).length;
    const before = letters();
    expect(await network.api.rotateCredentials({ params: { id } })).toEqual({ id });
    await eventually('the letter is there', () => letters() > before, patient);
    renewed = await network.equip(resident);
  });
  column('rotated', async (row) => outcomeOf(await network.tryOn(deviceOf(devices, row))));
  column('renewed', async (row) => outcomeOf(await network.tryOn(deviceOf(renewed, row))));
});

describe('the parsers of the platforms take every profile that was fetched', () => {
  test.each(profileFormats.flatMap((format) => judgesOf[format].map((judge) => [judge.name, format, judge] as const)))(
    '%s: %s',
    async (_, format, judge) => {
      const files = network.profiles.filter((each) => each.format === format).map(({ file }) => file);
      expect(files.length).toBeGreaterThan(eapMethods.length);
      expect((await judge.faults(files)).flat()).toEqual([]);
    },
  );
});

describe('nobody else learns', () => {
  test('a password, a link or the key of a profile: not Temporal, not the logs, not who carries the mail', () => {
    const words = [...network.secrets];
    const { messages } = network.sandbox.mailbox;
    const stored = everythingStored(sharedServer().databaseFile);
    expect(words.length).toBeGreaterThan(3 * rows.length);
    expect(stored).toContain(`member:${network.connector}:${id}`);
    expect(network.log()).toContain(`"${id}"`);
    expect(placesOf(words, stored)).toEqual([]);
    expect(placesOf(words, network.log())).toEqual([]);
    const heads = messages.map(({ raw }) => raw.slice(0, raw.indexOf('\r\n\r\n')));
    expect(placesOf(words, heads.join('\n'))).toEqual([]);
    const passwords = [...network.sandbox.ironwifi.accounts()].flatMap(({ password }) => password || []);
    expect(placesOf(passwords, messages.map(({ raw, text, html }) => [raw, text, html].join('\n')).join('\n'))).toEqual(
      [],
    );
  });
});
