import { readTlsVersion, readVerdict } from '../../sandbox/radius/eapol-output';

/** How an exchange ended, read from lines as eapol_test 2.10 prints them; test/radius has it print them. */
const verified = 'EAP: Status notification: remote certificate verification (param=success)';
const tls = 'SSL: Using TLS version TLSv1.2';
const reject = 'RADIUS message: code=3 (Access-Reject) identifier=7 length=44';
const failure = ['MPPE keys OK: 0  mismatch: 1', 'FAILURE', ''];
const certificateError = (rest: string) => `CTRL-EVENT-EAP-TLS-CERT-ERROR ${rest}`;

const verdict = (exitCode: number | null, ...lines: string[]) => readVerdict(lines.join('\n'), exitCode);

test('accepted: exit code 0 and keys that both sides know', () => {
  expect(verdict(0, tls, verified, 'MPPE keys OK: 1  mismatch: 0', 'SUCCESS', '')).toEqual({ kind: 'accepted' });
  expect(verdict(0, tls, verified, 'MPPE keys OK: 0  mismatch: 1', 'SUCCESS', '')).toEqual({
    kind: 'broken',
    exitCode: 0,
  });
  expect(verdict(252, tls, verified, 'MPPE keys OK: 1  mismatch: 0', ...failure).kind).not.toBe('accepted');
});

test('refused by the server: the device was satisfied with it', () => {
  expect(verdict(252, tls, verified, reject, ...failure)).toEqual({ kind: 'refused' });
});

test.each([
  [
    "reason=1 depth=1 subject='/O=x/CN=y' err='self-signed certificate in certificate chain'",
    'unknown-ca',
    'self-signed certificate in certificate chain',
  ],
  ["reason=1 depth=0 subject='/CN=y' err='Server certificate mismatch'", 'unknown-ca', 'Server certificate mismatch'],
  [
    "reason=3 depth=0 subject='/CN=y' err='certificate is not yet valid'",
    'not-yet-valid',
    'certificate is not yet valid',
  ],
  ["reason=4 depth=0 subject='/CN=y' err='certificate has expired'", 'expired', 'certificate has expired'],
  ["reason=6 depth=0 subject='/CN=y' err='AltSubject mismatch'", 'wrong-name', 'AltSubject mismatch'],
  ["reason=9 depth=0 subject='/CN=y' err='Domain suffix mismatch'", 'wrong-name', 'Domain suffix mismatch'],
  ["reason=10 depth=0 subject='/CN=y' err='Domain mismatch'", 'wrong-name', 'Domain mismatch'],
  [
    "reason=0 depth=0 subject='/CN=y' err='unsuitable certificate purpose'",
    'wrong-purpose',
    'unsuitable certificate purpose',
  ],
  ["reason=0 depth=0 subject='/CN=y' err='something new'", 'other', 'something new'],
])('refused by the device: %s is %s', (rest, reason, words) => {
  expect(verdict(252, tls, certificateError(rest), reject, ...failure)).toEqual({ kind: 'distrusted', reason, words });
});

test.each([
  ['the CA cannot be read', ['OpenSSL: tls_load_ca_der - Failed load CA in DER format error'], 'ca-unreadable'],
  ['no method inside the tunnel', [tls, verified, 'TLS: Phase 2 Request: Nak type=26'], 'no-common-method'],
  ['no method at all', [], 'no-common-method'],
  ['no version of TLS', ['SSL: Using TLS version TLSv1.1'], 'no-common-tls'],
])('%s', (_case, lines, kind) => {
  expect(verdict(252, ...lines, reject, ...failure)).toEqual({ kind });
});

test('timed out: by its own clock, or because it had to be killed', () => {
  expect(verdict(252, 'EAPOL test timed out', ...failure)).toEqual({ kind: 'timed-out' });
  expect(verdict(null, tls)).toEqual({ kind: 'timed-out' });
});

describe('a block that it does not understand', () => {
  test('is told by line and field', () => {
    expect(
      verdict(255, "Line 7: unknown network field 'domian_match'.", 'Line 9: failed to parse network block.'),
    ).toEqual({ kind: 'bad-block', line: 7, field: 'domian_match' });
    expect(verdict(255, "Failed to parse configuration file 'x'.")).toEqual({
      kind: 'bad-block',
      line: null,
      field: null,
    });
  });

  test('is not repeated: it may hold the password', () => {
    const bad = verdict(
      255,
      "Line 5: failed to parse password 'open-sesame'.",
      'Line 8: failed to parse network block.',
    );
    expect(bad).toEqual({ kind: 'bad-block', line: 5, field: null });
  });
});

test('the version of TLS is the one agreed on', () => {
  expect(readTlsVersion(`x\n${tls}\ny`)).toBe('TLSv1.2');
  expect(readTlsVersion('x')).toBeNull();
});
