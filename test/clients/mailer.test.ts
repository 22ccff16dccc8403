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
