/** Which CAs a member's devices have got from us, as far as is known. */
export interface CarriedCas {
  /**
   * - `unknown`: it may have got some before this was noted
   * - `nothing`: it has got none yet
   * - `page`: it has opened the page, and may have set a device up by hand
   * - `profile`: it has fetched a profile; what the last one carried counts
   */
  by: 'unknown' | 'nothing' | 'page' | 'profile';
  /** The beginnings of their fingerprints. */
  cas: string[];
}

export const nothingCarried = (): CarriedCas => ({ by: 'nothing', cas: [] });
export const unknownCarried = (): CarriedCas => ({ by: 'unknown', cas: [] });

/** @param cas undefined: an API that does not tell yet */
export const afterProfile = (cas: string[] | undefined): CarriedCas =>
  cas === undefined ? unknownCarried() : { by: 'profile', cas };

/** A page that was only looked at changes no device that has a profile. */
export function afterPage(before: CarriedCas, cas: string[] | undefined): CarriedCas {
  if (before.by === 'unknown' || before.by === 'profile') return before;
  return cas === undefined ? unknownCarried() : { by: 'page', cas };
}

export const NONE_CARRIED = 'none';

/** The search attribute; null: unknown. */
export function carriedWords({ by, cas }: CarriedCas): string[] | null {
  if (by === 'unknown') return null;
  return cas.length === 0 ? [NONE_CARRIED] : cas;
}
