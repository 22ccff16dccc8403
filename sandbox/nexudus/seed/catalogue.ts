import { entities } from '../entities';
import { timeZoneIds } from '../store/clock';
import type { Space } from '../store/space';

const plans = [
  { Name: 'Hot Desk', Price: 150, SystemTariffType: 5 },
  { Name: 'Dedicated Desk', Price: 290, SystemTariffType: 3 },
  { Name: 'Private Office', Price: 900, SystemTariffType: 1 },
  { Name: 'Virtual Office', Price: 40, SystemTariffType: 10, IsVirtualOffice: true },
  { Name: 'Night Owl', Price: 80, SystemTariffType: 6 },
];

const passes = [
  { Name: 'Day Pass', Price: 20, MinutesIncluded: null },
  { Name: '10 Hour Pass', Price: 60, MinutesIncluded: 600 },
];

/** The two locations and what they sell. Always there, with or without members. */
export function addCatalogue(space: Space): void {
  space.insert('businesses', location('Main Street', 'mainstreet', 'Europe/London', 'GBP'));
  space.insert('businesses', location('Harbour', 'harbour', 'America/New_York', 'USD'));
  for (const plan of plans) space.insert('tariffs', { ...entities.tariffs.blank(space), BusinessId: 1001, ...plan });
  for (const pass of passes)
    space.insert('timePasses', { ...entities.timePasses.blank(space), BusinessId: 1001, ...pass });
}

function location(Name: string, WebAddress: string, zone: keyof typeof timeZoneIds, CurrencyCode: string) {
  return { Name, WebAddress, SimpleTimeZoneId: timeZoneIds[zone], CurrencyCode };
}
