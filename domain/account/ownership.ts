export interface Owner {
  connector: string;
  member: string;
}

/** What the notes of every account that we create begin with; an account without it is never touched. */
export function ownershipMark(connector: string, member: string): string {
  return `latchkey:${connector}:${member}`;
}

/** The mark of an account that somebody else made, before what its notes already said. */
export function adoptionMark(connector: string, member: string, notes: string): string {
  return `${ownershipMark(connector, member)} adopted ${notes}`.trim();
}

export const isAdopted = (notes: string): boolean => /^\s*latchkey:\S+ adopted(?:\s|$)/.test(notes);

/** Whose account it is, by its notes; operators may have written more behind the mark. Null: not ours. */
export function parseMark(notes: string | null): Owner | null {
  const [, connector, member] = /^\s*latchkey:([A-Za-z0-9][\w.-]*):([A-Za-z0-9-]+)(?:\s|$)/.exec(notes ?? '') ?? [];
  return connector && member ? { connector, member } : null;
}
