import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Entitlement, entitlementTag } from '../replayed/entitlement';
import { memberId, type MemberId } from '../replayed/ids';
import { type SeenAccount } from './finding';

/** Goes up when marks are made or packed in another way. Before the second they did not say so. */
const MARKS_VERSION = 2;
const HEADER = /^marks (\d+)$/;

/**
 * A mark for each decision and the account that it met: what a preview is bound to; or for what a what-if has shown of a
 * member. Some 7 bytes a member when packed, so that those of 100,000 members fit into a workflow's result.
 */
export class Marks {
  readonly #marks = new Map<MemberId, string>();

  add(member: MemberId, entitlement: Entitlement, account: SeenAccount | undefined): void {
    const [step] = entitlement.steps;
    if (step === undefined) return;
    // no account, and none to come: nothing that a preview would have to show
    if (account === undefined && step.access.state === 'denied' && entitlement.steps.length === 1) return;
    const seen = account && [account.id, account.enabled, account.orgUnit];
    this.put(member, [entitlementTag(entitlement, step), seen ?? null]);
  }

  /** @param shown plain JSON */
  put(member: MemberId, shown: unknown): void {
    this.#marks.set(member, createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 8));
  }

  pack(): string {
    const lines = [...this.#marks].sort(([one], [other]) => (one < other ? -1 : 1)).map((pair) => pair.join(' '));
    return deflateRawSync([`marks ${MARKS_VERSION}`, ...lines].join('\n')).toString('base64');
  }

  /** @throws Error with one sentence if a newer version packed them. */
  static unpack(packed: string): Marks {
    const marks = new Marks();
    const text = inflateRawSync(Buffer.from(packed, 'base64')).toString();
    const lines = text === '' ? [] : text.split('\n');
    const version = Number(HEADER.exec(lines[0] ?? '')?.[1] ?? 1);
    if (version > MARKS_VERSION)
      throw new Error('A newer Latchkey made the preview: update this process, or make a new one.');
    for (const line of version === 1 ? lines : lines.slice(1)) {
      const [member = '', mark = ''] = line.split(' ');
      marks.#marks.set(memberId(member), mark);
    }
    return marks;
  }

  /** Members whose mark is not the same here and there. */
  differences(other: Marks): MemberId[] {
    const members = new Set([...this.#marks.keys(), ...other.#marks.keys()]);
    return [...members].filter((member) => this.#marks.get(member) !== other.#marks.get(member)).sort();
  }
}

/** The same for equal marks, and settings. */
export const fingerprintOf = (packed: string, settingsVersion: number): string =>
  createHash('sha256').update(`${settingsVersion} ${packed}`).digest('hex').slice(0, 32);
