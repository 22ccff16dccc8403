import type { IronwifiEmulator } from '../../../sandbox/ironwifi';
import { connector } from './system';
import type { Level } from './levels';

/** What the directory lets the member do from an instant on. */
export interface Sight {
  at: number;
  level: Level;
  username: string;
  password: string;
}

const nothing: Sight = { at: 0, level: null, username: '', password: '' };

/** Sees every change of every account at the moment at which it happens: no shut-out is too short for it. */
export class Witness {
  readonly #seen = new Map<string, Sight[]>();

  constructor(private readonly ironwifi: IronwifiEmulator) {
    ironwifi.onChange(() => this.#look());
  }

  /** Oldest first; it begins with no access. */
  sightsOf = (id: string): readonly Sight[] => this.#seen.get(id) ?? [nothing];

  now = (id: string): Sight => this.sightsOf(id).at(-1) ?? nothing;

  #look(): void {
    const at = Date.now();
    const present = new Map<string, Sight>();
    for (const { notes, enabled, orgunit, username, password } of this.ironwifi.accounts()) {
      const id = ours.exec(notes)?.[1];
      if (id !== undefined) present.set(id, { at, level: enabled ? orgunit : null, username, password });
    }
    for (const id of new Set([...present.keys(), ...this.#seen.keys()])) {
      const sight = present.get(id) ?? { ...nothing, at };
      if (!isSame(sight, this.now(id))) this.#seen.set(id, [...this.sightsOf(id), sight]);
    }
  }
}

const ours = new RegExp(`^latchkey:${connector}:(\\d+)`);

const isSame = (one: Sight, other: Sight): boolean =>
  one.level === other.level && one.username === other.username && one.password === other.password;
