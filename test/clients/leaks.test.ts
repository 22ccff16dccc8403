import { inspect } from 'node:util';
import fc from 'fast-check';
import { createIronwifi } from '../../clients/ironwifi';
import { createMailer } from '../../clients/mail';
import { createNexudus } from '../../clients/nexudus';
import { ExternalError } from '../../clients/external-error';
import type { Call } from '../../clients/call';
import { accountId, memberId } from '../../domain/replayed/ids';
import { createMailbox } from '../../sandbox/mailbox';
import { ada, unknownCapabilities } from './support/directory';
import { startScript, type Answer, type ScriptedServer } from './support/scripted-server';

// some of the made-up replies are waited for
jest.setTimeout(30_000);

/** What may be in requests and replies, and never in an error: it ends in histories and logs. */
const planted = {
  name: 'Xanthippe',
  surname: 'Quimby-Planted',
  email: 'xanthippe@planted.example',
  password: 'pl4nted-s3cret',
  apiKey: 'planted-api-key-0123456789',
  login: 'operator@planted.example',
};
const everything = Object.values(planted);
const told = everything.join(' ');

let server: ScriptedServer;
let answers: Answer[] = [];
beforeAll(async () => {
  server = await startScript((url, { headers }) => {
    if (url.pathname === '/api/token' && answers.length === 0)
      return { body: { access_token: planted.apiKey, expires_in: 60 } };
    const answer = answers.shift() ?? { status: 500, body: `${told} ${headers.authorization}` };
    return answer;
  });
});
afterAll(() => server.close());

const statuses = [200, 201, 204, 302, 400, 401, 403, 404, 405, 409, 416, 422, 429, 500, 502, 503];
const row = {
  Id: told,
  id: 12,
  username: told,
  status: told,
  orgunit: told,
  notes: told,
  CoworkerId: told,
  Active: told,
};
const bodies: unknown[] = [
  '',
  told,
  `<html>${told}</html>`,
  `{"half": "${told}`,
  { Message: told, WasSuccessful: false, Errors: [{ PropertyName: told, Message: told, AttemptedValue: told }] },
  { error: told, error_description: told, access_token: told },
  { error: true, message: `username ${told}`, code: 422 },
  { title: told, detail: told, validation_messages: { username: { taken: told }, status: { [told]: told } } },
  { validation_messages: { orgunit: { odd: told } } },
  { Records: [row], TotalItems: 1 },
  { _embedded: { users: [row], attributes: [row], orgunits: [row] }, total_items: 7, page_count: 1 },
  [row],
  row,
];
const answer = fc.record({
  status: fc.constantFrom(...statuses),
  headers: fc.constantFrom<Record<string, string>[]>({}, { 'retry-after': '0' }, { location: `/${planted.name}` }),
  body: fc.constantFrom(...bodies),
});

function expectNothingOf(error: unknown): void {
  expect(error).toBeInstanceOf(ExternalError);
  const text = [inspect(error, { depth: null, showHidden: true }), (error as Error).stack, JSON.stringify(error)].join(
    '\n',
  );
  // The paths of this file and of the clients say nothing; the words planted must not be there.
  for (const word of everything) expect(text).not.toContain(word);
}

async function failureOf(act: () => Promise<unknown>): Promise<void> {
  await act().catch(expectNothingOf);
}

const call = (): Call => ({ priority: 'usual' });

test('no reply of Nexudus gets a person or a secret into an error', async () => {
  const auth = { username: planted.login, password: () => planted.password };
  const id = memberId('12');
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('bearer', 'basic'),
      async (replies, kind) => {
        const client = createNexudus({ apiUrl: `${server.url}/api`, auth: { ...auth, kind }, ratePerMinute: Infinity });
        for (const act of [
          () => client.coworker(id, call()),
          () => client.presence(id, call()),
          () => client.contracts(id, call()),
          () => client.team('5', call()),
          () => client.defaultTimeZone(call()),
          () => client.webhookNumbers(call()),
          () => client.changeWebhook('9', { active: true }, call()),
          () => client.removeWebhook('9', call()),
        ]) {
          answers = structuredClone(replies);
          await failureOf(act);
        }
        await client.close();
      },
    ),
    { numRuns: 20 },
  );
});

test('no reply of IronWifi gets a person or a secret into an error', async () => {
  const id = accountId('12');
  const account = {
    username: planted.email,
    password: planted.password,
    email: planted.email,
    firstName: planted.name,
  };
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 5 }), async (replies) => {
      const client = createIronwifi({
        apiUrl: `${server.url}/api`,
        companyId: null,
        apiKey: () => planted.apiKey,
        ratePerMinute: Infinity,
        capabilities: () => unknownCapabilities,
      });
      for (const act of [
        () => client.create(ada({ ...account, lastName: planted.surname }), call()),
        () => client.change(id, { ...account, enabled: false }, call()),
        () => client.remove(id, call()),
        () => client.read(id, call()),
        () => client.ensureOrgUnits(['basic-wifi'], call()),
        () => client.tenant(call()),
      ]) {
        answers = structuredClone(replies);
        await failureOf(act);
      }
      await client.close();
    }),
    { numRuns: 20 },
  );
});

test('no way in which a connection fails does', async () => {
  const auth = { kind: 'basic' as const, username: planted.login, password: () => planted.password };
  for (const apiUrl of ['http://127.0.0.1:1/api', `${server.url.replace('http', 'https')}/api`]) {
    const client = createNexudus({ apiUrl, auth, ratePerMinute: Infinity });
    await failureOf(() => client.contracts(memberId('12'), call()));
    await client.close();
  }
  const broken = { ...auth, password: () => `${planted.password}\n` };
  const options = { companyId: null, ratePerMinute: Infinity, capabilities: () => unknownCapabilities };
  const client = createIronwifi({
    ...options,
    apiUrl: `${server.url}/api`,
    apiKey: () => `${planted.apiKey}\r\nx: ${broken.password()}`,
  });
  await failureOf(() => client.create(ada({ username: planted.email }), call()));
  await client.close();
});

test('and no letter that cannot be delivered', async () => {
  const mailbox = await createMailbox({ host: '127.0.0.1', smtpPort: 0 });
  const letter = { subject: planted.name, text: told, html: told, pictures: [], messageId: 'm@x.example' };
  for (const refuse of ['4xx', '5xx', 'drop-after-data'] as const) {
    mailbox.faults.refuse = refuse;
    const mailer = createMailer({ smtpUrl: () => mailbox.smtpUrl, from: 'wifi@space.example' });
    await failureOf(() => mailer.send({ ...letter, to: planted.email }));
    await failureOf(() => mailer.send({ ...letter, to: `${planted.name} <nowhere` }));
    mailer.close();
  }
  const url = `smtp://${planted.name}:${planted.password}@127.0.0.1:1`;
  const mailer = createMailer({ smtpUrl: () => url, from: 'wifi@space.example' });
  await failureOf(() => mailer.send({ ...letter, to: planted.email }));
  mailer.close();
  await mailbox.close();
});
