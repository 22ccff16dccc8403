import { readWebhookUrl, webhookUrl } from '../../../domain/webhooks/webhook';

const owner = { publicUrl: 'https://wifi.example.com/latchkey', connector: 'main' };
const prefix = 'https://wifi.example.com/latchkey/webhooks/nexudus/main/';

describe('the address of a webhook', () => {
  it('names location and action, and has the key if there is one', () => {
    expect(webhookUrl({ ...owner, key: null }, '1001', 'CoworkerUpdate')).toBe(`${prefix}1001/CoworkerUpdate`);
    expect(webhookUrl({ ...owner, key: 'k-1' }, '1001', 'CoworkerUpdate')).toBe(`${prefix}1001/CoworkerUpdate?key=k-1`);
  });

  it.each([
    [`${prefix}1001/CoworkerUpdate`, 'CoworkerUpdate'],
    [`${prefix}1001/coworkerupdate?key=old`, 'CoworkerUpdate'],
    [`${prefix}1001/61`, 'AccessControlUpdate'],
    ['https://WiFi.Example.com:443/latchkey/webhooks/nexudus/main/1001/61', 'AccessControlUpdate'],
    [`${prefix}1001/Unheard`, null],
    [`${prefix}61`, null],
    [`${prefix}1001/61/more`, null],
    [prefix, null],
  ])('%s is ours and says %s', (url, action) => {
    const read = readWebhookUrl(owner, url);
    expect(read).not.toBeNull();
    expect(read?.action?.name ?? null).toBe(action);
  });

  it.each([
    'https://wifi.example.com/latchkey/webhooks/nexudus/mainland/1001/61',
    'https://wifi.example.com/latchkey/webhooks/nexudus/other/1001/61',
    'https://wifi.example.com/webhooks/nexudus/main/1001/61',
    'https://wifi.example.com.evil.test/latchkey/webhooks/nexudus/main/1001/61',
    'http://wifi.example.com/latchkey/webhooks/nexudus/main/1001/61',
    `https://doors.example.com/?next=${prefix}1001/61`,
    'not an address',
    '',
  ])('%s is not ours', (url) => {
    expect(readWebhookUrl(owner, url)).toBeNull();
  });
});
