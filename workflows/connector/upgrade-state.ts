import type { OperatorLetter } from '../../domain/letters/operator-letter';
import type { SettingsDocument } from '../../contracts/replayed';
import { ANY, keptKey, type GuardState, type Hold, type HoldCause } from '../../domain/replayed/guard/guard-state';
import { newCertificateWatch } from '../../domain/replayed/health/certificates';
import { newMailHealth } from '../../domain/replayed/health/mail-health';
import type { BusinessId, MemberId } from '../../domain/replayed/ids';
import { takeOver } from '../runs/hand-over';
import { withoutAddress } from './operator-address';
import { connectorRulesFrom } from './rules';
import { newConnector, type ConnectorState } from './state';

/** The state that the connector's run begins with, whichever version of this code wrote it. */
export function connectorStateFrom(input: { connector: string }): ConnectorState {
  return takeOver(input, {
    owner: `connector ${input.connector}`,
    fresh: newConnector(input.connector),
    inputFields: ['connector'],
    upgrades: [numberResolvers, toVersion3],
  });
}

interface ChangedSinceV1 {
  document: SettingsDocument | null;
  post: OperatorLetter[];
}

/** Version 2 knows which resolver made the rules, so that a newer one makes them again. */
function numberResolvers({ document, post, ...same }: ChangedSinceV1): object {
  return {
    ...same,
    schemaVersion: 2,
    document: document && { ...document, resolved: connectorRulesFrom(document.resolved) },
    newestResolver: null,
    owedLetters: post,
  };
}

interface GuardV2 extends Omit<GuardState, 'holds' | 'kept' | 'keptMore'> {
  keptMore: Record<string, number>;
  holds: Omit<Hold, 'keptUntil'>[];
  kept: Record<MemberId, { cause: HoldCause; businessId: BusinessId | null }>;
}

interface ChangedSinceV2 {
  document: ConnectorState['document'];
  guard: GuardV2;
  health: Omit<ConnectorState['health'], 'mail' | 'certificates' | 'renewal'>;
}

/**
 * Version 3 watches the mail server and certificates, remembers more of who is kept and what updates were answered, and no longer
 * has the operator's address.
 */
const toVersion3 = ({ document, guard, health, ...same }: ChangedSinceV2): object => ({
  ...same,
  schemaVersion: 3,
  document: document && withoutAddress(document),
  guard: keptForReasons(guard),
  health: { ...health, mail: newMailHealth(), certificates: newCertificateWatch(), renewal: null },
  answered: [],
});

/**
 * Version 3 remembers for which reason and until when members are kept. Before, a closed hold had some of them with their
 * reasons, and all were kept for good; now the time of their hold counts from the decision.
 */
function keptForReasons(guard: GuardV2): GuardState {
  const holds = guard.holds.map((hold) => ({ ...hold, keptUntil: keptUntil(hold) }));
  const kept: GuardState['kept'] = {};
  let { serial } = guard;
  for (const [id, { cause, businessId }] of Object.entries(guard.kept) as [MemberId, GuardV2['kept'][MemberId]][]) {
    let by = holds.findLast(
      (hold) => hold.keptUntil !== null && hold.cause === cause && hold.businessId === businessId,
    );
    if (by === undefined) holds.push((by = forgottenHold(String((serial += 1)), cause, businessId)));
    kept[id] = { hold: by.id, reason: by.members.find((member) => member.id === id)?.reason ?? ANY };
  }
  const keptMore = Object.fromEntries(
    Object.entries(guard.keptMore).map(([key, count]) => {
      const by = holds.findLast((hold) => hold.keptUntil !== null && keptKey(hold.cause, hold.businessId) === key);
      return [key, { count, hold: by?.id ?? '' }];
    }),
  );
  return { ...guard, serial, holds, kept, keptMore };
}

const keptUntil = ({ state, decided, openedAt, expiresAt }: Omit<Hold, 'keptUntil'>): number | null =>
  decided !== null && (state === 'rejected' || state === 'expired') ? decided.at + (expiresAt - openedAt) : null;

/** Nobody knows any more who decided, nor when: its members are asked about again. */
const forgottenHold = (id: string, cause: HoldCause, businessId: BusinessId | null): Hold => ({
  ...{ id, cause, businessId, members: [], more: 0, openedAt: 0, expiresAt: 0, state: 'rejected' },
  ...{ decided: { by: 'unknown', reason: '', at: 0 }, keptUntil: 0, remindAt: null, reminders: 0 },
});
