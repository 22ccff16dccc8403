import type { Team } from '../store/rows';
import { everyMethod, type Entity } from './entity';

/** nexudus.md §4.6. */
export const team: Entity<Team> = {
  name: 'Team',
  path: 'spaces/teams',
  blank: () => ({
    BusinessId: 0,
    Name: '',
    TunnelPrivateGroupId: null,
    TeamMembers: [],
    TeamAdministrators: [],
    PayingMemberId: null,
    ShareTimePasses: false,
  }),
  extras: {
    Description: null,
    MaxTeamMemberCount: null,
    DefaultMemberTariffId: null,
    CreateSingleInvoiceForTeam: false,
    TransferCreditsToPayingMember: false,
    ShareExtraServices: false,
    ShareBookingCredit: false,
  },
  required: ['BusinessId', 'Name'],
  references: { BusinessId: 'businesses', PayingMemberId: 'coworkers' },
  listOmits: ['Description', 'TeamMembers', 'TeamAdministrators'],
  methods: everyMethod,
  derive: (row, _view, space) => ({
    CoworkerIds: row.TeamMembers.join(','),
    CoworkerFullNames: row.TeamMembers.map((id) => space.tables.coworkers.get(id)?.FullName ?? '').join(','),
  }),
};
