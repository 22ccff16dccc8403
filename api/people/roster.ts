import { NO_STATUS, type Roster, type RosterRow } from '../../contracts/api/roster';
import type { MemberId } from '../../domain/replayed/ids';
import { locationOf } from '../../domain/settings/locations';
import type { Rules } from '../../domain/settings/rules';
import type { MemberRow } from '../ports/gateways';
import type { PeopleIndex } from './people-index';

export interface RosterFilter {
  find?: string;
  status?: string;
  plan?: string;
  location?: string;
  attention?: 'true';
}

export interface RosterSources {
  people: Pick<PeopleIndex, 'matching' | 'membership' | 'one' | 'planName' | 'locationName' | 'has'>;
  /** By id. */
  states: ReadonlyMap<string, MemberRow>;
  /** For names; null: not known now. */
  rules: Rules | null;
}

type Facet = keyof Roster['choices'];
const facets = ['status', 'plan', 'location', 'attention'] as const satisfies Facet[];

/** A member by what it can be filtered by. */
type Traits = { id: MemberId } & Record<Facet, string | null>;

/** Everybody who is known from either side, of whom the filter wants some: in order, and counted. */
export function rosterOf(sources: RosterSources, filter: RosterFilter) {
  const found = idsOf(sources, filter.find ?? '').map((id) => traitsOf(sources, id));
  const fits = (traits: Traits, except?: Facet): boolean =>
    facets.every((facet) => facet === except || filter[facet] === undefined || filter[facet] === traits[facet]);
  const fitting = found.filter((traits) => fits(traits));
  const choicesOf = (facet: Facet): Roster['choices'][Facet] =>
    counted(
      found.filter((traits) => fits(traits, facet)).flatMap((traits) => traits[facet] ?? []),
      filter[facet],
    ).map(([value, count]) => ({ value, name: nameOf(sources, facet, value), count }));
  return {
    ids: fitting.map(({ id }) => id),
    choices: {
      status: choicesOf('status'),
      plan: choicesOf('plan'),
      location: choicesOf('location'),
      attention: choicesOf('attention'),
    },
  };
}

export function rosterRow(sources: RosterSources, id: MemberId): RosterRow {
  const person = sources.people.one(id);
  const state = sources.states.get(id);
  const { plan, location } = traitsOf(sources, id);
  return {
    id,
    name: person?.name ?? null,
    email: person?.email ?? null,
    username: person?.username ?? null,
    status: state?.status ?? null,
    plan: plan === null ? null : nameOf(sources, 'plan', plan),
    until: state?.until ?? null,
    attention: state?.attention ?? null,
    location: location === null ? null : nameOf(sources, 'location', location),
  };
}

/** Those who are named, as they are found; then those whose names are not known, by id. */
function idsOf({ people, states }: RosterSources, text: string): MemberId[] {
  const nameless = [...states.keys()].filter((id) => !people.has(id as MemberId) && id.includes(text.trim()));
  return [...people.matching(text), ...(nameless.sort((a, b) => Number(a) - Number(b)) as MemberId[])];
}

function traitsOf({ people, states }: RosterSources, id: MemberId): Traits {
  const state = states.get(id);
  const membership = people.membership(id);
  return {
    id,
    status: state?.status ?? NO_STATUS,
    plan: state?.plan ?? membership?.planId ?? null,
    location: membership?.businessId ?? state?.location ?? null,
    attention: (state?.attention ?? null) === null ? null : 'true',
  };
}

/** The most first; what is chosen stays a choice when nobody is left. */
function counted(values: string[], chosen: string | undefined): [string, number][] {
  const counts = new Map<string, number>(chosen === undefined ? [] : [[chosen, 0]]);
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function nameOf({ people, rules }: RosterSources, facet: Facet, value: string): string {
  if (facet === 'plan') return people.planName(value) ?? rules?.plans[value as keyof Rules['plans']]?.name ?? value;
  if (facet !== 'location') return value;
  const named = people.locationName(value);
  const known = rules !== null && Object.hasOwn(rules.zones, value);
  return named ?? (known ? locationOf(rules, value as keyof Rules['zones']).spaceName : null) ?? value;
}
