interface MemberLinkProps {
  id: string;
  /** Undefined: not known now. */
  name: string | undefined;
}

/** A member by name, with the id where it helps to tell people apart; by the id alone while the name is not known. */
export const MemberLink = ({ id, name }: MemberLinkProps) => (
  <span>
    <a href={`/console/members/${id}`}>{name ?? id}</a>
    {name !== undefined && <small class="soft"> {id}</small>}
  </span>
);
