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

/** A server that takes letters from those who have logged in. */
const withLogIn = (): string => mailbox.smtpUrl.replace('//', '//latchkey:secret@');

describe('a refusal of this recipient is about the member, and only that', () => {
  test.each([
    ['5xx', 'RCPT TO 550 5.1.1'],
    ['unknown-bare', 'RCPT TO 550'],
    ['unknown-in-relay-table', 'RCPT TO 550 5.1.1'],
    ['unknown-after-data', 'DATA 550 5.1.10'],
    ['mailbox-disabled', 'RCPT TO 550 5.2.1'],
  ] as const)('%s: the address is refused', async (refuse, where) => {
    expect(await refusedWith(refuse)).toMatchObject({ code: 'mailRefused', options: { retryable: false } });
    expect(await refusedWith(refuse)).toHaveProperty('message', expect.stringMatching(new RegExp(`${where}$`)));
  });

  test.each(['4xx', 'greylisted', 'mailbox-full'] as const)('%s: the letter is deferred', async (refuse) => {
    expect(await refusedWith(refuse)).toMatchObject({ code: 'mailDeferred', options: { retryable: true } });
  });

  test.each([
    ['greeting-5xx', 'forbidden'],
    ['sender-5xx', 'forbidden'],
    ['relaying', 'forbidden'],
    ['relaying-bare', 'forbidden'],
    ['relaying-as-5.1.1', 'forbidden'],
    ['policy-bare', 'forbidden'],
    ['greeting-4xx', 'throttled'],
    ['sender-quota', 'throttled'],
    ['quota', 'throttled'],
    ['quota-bare', 'throttled'],
    ['letter-5xx', 'rejected'],
  ] as const)('%s: the server is in trouble (%s), and the next letter goes once it is well', async (refuse, code) => {
    expect(await refusedWith(refuse)).toMatchObject({ system: 'smtp', code });
    mailbox.faults.refuse = 'off';
    await mailer.send(letter);
    expect(mailbox.messages).toHaveLength(1);
  });

  test.each(['log-in', 'log-in-required'] as const)('%s: the server refuses our log-in', async (refuse) => {
    expect(await refusedWith(refuse)).toMatchObject({ code: 'unauthorized', options: { retryable: false } });
  });

  async function refusedWith(refuse: typeof mailbox.faults.refuse): Promise<unknown> {
    mailer.close();
    mailer = createMailer({ smtpUrl: withLogIn, from: 'wifi@space.example' });
    mailbox.faults.refuse = refuse;
    const failure = await mailer.send(letter).catch((error: unknown) => error);
    expect(mailbox.messages).toEqual([]);
    return failure;
  }
});

test('a refused log-in is not tried again by every letter, but once after 30 s, then 60 s, and at once with another address', async () => {
  let now = 0;
  let url = withLogIn();
  const storming = createMailer({ smtpUrl: () => url, from: 'wifi@space.example', now: () => now });
  const code = (): Promise<unknown> => storming.send(letter).then(...outcome);
  const outcome = [() => 'sent', ({ code }: { code: string }) => code] as const;
  mailbox.faults.refuse = 'log-in';
  await Promise.all([1, 2, 3].map(async () => expect(await code()).toBe('unauthorized')));
  mailbox.faults.refuse = 'off';
  now = 29_999;
  expect(await code()).toBe('unauthorized');
  mailbox.faults.refuse = 'log-in';
  now = 30_000;
  expect(await code()).toBe('unauthorized');
  mailbox.faults.refuse = 'off';
  now = 89_999;
  expect(await code()).toBe('unauthorized');
  now = 90_000;
  expect(await code()).toBe('sent');
  mailbox.faults.refuse = 'log-in';
  url = url.replace('secret', 'wrong');
  expect(await code()).toBe('unauthorized');
  mailbox.faults.refuse = 'off';
  url = withLogIn();
  expect(await code()).toBe('sent');
  storming.close();
});

test('a letter whose reply is lost may have arrived', async () => {
  mailbox.faults.refuse = 'drop-after-data';
  await expect(mailer.send(letter)).rejects.toMatchObject({ code: 'timeout', options: { retryable: true } });
});

test.each([
  ['ann@pair.test, bob@pair.test', 'one plain address (it holds the character U+002C); nothing'],
  ['x<e@evil.test>@pair.test', 'one plain address (it holds the character U+003C); nothing'],
  ['ann@pair.test\r\nBcc: bob@pair.test', 'one plain address (it holds the character U+000D); nothing'],
  ['ann\u00a0lee@pair.test', 'one plain address (it holds the character U+00A0); nothing'],
  ['ann\u200b@pair.test', 'one plain address (it holds the character U+200B); nothing'],
  ['ann', 'one plain address; nothing'],
])('a letter goes to one plain address or to nobody: %j', async (to, reason) => {
  await expect(mailer.send({ ...letter, to })).rejects.toMatchObject({
    code: 'mailRefused',
    message: expect.stringContaining(reason) as string,
  });
  expect(mailbox.messages).toEqual([]);
});

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
