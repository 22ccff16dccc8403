import { randomUUID } from 'node:crypto';
import type { IronwifiFaults } from '../controls/faults';
import type { IronwifiOptions } from '../controls/options';
import type { IronwifiSwitches } from '../controls/switches';
import type { Store } from './store';

/** What every part of the emulator shares. */
export interface Context {
  readonly options: IronwifiOptions;
  readonly switches: IronwifiSwitches;
  readonly faults: IronwifiFaults;
  readonly store: Store;
  /** Call it after every change of the store. */
  readonly changed: () => void;
}

export function newId({ switches, store }: Context): string {
  return switches.ids === 'uuid' ? randomUUID() : String(store.nextInteger++);
}

/** An id as it goes over the wire: the old documents show JSON numbers. */
export function wireId({ switches }: Context, id: string): string | number {
  return switches.ids === 'integer' && /^\d+$/.test(id) ? Number(id) : id;
}

/** `YYYY-MM-DD HH:MM:SS` in UTC (ironwifi.md §2.4). */
export function wireTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
