import { EapolMissing, randomStation, runEapol, type EapolOptions, type EapolRun } from './eapol';
import type { EapolVerdict } from './eapol-output';
import { networkBlock, type DeviceSetup } from './network-block';
import { reasonOf, type RefusalReason, type VerdictLog } from './verdict-log';

/** How a login ended, including what only the server knows. */
export type LogInVerdict =
  | Exclude<EapolVerdict, { kind: 'refused' }>
  | { kind: 'refused'; reason: RefusalReason }
  | { kind: 'tool-missing'; sentence: string };

export interface LogInResult extends Omit<EapolRun, 'verdict'> {
  verdict: LogInVerdict;
}

export interface LogInAttempt extends DeviceSetup, EapolOptions {
  /** The server's log of verdicts. */
  verdicts: VerdictLog;
}

/** Logs a device with this setup in over a real EAP exchange. The result never contains the password. */
export async function tryToLogIn({ verdicts, ...attempt }: LogInAttempt): Promise<LogInResult> {
  const station = attempt.station ?? randomStation();
  const before = await verdicts.end();
  try {
    const run = await runEapol(networkBlock(attempt), { ...attempt, station });
    if (run.verdict.kind !== 'refused') return { ...run, verdict: run.verdict };
    return { ...run, verdict: { kind: 'refused', reason: reasonOf(await verdicts.lastOn(station, before)) } };
  } catch (error) {
    if (!(error instanceof EapolMissing)) throw error;
    const verdict = { kind: 'tool-missing', sentence: error.message } as const;
    return { verdict, attributes: [], outerIdentities: [], tls: null, wire: Buffer.alloc(0), station, ms: 0 };
  }
}
