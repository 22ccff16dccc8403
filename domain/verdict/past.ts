import { evidenceKinds, reasons, type Access, type Evidence, type Reason } from '../replayed/entitlement';
import type { Instant, MemberId } from '../replayed/ids';
import { phrasesOf, type VerdictLanguage } from './languages';
import type { Clock } from './moment';
import { capital, Teller } from './told';
import type { PastPhrases, ToldAccount } from './past/phrases';

/**
 * What happened: Nexudus called, a look at it, a decision (or a step of one whose time had come), a write to the account, what was
 * found in the directory, letters, what the member did with a link, an operator's act, a hold, and what did not work.
 */
export const pastKinds = [
  ...(['hook', 'look', 'decision', 'write', 'directory', 'letter', 'link', 'operator', 'hold', 'trouble'] as const),
  'other',
] as const;

/** A line of a member's timeline, for people. */
export interface Past {
  at: Instant;
  kind: (typeof pastKinds)[number];
  text: string;
  /** Of a decision: what has held from then on. */
  access: Access['state'] | null;
  /** Of an act: who did it, by id. */
  by: string | null;
}

interface Written {
  at: Instant;
  what: string;
}

/**
 * Tells a timeline in a language. The workflow keeps plain lines, those of earlier versions too; what it writes and what is read
 * here are held together by a test.
 */
export function pastOf(
  timeline: readonly Written[],
  member: MemberId,
  language: VerdictLanguage,
  clock: Clock,
): Past[] {
  const teller = new Teller(phrasesOf[language], clock, member, true);
  return timeline.map(({ at, what }) => ({ at, ...told(what, teller) }));
}

function told(what: string, teller: Teller): Omit<Past, 'at'> {
  for (const { kind, pattern, tell } of lines) {
    const found = pattern.exec(what);
    if (found === null) continue;
    const text = tell(teller.phrases.past, { teller, groups: found.groups ?? {} });
    const access = kind === 'decision' ? (stepIn(found.groups?.step ?? '')?.state ?? null) : null;
    if (text !== null) return { kind, text: capital(text, teller.phrases), access, by: found.groups?.by ?? null };
  }
  return { kind: 'other', text: capital(what, teller.phrases), access: null, by: null };
}

interface Found {
  teller: Teller;
  groups: Partial<Record<string, string>>;
}

interface Line {
  kind: Past['kind'];
  pattern: RegExp;
  /** Null: it is another line after all. */
  tell: (past: PastPhrases, found: Found) => string | null;
}

const line = (kind: Past['kind'], pattern: RegExp, tell: Line['tell']): Line => ({ kind, pattern, tell });

/** A pattern with a group for each part that tells something. */
const lines: readonly Line[] = [
  line('hook', /^hook (?<actions>.+)$/, (past, { groups }) => past.hook(groups.actions ?? '')),
  line('look', /^looked: nothing new$/, (past) => past.noNews),
  line('look', /^looks as if: (?<step>.+); a second look will tell$/, (past, found) => past.seems(decision(found))),
  line('look', /^late, so a look comes first: (?<step>.+)$/, (past, found) => past.late(decision(found))),
  line('decision', /^its time has come: (?<step>.+)$/, (past, found) => past.planned(decision(found))),
  line('decision', /^(?<step>(?:granted|prepared|denied|keep)\b.* \(.*\))$/, (_, found) => decision(found)),
  line('write', /^account \S+ created, (?<state>enabled|disabled), (?<level>.*)$/, (past, found) =>
    past.created(accountIn(found)),
  ),
  line('write', /^account changed: (?<fields>[^;]+)(?:; (?<state>enabled|disabled), (?<level>.*))?$/, (past, found) =>
    past.changed(fieldsIn(past, found), found.groups.state === undefined ? null : accountIn(found)),
  ),
  line('write', /^account disabled$/, (past) => past.closed),
  line('write', /^account deleted$/, (past) => past.deleted),
  line('write', /^a create without a reply: looking for the account$/, (past) => past.lostCreate),
  line('write', /^the user name is taken: /, (past) => past.nameTaken),
  line('directory', /^the account is gone from the directory$/, (past) => past.gone),
  line('directory', /^account (?<id>\S+) found (?:in the directory|by its mark)$/, (past, { groups }) =>
    past.found(groups.id ?? ''),
  ),
  line('directory', /^the account has another password than was known, /, (past) => past.otherPassword),
  line(
    'directory',
    /^the account was changed in the directory: (?<state>enabled|disabled), (?<level>.*)$/,
    (past, found) => past.changedByHand(accountIn(found)),
  ),
  line('directory', /^account (?<id>\S*) is handed over to another profile /, (past, { groups }) =>
    past.handedOver(groups.id ?? ''),
  ),
  line('letter', /^letter sent: (?<letter>\w+)$/, (past, { groups }) => textOf(past.letters, groups.letter)),
  line('letter', /^to be asked to renew its profile, /, (past) => past.renewalDue),
  line('link', /^link opened \((?<times>\d+) of (?<of>\d+)\)$/, (past, { groups }) =>
    past.opened(groups.times ?? '', groups.of ?? ''),
  ),
  line('link', /^profile fetched: (?<profile>.+)$/, (past, { groups }) => past.fetched(groups.profile ?? '')),
  line('link', /^a new link was asked for on the page$/, (past) => past.linkAskedFor),
  line('link', /^link written to the Nexudus profile$/, (past) => past.linkShown),
  line('link', /^link removed from the Nexudus profile$/, (past) => past.linkHidden),
  line('operator', /^(?<act>allow|block) by (?<by>.+)$/, actIn),
  line('operator', /^(?<act>override lifted) by (?<by>.+)$/, actIn),
  line('operator', /^(?<act>[a-z ]+) asked for by (?<by>.+)$/, actIn),
  line('operator', /^account (?<id>\S+) is given to the member by (?<by>.+)$/, (past, { groups }) =>
    past.adopted(groups.id ?? '', byIn(past, groups.by)),
  ),
  line('operator', /^is back; was erased on /, (past) => past.back),
  line('hold', /^held \((?<hold>\S+)\) until an operator decides: (?<step>.+)$/, (past, found) =>
    past.held(found.groups.hold ?? '', decision(found)),
  ),
  line('hold', /^kept, as an operator decided: (?<step>.+)$/, (past, found) => past.kept(null, decision(found))),
  line('hold', /^kept by (?<by>\S+) since .+? on \S+: (?<step>.+)$/, (past, found) =>
    past.kept(found.groups.by ?? '', decision(found)),
  ),
  line('trouble', /^(?<lane>\w+) needs attention: (?<why>.+)$/s, (past, found) =>
    past.fails(laneIn(past, found), found.groups.why ?? ''),
  ),
  line('trouble', /^(?<lane>\w+) waits: /, (past, found) => past.waits(laneIn(past, found))),
  line('trouble', /^(?<lane>\w+) works again$/, (past, found) => past.works(laneIn(past, found))),
];

const textOf = <Text>(texts: Record<string, Text>, key: string | undefined): Text | null =>
  key !== undefined && Object.hasOwn(texts, key) ? (texts[key] ?? null) : null;

const actWords: Record<string, keyof PastPhrases['acts']> = {
  allow: 'allow',
  block: 'block',
  'override lifted': 'lift',
  sync: 'sync',
  resend: 'resend',
  'new password': 'rotate',
  'new user name': 'rename',
  retry: 'retry',
  erasure: 'erase',
};

function actIn(past: PastPhrases, { groups }: Found): string | null {
  const act = textOf(actWords, groups.act);
  return act && past.acts[act](byIn(past, groups.by));
}

const byIn = (past: PastPhrases, by = ''): string => (by === 'the member' ? past.theMember : by);

const laneIn = (past: PastPhrases, { groups: { lane = '' } }: Found): string =>
  textOf<string>(past.lanes, lane) ?? lane;

const accountIn = ({ groups: { state, level = '' } }: Found): ToldAccount => ({
  isOpen: state === 'enabled',
  level: level === '' || level === 'no org unit' ? null : level,
});

const fieldsIn = (past: PastPhrases, { groups: { fields = '' } }: Found): string =>
  fields
    .split(', ')
    .map((field) => textOf<string>(past.fields, field) ?? field)
    .join(', ');

/** What a step says; a hold of a sync has its reason only. */
function decision({ teller, groups: { step = '' } }: Found): string {
  const { phrases } = teller;
  const read = stepIn(step);
  if (read === null) {
    const reason = reasons.find((each) => each === step);
    return reason === undefined ? step : teller.because(reason, []);
  }
  const { state, group, reason, evidence } = read;
  const because = teller.because(reason, evidence);
  if (state === 'keep') return because;
  const says = phrases.explained(state === 'granted' ? phrases.heads.yes(null) : phrases.heads.no, because);
  return state === 'granted' && group !== null ? phrases.past.atLevel(says, group) : says;
}

interface StepWords {
  state: Access['state'];
  group: string | null;
  reason: Reason;
  evidence: Evidence[];
}

/** `granted basic-wifi (contract Hot Desk #4411)`, `denied (ended: contract Hot Desk #4411)`; null: it is none. */
function stepIn(text: string): StepWords | null {
  const {
    state,
    group = null,
    why = '',
  } = /^(?<state>granted|prepared|denied|keep)(?: (?<group>.+?))?? \((?<why>.*)\)$/.exec(text)?.groups ?? {};
  const { told, kind, plan, id } =
    /^(?:(?<told>\w+)(?:: |$))?(?:(?<kind>\w+)(?: (?<plan>.+))? #(?<id>\S+))?$/.exec(why)?.groups ?? {};
  const reason = reasons.find((each) => each === (told ?? kind));
  if (state === undefined || reason === undefined) return null;
  const known = evidenceKinds.find((each) => each === kind);
  const evidence =
    known === undefined || id === undefined ? [] : [{ kind: known, id, ...(plan && { planName: plan }) }];
  return { state: state as Access['state'], group, reason, evidence };
}
