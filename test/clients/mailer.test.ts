import { createMailer, type Letter, type Mailer } from '../../clients/mail';
import { createMailbox, type Mailbox } from '../../sandbox/mailbox';

const letter: Letter = {
  to: 'ada@members.example',
  subject: 'Your WiFi',
  text: 'User name: ada',
  html: '<p>User name: ada</p>',
  pictures: [],
  messageId: 'credentials.1.abc@latchkey.example',
};

let mailbox: Mailbox;
let mailer: Mailer;
beforeEach(async () => {
  mailbox = await createMailbox({ host: '127.0.0.1', smtpPort: 0 });
  mailer = createMailer({ smtpUrl: () => mailbox.smtpUrl, from: 'WiFi <wifi@space.example>' });
});
afterEach(async () => {
  mailer.close();
  await mailbox.close();
});

test('a letter arrives, in both forms and under its own id', async () => {
  await mailer.send(letter);
  expect(mailbox.messages).toHaveLength(1);
  const [message] = mailbox.messages;
  expect(JSON.stringify(message)).toContain('credentials.1.abc@latchkey.example');
  expect(message).toMatchObject({ subject: 'Your WiFi', text: expect.stringContaining('User name: ada') as string });
  expect(message?.html).toContain('<p>User name: ada</p>');
});

test.each([
  [
    'is deferred',
    { refuse: '4xx' as const },
    'mailDeferred',
    true,
    'SMTP: EENVELOPE RCPT TO 451|SMTP: EMESSAGE DATA 451',
  ],
  [
    'is refused',
    { refuse: '5xx' as const },
    'mailRefused',
    false,
    'SMTP: EENVELOPE RCPT TO 550|SMTP: EMESSAGE DATA 550',
  ],
  ['may have arrived', { refuse: 'drop-after-data' as const }, 'timeout', true, 'SMTP: E'],
])('a letter that %s', async (_what, faults, code, retryable, message) => {
  Object.assign(mailbox.faults, faults);
  const failure = await mailer.send(letter).catch((error: unknown) => error);
  expect(failure).toMatchObject({ system: 'smtp', code, options: { retryable } });
  expect((failure as Error).message).toMatch(new RegExp(`^(${message})`));
});

test.each(['ann@pair.test, bob@pair.test', 'x<e@evil.test>@pair.test', 'ann@pair.test\r\nBcc: bob@pair.test', 'ann'])(
  'a letter goes to one plain address or to nobody: %j',
  async (to) => {
    await expect(mailer.send({ ...letter, to })).rejects.toMatchObject({
      code: 'mailRefused',
      message: expect.stringContaining('not one plain address') as string,
    });
    expect(mailbox.messages).toEqual([]);
  },
);

test('off loopback, a server that offers no TLS gets neither log-in nor letter, unless the address says so', async () => {
  const server = new URL(mailbox.smtpUrl);
  // this machine by an address that is not taken for loopback
  const from = 'wifi@space.example';
  const careful = createMailer({ smtpUrl: () => `smtp://[::ffff:127.0.0.1]:${server.port}`, from });
  await expect(careful.send(letter)).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringMatching(/^SMTP: ETLS STARTTLS/) as string,
  });
  careful.close();
  expect(mailbox.messages).toEqual([]);
  const careless = createMailer({ smtpUrl: () => `smtp+insecure://[::ffff:127.0.0.1]:${server.port}`, from });
  await careless.send(letter);
  careless.close();
  expect(mailbox.messages).toHaveLength(1);
});

test('a letter to nobody is refused', async () => {
  await expect(mailer.send({ ...letter, to: 'no address' })).rejects.toMatchObject({ code: 'mailRefused' });
});

test('a server that is away is unreachable, and one that is back is used', async () => {
  let url = 'smtp://127.0.0.1:1';
  const moving = createMailer({ smtpUrl: () => url, from: 'wifi@space.example' });
  await expect(moving.send(letter)).rejects.toMatchObject({ code: 'unreachable', options: { retryable: true } });
  url = mailbox.smtpUrl;
  await moving.send(letter);
  expect(mailbox.messages).toHaveLength(1);
  moving.close();
});
