interface Owner {
  connector: string;
  member: string;
}

/** The notes of every account that we create begin with it. An account without it is never touched. */
export function ownershipMark(connector: string, member: string): string {
  return `latchkey:${connector}:${member}`;
}

/** The mark of an account that somebody else made, before its existing notes. */
export function adoptionMark(connector: string, member: string, notes: string): string {
  return `${ownershipMark(connector, member)} adopted ${notes}`.trim();
}

export const isAdopted = (notes: string): boolean => /^\s*latchkey:\S+ adopted(?:\s|$)/.test(notes);

/** The owner of an account, by its notes; operators may have added text after the mark. Null: not ours. */
export function parseMark(notes: string | null): Owner | null {
  const [, connector, member] = /^\s*latchkey:([A-Za-z0-9][\w.-]*):([A-Za-z0-9-]+)(?:\s|$)/.exec(notes ?? '') ?? [];
  return connector && member ? { connector, member } : null;
}
