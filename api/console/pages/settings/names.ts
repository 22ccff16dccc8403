import type { Visit } from '../../frame/visit';

/** Names of members, where they are known now; who is not has the id. */
export async function namesOf({ api }: Visit, ids: readonly string[]): Promise<(id: string) => string> {
  const asked = [...new Set(ids)].slice(0, 500).join(',');
  const people =
    asked === ''
      ? []
      : await api.listPeople({ query: { ids: asked } }).then(
          (known) => known.people,
          () => [],
        );
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
