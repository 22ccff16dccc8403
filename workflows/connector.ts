import { makeContinueAsNewFunc, setHandler, workflowInfo } from '@temporalio/workflow';
import {
  connectorHealth,
  mailSeen,
  pauseImport,
  syncFinished,
  systemRecovered,
  systemsSeen,
} from '../contracts/replayed';
import { certificateWatcher } from './connector/certificates';
import { listenToGuard } from './connector/guard';
import { catchUp, healthOf, noteMail, noteSync, noteSystems } from './connector/health';
import { listenToMaintenance } from './connector/maintenance';
import { mailer, oweLetter, timekeeper } from './connector/operator-letters';
import { listenToRenewals, renewalAsker } from './connector/renewals';
import { scheduler } from './connector/scheduler';
import { listenToSettings, resolver } from './connector/settings';
import { connectorStateFrom } from './connector/upgrade-state';
import { runLanes } from './runs/lanes';

const ROLL_OVER = 400;

/**
 * One for each space. It owns the versioned settings, the guard that everybody asks before access is taken away, and what is
 * known of the health of Nexudus, IronWifi and the mail server. There is no other database.
 *
 * Its lanes: the resolver makes the rules again when a newer program understands settings differently; the scheduler keeps
 * the Schedule of roster syncs at its interval; the timekeeper reminds of holds and expires them; the mailer writes to the
 * operator; the certificate watcher warns before certificates expire; the renewal asker has
 * members renew their profiles. A run ends when its history has grown long, and hands the state to the next one.
 */
export async function connectorWorkflow(input: { connector: string }): Promise<void> {
  const state = connectorStateFrom(input);
  listenToSettings(state);
  listenToGuard(state);
  listenToMaintenance(state);
  listenToRenewals(state);
  setHandler(connectorHealth, () => healthOf(state));
  setHandler(syncFinished, (summary) => {
    for (const letter of noteSync(state, summary)) oweLetter(state, letter);
  });
  setHandler(systemsSeen, (reports) => noteSystems(state, reports));
  setHandler(mailSeen, (report) => {
    for (const letter of noteMail(state, report)) oweLetter(state, letter);
  });
  setHandler(systemRecovered, ({ system }) => catchUp(state, system));
  setHandler(pauseImport, ({ paused }) => void (state.health.importPaused = paused));

  await runLanes(
    () => [
      scheduler(state),
      timekeeper(state),
      mailer(state),
      resolver(state),
      certificateWatcher(state),
      renewalAsker(state),
    ],
    () => workflowInfo().historyLength > ROLL_OVER,
  );
  await makeContinueAsNewFunc<typeof connectorWorkflow>()(state);
}
