import { Secret } from '../../config';
import { webhookAddressOf, webhookTemplate, webhookUrlKey } from '../../domain/webhooks/webhook';
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

  it('is in the address only where nothing signs, and is that of the newest master key', () => {
    const owner = { publicUrl: 'https://wifi.example.com', connector: 'main' };
    const older = new Secret(Buffer.alloc(32, 8));
    const template = `${owner.publicUrl}/webhooks/nexudus/main/{businessId}/{action}`;
    const signed = webhookAddressOf(owner, [new Secret('s')], [masterKey]);
    expect(webhookTemplate(signed)).toBe(template);
    const keyed = webhookAddressOf(owner, [], [masterKey, older]);
    expect(webhookTemplate(keyed)).toBe(`${template}?key=${webhookUrlKey(masterKey, 'main')}`);
  });
});
