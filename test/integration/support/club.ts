import type { HoldView } from '../../../contracts/api/holds';
import { noFaults as ironwifiWell } from '../../../sandbox/ironwifi/controls/faults';
import { noFaults as nexudusWell } from '../../../sandbox/nexudus/controls/faults';
import type { Rows, TableName } from '../../../sandbox/nexudus/store/rows';
import { eventually } from '../../support/eventually';
import type { Living } from './in-space';
import { sync } from './runs';

export const harbour = 1002;
const patient = { within: 60_000 };
const quietly = { hooks: false };
/** Hooks have long been looked at, and the looks that follow them are over. */
const QUIET_MS = 11_000;

type Tables = { [N in TableName]: Rows[N][] };
type State = { tables: Tables; nextIds: unknown };

/** Fifteen members, seven of them at the harbour, three on the dearer plan, and all to whom nothing must happen. */
export class Club {
  readonly members: string[] = [];
  #well: State | undefined;

  constructor(readonly space: Living) {}

  async open(): Promise<void> {
    const { nexudus, ironwifi } = this.space.sandbox;
    const { play } = nexudus;
    for (let i = 1; i <= 30; i++) play.join({ fullName: `Guest ${i}`, email: `guest${i}@guests.example`, ...quietly });
    for (let i = 1; i <= 15; i++)
      this.members.push(
        play.join({
          fullName: `Member ${i}`,
          email: this.emailOf(i),
          plan: i <= 3 ? 'Dedicated Desk' : 'Hot Desk',
          businessId: i <= 8 ? 1001 : harbour,
        }),
      );
    await eventually('the accounts', () => this.shutOut().length === 0, { ...patient, show: () => this.shutOut() });
    await this.#quiet();
    // a second page of the directory
    for (let i = 1; i <= 100; i++) ironwifi.addForeign({ username: `printer-${i}` });
    this.#well = this.#state();
  }

  emailOf = (number: number): string => `member${number}@members.example`;

  /** Who cannot log in, or could not for a moment. */
  shutOut(): string[] {
    return this.members.filter((id) => {
      const account = this.space.accountOf(id);
      return !account?.enabled || account.history.some(({ enabled }) => !enabled);
    });
  }

  /** Rows that are left out of every list from now on, without a word. */
  hide<N extends TableName>(name: N, isHidden: (row: Rows[N]) => boolean): void {
    this.#rewrite(name, (rows) => rows.filter((row) => !isHidden(row)));
  }

  dropPlan(name: string): void {
    const plan = this.#state().tables.tariffs.find((row) => row.Name === name)?.Id;
    this.hide('contracts', (row) => row.TariffId === plan);
    this.hide('tariffs', (row) => row.Id === plan);
  }

  renamePlan(name: string, other: string): void {
    this.#rewrite('tariffs', (rows) => rows.map((row) => (row.Name === name ? { ...row, Name: other } : row)));
  }

  /** Contracts read as gone, and a hook has every member looked at. */
  async announceLoss(): Promise<void> {
    this.hide('contracts', () => true);
    for (const id of this.members) this.space.sandbox.nexudus.play.changeName(id, 'Somebody Else');
    const held = async (): Promise<number> => (await this.openHolds()).flatMap(({ members }) => members).length;
    await eventually('all of them are held', async () => (await held()) === this.members.length, patient);
  }

  async openHolds(): Promise<HoldView[]> {
    let holds: HoldView[] | undefined;
    // a busy server may answer with a problem
    await eventually('the holds are told', async () => {
      const answer = await this.space.api.listHolds().catch(() => undefined);
      return (holds = answer?.holds) !== undefined;
    });
    return (holds ?? []).filter(({ state }) => state === 'open');
  }

  /** Everything is as it was, in Nexudus and on the way to both. */
  mend(): void {
    const { nexudus, ironwifi } = this.space.sandbox;
    Object.assign(nexudus.faults, nexudusWell());
    Object.assign(ironwifi.faults, ironwifiWell());
    // Nexudus gives no id twice: who joins later is not taken for who is gone
    nexudus.restore({ ...this.#well, nextIds: this.#state().nextIds });
  }

  /** Until a sync finds nothing to do, and nothing is held. */
  async settle(): Promise<void> {
    let seen: unknown;
    await eventually(
      'a sync finds nothing to do',
      async () => {
        const { state, counts } = await sync(this.space);
        seen = counts;
        if (state !== 'done') return false;
        return counts.granted + counts.moved + counts.revoked + counts.refreshed + counts.held === 0;
      },
      { ...patient, show: () => seen },
    );
  }

  async #quiet(): Promise<void> {
    await eventually(
      'all is quiet',
      async () => {
        const looks = await Promise.all(this.members.map((id) => this.space.explain(id)));
        return looks.every(({ lastLookAt }) => (lastLookAt ?? Infinity) < Date.now() - QUIET_MS);
      },
      patient,
    );
  }

  #state(): State {
    return this.space.sandbox.nexudus.snapshot() as State;
  }

  #rewrite<N extends TableName>(name: N, change: (rows: Rows[N][]) => Rows[N][]): void {
    const state = this.#state();
    const tables = { ...state.tables, [name]: change(state.tables[name]) };
    this.space.sandbox.nexudus.restore({ ...state, tables });
  }
}
