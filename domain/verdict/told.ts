import type { Evidence, Reason } from '../replayed/entitlement';
import type { Instant, MemberId } from '../replayed/ids';
import { momentOf, type Clock } from './moment';
import type { Phrases, Told } from './phrases';

/** How one telling speaks: in a language, of a member, at a time. */
export class Teller {
  constructor(
    readonly phrases: Phrases,
    private readonly clock: Clock,
    private readonly member: MemberId,
    /** Access is kept for whoever has it: the account is open. */
    private readonly open: boolean,
  ) {}

  time(form: keyof Phrases['times'], at: Instant, zone: string = this.clock.zone): string {
    const { times, calendar } = this.phrases;
    return times[form](momentOf(at, zone, this.clock.now, calendar));
  }

  timeOrNull(form: keyof Phrases['times'], at: Instant | null | undefined, zone?: string): string | null {
    return at === null || at === undefined ? null : this.time(form, at, zone);
  }

  because(reason: Reason, evidence: readonly Evidence[]): string {
    return this.phrases.because[reason](this.told(reason, evidence));
  }

  /** Of the first record among the evidence. */
  told(reason: Reason, evidence: readonly Evidence[]): Told {
    const [first] = evidence;
    const record = evidence.find(isRecord);
    const checkIn = evidence.find(({ kind }) => kind === 'checkIn');
    const profile = evidence.find((each) => this.isOther(each))?.id ?? null;
    const name = (naming: Phrases['record']): string => this.name(naming, reason, evidence, profile);
    const recordName = name(this.phrases.record);
    return {
      record: recordName,
      title: name(this.phrases.title),
      counted: record === undefined ? null : recordName,
      person: this.phrases.person(first !== undefined && this.isOther(first) ? first.id : null),
      plan: planOf(record),
      on: this.timeOrNull('on', first?.at, first?.zone),
      until: this.timeOrNull('until', first?.at, first?.zone),
      since: this.timeOrNull('since', first?.at, first?.zone),
      checkIn:
        checkIn?.at === undefined
          ? null
          : { at: this.time('at', checkIn.at, checkIn.zone), on: this.time('on', checkIn.at, checkIn.zone) },
      profile,
      open: this.open,
    };
  }

  /** Another profile of the same person. */
  private isOther({ kind, id }: Evidence): boolean {
    return kind === 'coworker' && id !== this.member;
  }

  private name(
    naming: Phrases['record'],
    reason: Reason,
    evidence: readonly Evidence[],
    profile: string | null,
  ): string {
    const index = evidence.findIndex(isRecord);
    const record = evidence[index];
    if (record === undefined || !isRecord(record))
      return naming(ofPasses.includes(reason) ? 'pass' : 'contract', null, null);
    const team = evidence[index + 1];
    const own = naming(record.kind, planOf(record), record.id);
    const shared = team?.kind === 'team' ? this.phrases.ofTeam(own, team.id) : own;
    return profile === null ? shared : this.phrases.ofProfile(shared, profile);
  }
}

const ofPasses: readonly Reason[] = ['pass', 'teamPass', 'passExpired', 'passUsedUp', 'outsideHours'];

type RecordEvidence = Evidence & { kind: 'contract' | 'pass' };
const isRecord = (evidence: Evidence): evidence is RecordEvidence =>
  evidence.kind === 'contract' || evidence.kind === 'pass';

/** Names are typed by people. */
function planOf(record: Evidence | undefined): string | null {
  const name = record?.planName?.replace(/\s+/g, ' ').trim() ?? '';
  return name === '' ? null : name;
}

/** As the beginning of a sentence; a name in camel case keeps its own. */
export const capital = (text: string, { calendar: { locale } }: Phrases): string =>
  /^\p{Ll}+\p{Lu}/u.test(text) ? text : `${text.charAt(0).toLocaleUpperCase(locale)}${text.slice(1)}`;
