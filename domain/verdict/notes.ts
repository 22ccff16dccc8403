import type { Step } from '../replayed/entitlement';
import type { HoldMark } from '../replayed/guard/hold-mark';
import { writeRefusals } from './phrases';
import { isGranting, lacksPassword, type Position, type Standing } from './standing';
import type { Teller } from './told';

/** What stands between the decision and the account, and what is not certain of it, as sentences behind the first. */
export function notesOf(standing: Standing, step: Step, position: Position, teller: Teller): string[] {
  const { notes } = teller.phrases;
  const { hold } = standing;
  return [
    ...ofPosition(standing, step, position, teller),
    ...(hold !== null && position === 'open' ? [holdNote(hold, teller)] : []),
    ...heirNote(step, teller),
    ...(position === 'open' && lacksPassword(standing) ? [notes.letterOwed] : []),
    ...(standing.attention?.lane === 'looker' ? [notes.outdated(troubleOf(standing.attention, teller))] : []),
    ...(standing.waiting?.lane === 'looker' ? [notes.outdated(notes.readWaits)] : []),
  ];
}

function ofPosition(standing: Standing, step: Step, position: Position, teller: Teller): string[] {
  const { notes } = teller.phrases;
  switch (position) {
    case 'open': {
      const level = movingTo(standing, step);
      return level === null ? [] : [notes.moving(level)];
    }
    case 'opening':
      return [notes.opening];
    case 'closing':
      if (standing.attention?.lane === 'writer') return [troubleOf(standing.attention, teller)];
      return [standing.waiting?.lane === 'writer' ? notes.writeWaits : notes.closing];
    case 'stuck':
    case 'stopped':
    case 'noAccount':
      return [notes.due(teller.because(step.reason, step.evidence))];
    case 'closed':
    case 'preview':
    case 'elsewhere':
      return [];
    default:
      return position satisfies never;
  }
}

/** The level to which an open account is still to be moved; null: it is there. */
export function movingTo({ account, entitlement }: Standing, { access }: Step): string | null {
  if (account?.enabled !== true || access.state !== 'granted' || entitlement?.mayWrite === false) return null;
  return account.orgUnit === access.orgUnit || account.orgUnit === '' ? null : access.orgUnit;
}

/** What the guard does not let happen, and how Nexudus explains it. */
export function holdNote({ id, reason, kept }: HoldMark, teller: Teller): string {
  const { notes } = teller.phrases;
  const says = isGranting(reason) ? notes.otherLevel : teller.because(reason, []);
  return id === null ? notes.kept(teller.timeOrNull('until', kept?.until), says) : notes.held(says);
}

/** Another profile of the same person takes the account over from one that is gone. */
function heirNote({ access, reason, evidence }: Step, { phrases }: Teller): string[] {
  const heir = evidence.slice(1).find(({ kind }) => kind === 'coworker');
  const isGone = reason === 'deleted' || reason === 'archived';
  return access.state === 'keep' && isGone && heir !== undefined ? [phrases.notes.heir(heir.id)] : [];
}

/** What fails, and since when. */
export function troubleOf({ lane, reason, since }: NonNullable<Standing['attention']>, teller: Teller): string {
  const { notes, facts } = teller.phrases;
  const refusal = writeRefusals.find((code) => code === reason);
  if (lane === 'writer' && refusal !== undefined) return notes.writeRefused[refusal];
  const tell = { looker: notes.readFails, writer: notes.writeFails, ...facts.troubles }[lane];
  return tell(teller.time('since', since));
}
