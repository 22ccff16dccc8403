import { webhookAddress, webhookUrlKey } from '../../api/webhooks/url-key';
import { Secret } from '../../config';
import { masterKey } from './support/served-api';

describe('the key in the address of hooks that are not signed', () => {
  it('is the same every time, of 256 bits, and fit for an address', () => {
    expect(webhookUrlKey(masterKey, 'main')).toBe(webhookUrlKey(masterKey, 'main'));
    expect(webhookUrlKey(masterKey, 'main')).toMatch(/^[\w-]{43}$/);
  });

  it('is another one for another connector or master key', () => {
    const other = new Secret(Buffer.alloc(32, 8));
    const keys = [webhookUrlKey(masterKey, 'main'), webhookUrlKey(masterKey, 'east'), webhookUrlKey(other, 'main')];
    expect(new Set(keys).size).toBe(3);
  });

  it('is shown in the address only where it counts', () => {
    const base = 'https://wifi.example.com';
    expect(webhookAddress(base, 'main', null)).toBe(`${base}/webhooks/nexudus/main/{businessId}/{action}`);
    expect(webhookAddress(base, 'main', 'k')).toBe(`${base}/webhooks/nexudus/main/{businessId}/{action}?key=k`);
  });
});
