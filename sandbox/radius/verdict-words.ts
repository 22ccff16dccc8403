import { refusalWords } from '../ironwifi';
import type { Distrust } from './eapol-output';
import type { LogInVerdict } from './login';
import type { RefusalReason } from './verdict-log';

const reasons: Record<RefusalReason, string> = {
  ...refusalWords,
  'accounts-unreachable': 'The server could not ask for the account',
  unexplained: 'The server gives no reason',
};

const distrusts: Record<Distrust, string> = {
  'unknown-ca': 'it comes from another CA',
  'wrong-name': 'it is for another name',
  expired: 'it has expired',
  'not-yet-valid': 'it is not valid yet',
  'wrong-purpose': 'it is not for servers',
  other: 'it cannot be checked',
};

/** A verdict in words: why somebody was refused; empty when they were accepted. */
export function verdictWords(verdict: LogInVerdict): string {
  switch (verdict.kind) {
    case 'accepted':
      return '';
    case 'refused':
      return reasons[verdict.reason];
    case 'distrusted':
      return `The device does not trust the server’s certificate: ${distrusts[verdict.reason]}`;
    case 'ca-unreadable':
      return 'The device cannot read the CA that it is to trust';
    case 'no-common-method':
      return 'Device and server have no method in common';
    case 'no-common-tls':
      return 'Device and server have no version of TLS in common';
    case 'timed-out':
      return 'The server did not answer';
    case 'bad-block':
      return `The device does not understand its setup${verdict.line === null ? '' : ` (line ${verdict.line})`}`;
    case 'broken':
      return `eapol_test has ended (exit code ${verdict.exitCode ?? 'unknown'})`;
    case 'tool-missing':
      return verdict.sentence;
  }
}
