import { fromWire, toWire } from '../store/clock';

/** A point in time as a test or the page has it: ISO text (UTC unless it says otherwise), milliseconds, or a date. */
export type Moment = string | number | Date;

export interface HookChoice {
  /** `false` changes the data without telling anybody. */
  hooks?: boolean;
}

/** @throws RangeError for text that is not an ISO date. */
export function wire(moment: Moment): string {
  const milliseconds = typeof moment === 'string' ? fromWire(moment) : Number(moment);
  if (milliseconds === null || Number.isNaN(milliseconds)) throw new RangeError(`"${String(moment)}" is not a date.`);
  return toWire(milliseconds);
}
