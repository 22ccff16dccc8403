import type { Change } from '../../contracts/api/events';
import { eventually } from '../support/eventually';
import { explanation } from './support/builders';
import { memberRow } from './support/fake-gateways';
import { adminToken, serveApi, type ServedApi } from './support/served-api';

jest.setTimeout(20_000);

let api: ServedApi;
beforeEach(async () => {
  api = await serveApi({ heartbeatMs: 100 });
  api.fake.explanations.set('1001', explanation());
});
afterEach(() => api.close());

interface Heard {
  status: number;
  type: string | null;
  changes: Change[];
  ended: boolean;
  leave: () => void;
}

async function listen(headers: Record<string, string> = { authorization: `Bearer ${adminToken}` }): Promise<Heard> {
  const leaving = new AbortController();
  const response = await api.call('GET', '/api/v1/events', { headers, signal: leaving.signal });
  const heard: Heard = {
    status: response.status,
    type: response.headers.get('content-type'),
    changes: [],
    ended: false,
    leave: () => leaving.abort(),
  };
  void read(response, heard).catch(() => undefined);
  return heard;
}

async function read(response: Response, heard: Heard): Promise<void> {
  let text = '';
  for await (const piece of response.body ?? []) {
    text += Buffer.from(piece).toString();
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const [, data] = /^event: change\ndata: (.*)$/.exec(event) ?? [];
      if (data !== undefined) heard.changes.push(JSON.parse(data) as Change);
    }
  }
  heard.ended = true;
}

const hears = (heard: Heard, change: Change, within = 2_000) =>
  eventually('it is heard', () => heard.changes.some((each) => JSON.stringify(each) === JSON.stringify(change)), {
    within,
    show: () => heard.changes,
  });

describe('events', () => {
  it('tell at once of a hook', async () => {
    const heard = await listen();
    expect(heard).toMatchObject({ status: 200, type: expect.stringContaining('text/event-stream') });
    const hook = await api.hook('main/1/CoworkerCheckin', JSON.stringify([{ Id: 1001 }]));
    expect(hook.status).toBe(202);
    await hears(heard, { what: 'announced', ids: ['1001'] }, 1_000);
  });

  it('tell at once of what operators ask for, if it was taken', async () => {
    const heard = await listen();
    await api.admin('POST', '/members/1002/retry');
    await api.admin('POST', '/members/1001/retry');
    await hears(heard, { what: 'asked', ids: ['1001'] }, 1_000);
    await api.admin('POST', '/import', { paused: true });
    await hears(heard, { what: 'space', ids: [] }, 1_000);
  });

  it('tell within two seconds of what workers have decided', async () => {
    api.fake.members = [memberRow('1001', { changedAt: 1_000 }), memberRow('1002', { changedAt: 1_000 })];
    const heard = await listen();
    await eventually('all are known', () => api.events.members.state.readAt !== null);
    api.fake.members = [
      memberRow('1001', { changedAt: 1_000 }),
      memberRow('1002', { changedAt: 2_000, status: 'denied' }),
    ];
    await hears(heard, { what: 'changed', ids: ['1002'] });
    expect(heard.changes.flatMap(({ ids }) => ids ?? ['all'])).not.toContain('1001');
  });

  it('follow a member of whom something was told', async () => {
    const heard = await listen();
    await api.admin('POST', '/members/1001/retry');
    await hears(heard, { what: 'changed', ids: ['1001'] });
    heard.changes.length = 0;
    api.fake.pulses.set('1001', 'run:17');
    await hears(heard, { what: 'changed', ids: ['1001'] });
  });

  it('tell of the space when the connector has gone on', async () => {
    api.fake.pulses.set('main', 'run:1');
    const heard = await listen();
    await eventually('it was asked', () => api.events.members.state.readAt !== null);
    await eventually('it is told', () => {
      api.fake.pulses.set('main', `run:${Date.now()}`);
      return heard.changes.some(({ what }) => what === 'space');
    });
  });

  it('name nobody where they are very many, and tell that together', async () => {
    const heard = await listen();
    api.events.tell({ what: 'announced', ids: Array.from({ length: 400 }, (_, i) => `${i + 1}`) });
    api.events.tell({ what: 'announced', ids: Array.from({ length: 400 }, (_, i) => `${i + 1_001}`) });
    await hears(heard, { what: 'announced' });
  });

  it('end when the token is revoked', async () => {
    const { kept, token } = await api.tokens.create({ name: 'Ada', role: 'viewer', expiresAt: null }, 'test');
    const heard = await listen({ authorization: `Bearer ${token}` });
    expect(heard.status).toBe(200);
    await api.tokens.revoke(kept.id);
    await eventually('it has ended', () => heard.ended, { within: 1_000 });
  });

  it('end with the session', async () => {
    const signedIn = await api.call('POST', '/console/sign-in', {
      body: new URLSearchParams({ token: adminToken }),
      redirect: 'manual',
    });
    const heard = await listen({ cookie: signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '' });
    expect(heard.status).toBe(200);
    const [session] = api.sessions.list();
    await api.sessions.end(session?.id ?? '');
    await eventually('it has ended', () => heard.ended, { within: 1_000 });
  });

  it('are for two hundred at a time; the next is told what to do', async () => {
    const leaves = Array.from({ length: 199 }, () => api.events.join({ hear: () => undefined, end: () => undefined }));
    const last = await listen();
    expect(last.status).toBe(200);
    const refused = await api.admin('GET', '/events');
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({
      code: 'listenersFull',
      detail: expect.stringContaining('close some'),
    });
    last.leave();
    await eventually('there is room', async () => {
      const next = await listen();
      next.leave();
      return next.status === 200;
    });
    for (const leave of leaves) leave();
  });
});
