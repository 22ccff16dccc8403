/** Names of locations by id. */
export type Names = ReadonlyMap<string, string>;

/** As people know it; the id of one that Nexudus does not list. */
export const locationName = (names: Names, id: string): string => names.get(id) ?? `#${id}`;
