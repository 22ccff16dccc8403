import { operatorLetter, type QuarantineLetter } from '../../../domain/letters/operator-letter';

const noon = Date.UTC(2026, 10, 3, 12);
const context = { spaceName: 'Loft', zone: 'Europe/London', publicUrl: 'https://wifi.loft.example' };
const letter: QuarantineLetter = {
  ...{ kind: 'quarantine', news: 'begun', side: 'ironwifi', code: 'unauthorized' },
  ...{ since: noon, at: noon },
};

describe('the letter about a quarantine', () => {
  test('says which system, why, that nobody loses anything, and how to try', () => {
    const { subject, text } = operatorLetter(letter, context);
    expect(subject).toBe('Loft: syncs fail because of IronWifi');
    expect(text).toContain('IronWifi: the API key is refused.');
    expect(text).toContain('members keep what they have');
    expect(text).toContain('POST https://wifi.loft.example/api/v1/sync');
  });

  test('distinguishes a refused log-in from a system that is away', () => {
    const of = (code: QuarantineLetter['code']): string =>
      operatorLetter({ ...letter, side: 'nexudus', code }, context).text;
    expect(of('forbidden')).toContain('Nexudus: the log-in is refused, or its user lacks a role.');
    expect(of('unreachable')).toContain('Nexudus: it cannot be reached.');
    expect(of('shielded')).toContain('Nexudus: something in front of it, such as a web application firewall, answers');
    expect(of('rejected')).toContain('(rejected)');
  });

  test('of the mail server says what was wrong, since when, and that it arrives only now', () => {
    const { subject, text } = operatorLetter({ ...letter, side: 'mail' }, context);
    expect(subject).toBe('Loft: mail was not sent for a while');
    expect(text).toContain('the log-in was refused. It began on 3 Nov 2026');
    expect(text).toContain('Access to the network was not delayed.');
  });

  test('says that it is over', () => {
    const { subject, text } = operatorLetter({ ...letter, news: 'ended', at: noon + 3_600_000 }, context);
    expect(subject).toBe('Loft: IronWifi works again');
    expect(text).toContain('The quarantine of IronWifi');
  });
});
