import fc from 'fast-check';
import { shortError } from '../../../domain/webhooks/review-webhooks';

it.each([
  ['The remote server returned an error: (500).', 'The remote server returned an error: (500).'],
  ['Unable to\r\n connect  to the remote server', 'Unable to connect to the remote server'],
  ['POST https://wifi.example.com/webhooks/1/61?key=secret: 401', 'POST https://wifi.example.com/webhooks/1/61 401'],
  ['no user ada@members.example here', 'no user … here'],
  ['mail to <"Ada Byron"@members.example> bounced', 'mail to <… bounced'],
  ['GET /?mail=ada%40members.example', 'GET …'],
  ['https://ada:secret@wifi.example.com/ refused', '… refused'],
  ['', null],
  [' \n ', null],
  [null, null],
])('%j becomes %j', (text, short) => {
  expect(shortError(text)).toBe(short);
});

it('is a line of at most 120 characters', () => {
  expect(shortError('x'.repeat(500))).toHaveLength(120);
});

it('holds no e-mail address and no query, whatever is around them', () => {
  const address = fc.emailAddress();
  const query = fc.string({ minLength: 1, unit: fc.constantFrom(...'abckey=&%-._~') }).map((text) => `?k=${text}`);
  const hidden = fc.oneof(
    address,
    query.map((text) => `https://wifi.example.com/hook${text}`),
  );
  fc.assert(
    fc.property(fc.string(), hidden, fc.string(), (before, secret, after) => {
      const short = shortError(`${before}${secret}${after}`) ?? '';
      expect(short).not.toMatch(/[@?]/);
      expect(short).not.toContain(secret);
    }),
  );
});
