import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import { listPeople } from '../../contracts/api/people';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';
import type { PeopleIndex } from '../people/people-index';
import type { ReadState } from '../people/read-state';

export interface PeopleRouteDeps {
  people: PeopleIndex;
  /** Reads the roster, if nobody has asked for it before. */
  roster: { begin(): void };
}

export function peopleRoutes({ people, roster }: PeopleRouteDeps): Route[] {
  return [
    serve(listPeople, ({ query: { ids, find } }) => {
      if ((ids === undefined) === (find === undefined)) throw new Problem(400, 'Give either ids or find.');
      roster.begin();
      return Promise.resolve({ people: ids ? people.of(ids) : people.find(find ?? ''), ...readStateView(people) });
    }),
  ];
}

export function readStateView({ state: { readAt, failing } }: { state: ReadState }) {
  return { readAt: toIsoOrNull(readAt), failing: failing && { ...failing, since: toIso(failing.since) } };
}
