/** Why a device did not trust the server's certificate. */
export type Distrust = 'unknown-ca' | 'wrong-name' | 'expired' | 'not-yet-valid' | 'wrong-purpose' | 'other';

/** How an EAP exchange ended, as far as the device can tell (radius.md §4.2). */
export type EapolVerdict =
  | { kind: 'accepted' }
  /** By the server, which does not tell the reason. */
  | { kind: 'refused' }
  /** By the device, before anything secret was sent; `words` are the TLS library's. */
  | { kind: 'distrusted'; reason: Distrust; words: string }
  /** The device has no CA to check the server with. */
  | { kind: 'ca-unreadable' }
  | { kind: 'no-common-method' }
  | { kind: 'no-common-tls' }
  /** No answer: the server is down, the shared secret differs, or it takes too long. */
  | { kind: 'timed-out' }
  /** The network block is wrong, at this line and field where they are known. */
  | { kind: 'bad-block'; line: number | null; field: string | null }
  /** The program ended in an unknown way. */
  | { kind: 'broken'; exitCode: number | null };

/** Reads the outcome from the output of eapol_test 2.10; a null exit code means that it had to be killed. */
export function readVerdict(output: string, exitCode: number | null): EapolVerdict {
  if (exitCode === 255) return badBlock(output);
  if (exitCode === null || /^EAPOL test timed out$/m.test(output)) return { kind: 'timed-out' };
  if (exitCode === 0 && /^MPPE keys OK: [1-9]\d* {2}mismatch: 0$/m.test(output)) return { kind: 'accepted' };
  if (exitCode !== 252) return { kind: 'broken', exitCode };
  const error = /^.*CTRL-EVENT-EAP-TLS-CERT-ERROR reason=(\d+) .*err='(.*)'$/m.exec(output);
  if (error) return distrust(Number(error[1]), error[2] ?? '');
  if (/Failed load CA in DER format/.test(output)) return { kind: 'ca-unreadable' };
  if (/^TLS: Phase 2 Request: Nak type=/m.test(output)) return { kind: 'no-common-method' };
  if (/remote certificate verification \(param=success\)/.test(output)) return { kind: 'refused' };
  return { kind: /^SSL: /m.test(output) ? 'no-common-tls' : 'no-common-method' };
}

/** The reasons are numbered in wpa_supplicant's `tls_fail_reason`. */
function distrust(number: number, words: string): EapolVerdict {
  const reasons: Record<number, Distrust> = {
    1: 'unknown-ca',
    3: 'not-yet-valid',
    4: 'expired',
    5: 'wrong-name',
    6: 'wrong-name',
    9: 'wrong-name',
    10: 'wrong-name',
  };
  const reason = words === 'unsuitable certificate purpose' ? 'wrong-purpose' : (reasons[number] ?? 'other');
  return { kind: 'distrusted', reason, words };
}

/** The complaint may repeat a value, so only its position is kept. */
function badBlock(output: string): EapolVerdict {
  const [, line, field] = /^Line (\d+): (?:unknown network field '(\w+)')?/m.exec(output) ?? [];
  return { kind: 'bad-block', line: line === undefined ? null : Number(line), field: field ?? null };
}

/** The negotiated version of TLS, such as `TLSv1.3`; null when there was none. */
export function readTlsVersion(output: string): string | null {
  return /^SSL: Using TLS version (\S+)$/m.exec(output)?.[1] ?? null;
}
