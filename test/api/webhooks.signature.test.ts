import { isSigned } from '../../api/webhooks/genuine';
import { Secret } from '../../config';

const secret = new Secret('demo-shared-secret');
const bytes = (text: string) => Buffer.from(text, 'utf8');

/** The vectors of nexudus.md §5.5. */
const ada = bytes('[{"Id":1001,"FullName":"Ada Byron"}]');
const adaHmac = 'B990F84A2D1DD4B45DC50AB109B9804847B18F592878C978643B6EF1BD2C9C5F';
const zoe = bytes('[{"Id":1002,"FullName":"Zoë 😀"}]');
const zoeRaw = '421326ECC3566A67A8F3AC5720285543CF8C1554BCD903715DF1C0DD52BF3831';
const zoeFolded = '00D156D71ADA5E2C0B616714C995840635C587F8C9DAD3F22BF271501C60162A';
const nothing = bytes('[]');
const nothingHmac = '52D1966F4142BD2C65D880ECA5401C2DDA85D28BAEF467AF25C6CABF026E4883';

describe('the signature of a hook', () => {
  it.each([
    ['an ASCII body', ada, adaHmac],
    ['an empty list', nothing, nothingHmac],
    ['raw UTF-8', zoe, zoeRaw],
    ['text folded to ASCII', zoe, zoeFolded],
    ['lower-case digits', zoe, zoeFolded.toLowerCase()],
  ])('is right for %s', (_what, body, signature) => {
    expect(isSigned(body, signature, [secret])).toBe(true);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['of another body', nothingHmac],
    ['cut short', adaHmac.slice(0, 63)],
    ['not hex', 'Z'.repeat(64)],
    ['sent twice', `${adaHmac}, ${adaHmac}`],
  ])('is wrong when %s', (_what, signature) => {
    expect(isSigned(ada, signature, [secret])).toBe(false);
  });

  it('is right under either of two secrets', () => {
    expect(isSigned(ada, adaHmac, [new Secret('the-new-one'), secret])).toBe(true);
    expect(isSigned(ada, adaHmac, [new Secret('the-new-one')])).toBe(false);
  });

  it('does not let another record through by folding', () => {
    expect(isSigned(bytes('[{"Id":1003,"FullName":"Zoë 😀"}]'), zoeFolded, [secret])).toBe(false);
  });
});
