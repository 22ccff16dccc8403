import { randomBytes } from 'node:crypto';

/** Settings that somebody has written and not saved yet. */
export interface Draft {
  id: string;
  /** Where it was written, and is written on. */
  from: 'form' | 'yaml' | 'history';
  /** What was edited, and its version; null: none were saved. */
  base: Record<string, unknown> | null;
  version: number;
  settings: Record<string, unknown>;
  acceptsCutOff: boolean;
  /** What may not be meant. */
  warnings: string[];
  /** The run that says what it would do. */
  whatIf: string | null;
}

const AT_MOST = 50;

/** In memory, so that a page that polls, or is loaded again, shows the same draft. The oldest go; a restart forgets them all. */
export class Drafts {
  readonly #drafts = new Map<string, Draft>();

  add(draft: Omit<Draft, 'id' | 'whatIf'>): Draft {
    const added: Draft = { ...draft, id: randomBytes(12).toString('hex'), whatIf: null };
    this.#drafts.set(added.id, added);
    for (const id of [...this.#drafts.keys()].slice(0, -AT_MOST)) this.#drafts.delete(id);
    return added;
  }

  find(id: string): Draft | null {
    return this.#drafts.get(id) ?? null;
  }

  /** A what-if of this draft is under way. */
  tried(id: string, whatIf: string): void {
    const draft = this.#drafts.get(id);
    if (draft !== undefined) this.#drafts.set(id, { ...draft, whatIf });
  }

  drop(id: string): void {
    this.#drafts.delete(id);
  }
}
