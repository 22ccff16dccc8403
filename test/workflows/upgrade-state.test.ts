import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unknownCarried } from '../../domain/replayed/carried-cas';
import { newCertificateWatch } from '../../domain/replayed/health/certificates';
import { newMailHealth } from '../../domain/replayed/health/mail-health';
import { memberId } from '../../domain/replayed/ids';
import { connectorStateFrom } from '../../workflows/connector/upgrade-state';
import { newConnector } from '../../workflows/connector/state';
import { newMember } from '../../workflows/member/state';
import { memberStateFrom } from '../../workflows/member/upgrade-state';

const input = { connector: 'test', member: memberId('4400') };

/** A state as version 1 wrote it, in a real run. */
function version1<T extends object>(name: string, changes: object = {}): T {
  const file = readFileSync(join(__dirname, 'states-of-version-1', `${name}.json`), 'utf8');
  return { ...(JSON.parse(file) as { state: T }).state, ...changes };
}
const memberOfVersion1 = (name: string, changes?: object) => version1<typeof input>(name, changes);
const connectorOfVersion1 = (changes?: object) => version1<{ connector: string }>('connector', changes);

describe('the state that a member’s run begins with', () => {
  it('is a fresh one for the input of a first run', () => {
    expect(memberStateFrom(input)).toEqual(newMember(input));
  });

  it('is what the run before handed over, if that is of this version', () => {
    const state = { ...newMember(input), looks: 7 };
    expect(memberStateFrom(state)).toEqual(state);
  });

  it('has the names of today for what version 1 called differently', () => {
    const waiting = { message: 'IronWifi is under maintenance', since: 5 };
    const setbacks = { looker: { retryAt: 1, failures: 1 }, writer: { retryAt: 2, failures: 0, waiting } };
    const attention = { courier: { lane: 'courier', reason: 'mailRefused', message: 'refused', since: 3 } };
    const told = { orgUnit: 'basic-wifi', ending: 4, ended: true };
    const older = memberOfVersion1('granted', {
      ...{ hinted: 'checkIn', fromRoster: true, unsettled: 'change', fights: [1, 2], told, setbacks, attention },
    });
    const renamed = ['hinted', 'fromRoster', 'unsettled', 'fights', 'told', 'setbacks', 'attention'];
    const untouched = Object.fromEntries(Object.entries(older).filter(([field]) => !renamed.includes(field)));
    expect(memberStateFrom(older)).toEqual({
      ...untouched,
      schemaVersion: 4,
      retriesAsked: 0,
      answered: [],
      vainCreates: null,
      renewedLink: null,
      rotating: false,
      lookFirst: false,
      carried: unknownCarried(),
      renewalAsked: null,
      heirOf: null,
      partners: [],
      erasure: null,
      refreshWanted: 'checkIn',
      checkInHeardAt: null,
      lookPriority: 'usual',
      rosterReadSuffices: true,
      outcomeUnknown: 'change',
      manualChanges: [1, 2],
      notified: told,
      backoffs: { refresher: { retryAt: 1, failures: 1 }, reconciler: { retryAt: 2, failures: 0, waiting } },
      attention: { notifier: { reason: 'mailRefused', message: 'refused', since: 3 } },
    });
  });

  it('has what version 3 added', () => {
    const state = { ...newMember(input), schemaVersion: 2, looks: 7 };
    const { retriesAsked, vainCreates, renewedLink, rotating, lookFirst, lookPriority, checkInHeardAt, ...older } =
      state;
    expect({ lookPriority, checkInHeardAt }).toEqual({ lookPriority: 'background', checkInHeardAt: null });
    expect({ retriesAsked, vainCreates, renewedLink, rotating, lookFirst }).toEqual({
      ...{ retriesAsked: 0, vainCreates: null, renewedLink: null },
      ...{ rotating: false, lookFirst: false },
    });
    expect(memberStateFrom(older)).toEqual({
      ...newMember(input),
      ...{ lookPriority: 'usual', looks: 7, carried: unknownCarried() },
    });
  });

  it('knows since version 3 who keeps the member, and until when', () => {
    const hold = { id: null, reason: 'ended', since: 5 };
    const announced = { until: 90_000, deletion: true };
    const older = { ...newMember(input), schemaVersion: 2, hold, announced };
    expect(memberStateFrom(older)).toEqual({
      ...newMember(input),
      carried: unknownCarried(),
      lookPriority: 'usual',
      hold: { ...hold, kept: null },
      announced: { ...announced, at: 30_000, heardAt: 30_000 },
    });
  });

  it('knows since version 4 of erasures: nobody was erased before', () => {
    const { erasure, ...older } = { ...newMember(input), schemaVersion: 3, looks: 7 };
    expect(erasure).toBeNull();
    expect(memberStateFrom(older)).toEqual({ ...newMember(input), looks: 7 });
  });

  for (const name of ['granted', 'prepared', 'denied', 'held', 'second-look', 'owed-letter', 'unsettled-create'])
    it(`has exactly the fields of today when version 1 wrote it: ${name}`, () => {
      const state = memberStateFrom(memberOfVersion1(name));
      expect(Object.keys(state).sort()).toEqual(Object.keys(newMember(input)).sort());
    });

  it('is refused with one sentence if a newer version wrote it', () => {
    const newer = { ...newMember(input), schemaVersion: 5 };
    expect(() => memberStateFrom(newer)).toThrow(
      'member 4400: its state has version 5 and this worker knows 4: it waits for a newer worker.',
    );
  });

  it('is refused if a field is missing or of another kind', () => {
    const incomplete = { ...newMember(input), timeline: undefined };
    expect(() => memberStateFrom(incomplete as never)).toThrow('its state has no proper "timeline"');
    const odd = { ...newMember(input), owed: 'welcome' };
    expect(() => memberStateFrom(odd as never)).toThrow('its state has no proper "owed"');
  });
});

describe('the state that the connector’s run begins with', () => {
  it('is a fresh one for the input of a first run', () => {
    expect(connectorStateFrom({ connector: 'test' })).toEqual(newConnector('test'));
  });

  it('says that an older resolver made the rules of version 1, and keeps the letters that are owed', () => {
    const letter = { kind: 'hold', id: '1' };
    const older = connectorOfVersion1({ post: [letter] });
    const { document, guard, health } = older as never as {
      document: { settings: object; resolved: object };
      guard: { holds: object[] };
      health: object;
    };
    expect(connectorStateFrom(older)).toEqual({
      ...Object.fromEntries(Object.entries(older).filter(([field]) => field !== 'post')),
      schemaVersion: 3,
      health: { ...health, mail: newMailHealth(), certificates: newCertificateWatch(), renewal: null },
      document: {
        ...document,
        settings: Object.fromEntries(Object.entries(document.settings).filter(([name]) => name !== 'operator')),
        resolved: { resolver: 1, ...document.resolved, operator: {} },
      },
      newestResolver: null,
      answered: [],
      owedLetters: [letter],
      guard: { ...guard, holds: guard.holds.map((hold) => ({ ...hold, keptUntil: null })) },
    });
  });

  it('knows since version 3 for which reason members are kept, and until when, as far as their hold tells', () => {
    const { guard, ...same } = newConnector('test');
    const hold = {
      ...{ id: '1', cause: 'removals', businessId: '7', members: [{ id: '1001', reason: 'ended' }], more: 0 },
      ...{ openedAt: 100, expiresAt: 800, state: 'rejected', remindAt: null, reminders: 1 },
      decided: { by: 'operator', reason: 'no', at: 300 },
    };
    const kept = { cause: 'removals', businessId: '7' };
    const older = {
      ...{ ...same, schemaVersion: 2 },
      guard: {
        ...guard,
        serial: 1,
        keptMore: { 'removals 7': 9 },
        holds: [hold],
        kept: { 1001: kept, 1002: kept, 1003: { ...kept, businessId: null } },
      },
    };
    const upgraded = connectorStateFrom(older).guard;
    expect(upgraded.holds).toMatchObject([
      { ...hold, keptUntil: 1_000 },
      { id: '2', cause: 'removals', businessId: null, state: 'rejected', keptUntil: 0 },
    ]);
    expect(upgraded.keptMore).toEqual({ 'removals 7': { count: 9, hold: '1' } });
    expect(upgraded.kept).toEqual({
      1001: { hold: '1', reason: 'ended' },
      1002: { hold: '1', reason: '' },
      1003: { hold: '2', reason: '' },
    });
  });

  it("no longer has the operator's address, and knows that letters were owed", () => {
    const rules = { resolver: 2, version: 1, live: true, syncIntervalMinutes: 15, guard: {} };
    const older = (operator: object | null) => ({
      ...{ ...newConnector('test'), schemaVersion: 2 },
      document: {
        ...{ version: 1, savedAt: 0, savedBy: 'operator', resolved: { ...rules, operator } },
        settings: { spaceName: 'The Loft', ...(operator && { operator }) },
      },
    });
    const told = connectorStateFrom(older({ email: 'desk@example.com' }));
    expect(told.document).toMatchObject({ settings: { spaceName: 'The Loft' }, resolved: { ...rules, operator: {} } });
    expect(JSON.stringify(told)).not.toContain('desk@example.com');
    expect(connectorStateFrom(older(null)).document).toMatchObject({ resolved: rules });
    expect(connectorStateFrom(older(null)).document?.resolved.operator).toBeUndefined();
  });

  it('watches the mail server and certificates, which version 2 did not', () => {
    const { mail, certificates, renewal, ...health } = newConnector('test').health;
    expect(connectorStateFrom({ ...newConnector('test'), schemaVersion: 2, health } as never)).toEqual({
      ...newConnector('test'),
      health: { ...health, mail, certificates, renewal },
    });
  });

  it('is refused if a newer version wrote it, or its rules lack what the connector goes by', () => {
    const newer = { ...newConnector('test'), schemaVersion: 4 };
    expect(() => connectorStateFrom(newer)).toThrow(
      'connector test: its state has version 4 and this worker knows 3: it waits for a newer worker.',
    );
    const document = { version: 1, settings: {}, resolved: { live: true }, savedAt: 0, savedBy: 'operator' };
    expect(() => connectorStateFrom(connectorOfVersion1({ document }))).toThrow('the resolved settings are not what');
  });
});
