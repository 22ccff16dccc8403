import type { BusinessId } from '../ids';
import { businessId } from '../ids';
import type { GuardSettings } from '../../settings/settings';
import type { LocationProposal } from './proposal';
import { locationKey } from './guard-state';

/** Where far fewer coworkers are listed than the last time. */
export interface Shrinkage {
  everywhere: boolean;
  locations: ReadonlySet<BusinessId | null>;
}

/** A few people who leave a small location are no sign of a bad reading. */
const FEW = 5;

export function shrinkage(
  before: Record<string, number>,
  now: readonly Pick<LocationProposal, 'businessId' | 'coworkers'>[],
  { sourcePercent }: GuardSettings,
): Shrinkage {
  const counts = new Map(now.map((each) => [locationKey(each.businessId), each.coworkers]));
  const isShrunk = (was: number, is: number): boolean => was - is > FEW && is < (was * sourcePercent) / 100;
  // where nobody knows the location, only the sum can tell
  const located = Object.entries(before).filter(([key]) => key !== '');
  const shrunk = located.filter(([key, was]) => isShrunk(was, counts.get(key) ?? 0));
  const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
  return {
    everywhere: isShrunk(sum(Object.values(before)), sum(counts.values())),
    locations: new Set(shrunk.map(([key]) => businessId(key))),
  };
}
