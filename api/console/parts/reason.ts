import { type Evidence, type Reason, reasons } from '../../../domain/replayed/entitlement';
import { memberId } from '../../../domain/replayed/ids';
import { phrasesOf, verdictLanguages } from '../../../domain/verdict/languages';
import { capital, Teller } from '../../../domain/verdict/told';
import type { Place } from './place';

interface Told {
  /** A word of the closed union; what a newer version says is shown as it is. */
  reason: string;
  /** ISO: an end, a check-out. */
  at?: string | null;
}

/** "The contract ended on 3 Nov": why something is decided, as the verdict says it, where its records are not at hand. */
export function reasonText({ reason, at = null }: Told, { language, zone }: Place): string {
  if (!isReason(reason)) return reason;
  const phrases = phrasesOf[verdictLanguages.find((known) => language.startsWith(known)) ?? 'en'];
  const evidence: Evidence[] = at === null ? [] : [{ kind: 'checkIn', id: '', at: Date.parse(at) }];
  return capital(
    new Teller(phrases, { now: Date.now(), zone }, memberId(''), false).because(reason, evidence),
    phrases,
  );
}

const isReason = (word: string): word is Reason => reasons.some((reason) => reason === word);
