import { newsLetters, type LetterKind } from '../replayed/letter-kinds';
import { isWorthALetter } from '../replayed/notices';
import type { Rules } from '../settings/rules';
import { costOf, type Cost, type Rates } from './cost';
import type { Finding } from './finding';
import type { Weighed } from './sides';

/** What today's settings would have done anyway costs no more by the draft. */
export function costOfAdded(carriedOut: readonly Weighed[], rates: Rates): Cost {
  const isAdded = ({ waited, findings: { today, draft } }: Weighed): boolean =>
    draft !== null && !draft.awaited && (today === null || waited);
  const added = carriedOut.filter(isAdded);
  const rewritten = added.filter(({ account, findings, outcomes: { today, draft } }) => {
    const isOther = today.identity !== draft.identity || today.level?.attributes !== draft.level?.attributes;
    return findings.draft?.what === 'refresh' && account !== null && draft.level !== null && isOther;
  });
  const findings = added.flatMap((each) => each.findings.draft ?? []);
  return costOf(findings, { ...rates, rewritten: rewritten.length });
}

/** By the draft and because of it. */
export function lettersOf(
  carriedOut: readonly Weighed[],
  { mail }: Pick<Rules, 'mail'>,
): { kind: LetterKind; members: number }[] {
  const kinds = carriedOut.flatMap((each) => letterTo(each) ?? []);
  return (['welcome', ...newsLetters] as const)
    .filter((kind) => !mail.silent.includes(kind))
    .map((kind) => ({ kind, members: kinds.filter((each) => each === kind).length }))
    .filter(({ members }) => members > 0);
}

function letterTo({ what, waited, levels, outcomes, findings, account }: Weighed): LetterKind | null {
  const { today, draft } = outcomes;
  if (account === null)
    return isNewAccount(findings.draft) && (waited || !isNewAccount(findings.today)) ? 'welcome' : null;
  if (what === 'loses') return draft.over && isWorthALetter(draft.reason) ? 'ended' : null;
  if (levels.draft === null) return null;
  if (what !== null) return levels.draft.orgUnit === account.orgUnit ? null : 'planChanged';
  return draft.announced !== null && draft.announced !== today.announced ? 'endingSoon' : null;
}

const isNewAccount = (finding: Finding | null): boolean => finding?.what === 'grant' && finding.account === null;
