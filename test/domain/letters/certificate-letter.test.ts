import type { CertificateLetter } from '../../../domain/letters/certificate-letter';
import { operatorLetter } from '../../../domain/letters/operator-letter';

const context = { spaceName: 'Loft', zone: 'Europe/London', publicUrl: 'https://wifi.loft.example' };
const letter: CertificateLetter = {
  ...{ kind: 'certificate', use: 'ca', why: { days: 7 }, fingerprint: '3f0c5a92d1b47e68' },
  notAfter: Date.UTC(2026, 10, 20, 12),
};

describe('the letter about a certificate', () => {
  test('says which one, when it expires, what that means, and what to do', () => {
    const { subject, text } = operatorLetter(letter, context);
    expect(subject).toBe('Loft: a CA certificate of the profiles expires soon');
    expect(text).toContain('A CA certificate of the profiles expires on 20 Nov 2026');
    expect(text).toContain('3f0c5a92d1b47e68');
    expect(text).toContain('"A CA roll-over"');
    expect(text).toContain('GET https://wifi.loft.example/api/v1/health');
  });

  test('tells each certificate by what it does', () => {
    const of = (use: CertificateLetter['use']): string => operatorLetter({ ...letter, use }, context).text;
    expect(of('server')).toContain('no member can connect');
    expect(of('signing')).toContain('those that are installed stay as they are');
  });

  test('says when it has expired', () => {
    const { subject, text } = operatorLetter({ ...letter, why: { days: 0 } }, context);
    expect(subject).toBe('Loft: a CA certificate of the profiles has expired');
    expect(text).toContain('has expired on 20 Nov 2026');
  });

  test('says why devices refuse the one that the RADIUS server shows', () => {
    const { subject, text } = operatorLetter({ ...letter, use: 'server', why: { distrust: 'wrongName' } }, context);
    expect(subject).toBe("Loft: the RADIUS server's certificate is not accepted by devices");
    expect(text).toContain("The RADIUS server's certificate has none of the names in radius.serverNames.");
  });
});
