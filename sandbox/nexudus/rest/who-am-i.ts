import { toWire, zoneName } from '../store/clock';
import type { Space } from '../store/space';

/** `GET /api/auth/me`: the user whose credentials are used (nexudus.md §1.5). */
export function whoAmI(space: Space): Record<string, unknown> {
  const businesses = [...space.tables.businesses.all()];
  const [first] = businesses;
  const { username } = space.options;
  return {
    Id: 1_415_900_001,
    UniqueId: '6f1c6a52-5f0b-4a52-9a3a-6d1b0c1f7a10',
    FullName: 'Sandbox Owner',
    Email: username,
    DefaultBusinessId: first?.Id ?? null,
    DefaultBusinessName: first?.Name ?? null,
    DefaultCurrencyCode: first?.CurrencyCode ?? null,
    DefaultCountryId: 1221,
    DefaultSimpleTimeZoneId: first?.SimpleTimeZoneId ?? null,
    DefaultSimpleTimeZoneNameIana: zoneName(first?.SimpleTimeZoneId ?? 0),
    IsAdmin: true,
    APIAccess: true,
    Active: true,
    Validated: true,
    MustResetPassword: false,
    Devices: null,
    Businesses: businesses.map((business) => business.Id),
    UserRoles: [],
    UpdatedOn: toWire(space.now()),
  };
}
