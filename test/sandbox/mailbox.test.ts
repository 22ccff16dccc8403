import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createTransport } from 'nodemailer';
import { createMailbox, type Mailbox } from '../../sandbox/mailbox';

const welcome = {
  from: 'Space <wifi@space.example>',
  to: 'ada@example.com',
  subject: 'Your WiFi & you',
  text: 'Name: ada',
  html: '<p>Name: <b>ada</b></p><script>alert(1)</script>',
  messageId: '<welcome-1@space.example>',
};

let mailbox: Mailbox;
let server: Server;
let url: string;
beforeEach(async () => {
  mailbox = await createMailbox();
  server = createServer(express().use('/mailbox', mailbox.router)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mailbox`;
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await mailbox.close();
});

const send = (mail: object = welcome) => createTransport(mailbox.smtpUrl).sendMail(mail);
const read = async (path: string) => (await fetch(`${url}${path}`)).text();

describe('over SMTP', () => {
  test('a mail arrives with its addresses, subject, both bodies and Message-ID', async () => {
    await send();
    expect(mailbox.messages).toMatchObject([
      {
        messageId: '<welcome-1@space.example>',
        to: ['ada@example.com'],
        from: '"Space" <wifi@space.example>',
        subject: 'Your WiFi & you',
        text: expect.stringContaining('Name: ada'),
        html: expect.stringContaining('<b>ada</b>'),
        receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        raw: expect.stringContaining('Subject: Your WiFi & you'),
      },
    ]);
  });

  test('any credentials are good', async () => {
    const { port } = new URL(mailbox.smtpUrl);
    const transport = createTransport({ host: '127.0.0.1', port: Number(port), auth: { user: 'anybody', pass: 'x' } });
    await transport.sendMail(welcome);
    expect(mailbox.messages).toHaveLength(1);
  });

  test.each([
    ['4xx', 451, 0],
    ['5xx', 550, 0],
  ] as const)('refuse %s: the sender is told %i', async (refuse, code, kept) => {
    mailbox.faults.refuse = refuse;
    await expect(send()).rejects.toMatchObject({ responseCode: code });
    expect(mailbox.messages).toHaveLength(kept);
  });

  test('refuse drop-after-data: the mail is kept and the sender never knows', async () => {
    mailbox.faults.refuse = 'drop-after-data';
    await expect(send()).rejects.toThrow();
    expect(mailbox.messages).toHaveLength(1);
  });

  test('down: no connection, until it is up again', async () => {
    mailbox.faults.down = true;
    await expect(send()).rejects.toThrow();
    mailbox.faults.down = false;
    await send();
    expect(mailbox.messages).toHaveLength(1);
  });

  test('down: a connection from before is cut too', async () => {
    const pooled = createTransport({ pool: true, url: mailbox.smtpUrl });
    await pooled.sendMail(welcome);
    mailbox.faults.down = true;
    await expect(pooled.sendMail(welcome)).rejects.toThrow();
    pooled.close();
    expect(mailbox.messages).toHaveLength(1);
  });
});

describe('waitFor', () => {
  const toAda = ({ to }: { to: string[] }) => to.includes('ada@example.com');

  test('finds a mail that is there, and one that is still to come', async () => {
    const coming = mailbox.waitFor(toAda);
    await send();
    expect((await coming).subject).toBe('Your WiFi & you');
    expect((await mailbox.waitFor(toAda)).subject).toBe('Your WiFi & you');
  });

  test('tells what came instead when the time is over', async () => {
    await send({ ...welcome, to: 'bob@example.com' });
    await expect(mailbox.waitFor(toAda, 20)).rejects.toThrow('Mail that came: "Your WiFi & you" to bob@example.com.');
  });
});

describe('in a browser', () => {
  test('the newest mail is on top', async () => {
    expect(await read('/')).toContain('No mail yet.');
    await send();
    await send({ ...welcome, subject: 'Later' });
    const page = await read('/');
    expect(page).toContain('2 messages');
    expect(page.indexOf('Later')).toBeLessThan(page.indexOf('Your WiFi &amp; you'));
  });

  test("a mail's own HTML sits escaped in a frame without scripts", async () => {
    await send();
    const id = mailbox.messages[0]?.id ?? '';
    const page = await read(`/${id}`);
    expect(page).toMatch(/<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;b&gt;ada');
    expect((await fetch(`${url}/${id}`)).headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('a mail that is gone is 404', async () => {
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });

  test('the button empties the mailbox', async () => {
    await send();
    expect((await fetch(`${url}/empty`, { method: 'POST' })).url).toBe(`${url}/`);
    expect(mailbox.messages).toEqual([]);
  });
});

describe('as JSON', () => {
  test('mail can be asked for by recipient, whatever the case', async () => {
    await send();
    await send({ ...welcome, to: 'bob@example.com' });
    const to = async (address: string) =>
      (JSON.parse(await read(`/messages.json?to=${address}`)) as { messages: unknown[] }).messages;
    expect(await to('ADA@example.com')).toHaveLength(1);
    expect(await to('nobody@example.com')).toEqual([]);
  });

  test('DELETE empties it', async () => {
    await send();
    expect((await fetch(`${url}/messages`, { method: 'DELETE' })).status).toBe(204);
    expect(mailbox.messages).toEqual([]);
  });

  test('faults can be turned', async () => {
    const put = (faults: object) =>
      fetch(`${url}/faults`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ faults }),
      });
    expect((await put({ refuse: '4xx' })).status).toBe(200);
    expect(mailbox.faults.refuse).toBe('4xx');
    expect((await put({ refuse: 'sometimes' })).status).toBe(400);
  });
});

test('a snapshot can be restored, and listeners hear of each change', async () => {
  const heard = jest.fn();
  mailbox.onChange(heard);
  await send();
  const state = mailbox.snapshot();
  mailbox.clear();
  expect(mailbox.messages).toEqual([]);
  mailbox.restore(state);
  expect(mailbox.messages).toHaveLength(1);
  expect(heard).toHaveBeenCalledTimes(3);
});
