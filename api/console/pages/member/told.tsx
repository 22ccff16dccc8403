import type { ComponentChildren } from 'preact';
import type { MemberView } from '../../../../contracts/api/member';
import type { Visit } from '../../frame/visit';

/** A member as the API has told it, and who it is for whom. */
export interface Told {
  visit: Visit;
  member: MemberView;
}

/** Operators stand in texts by their ids; whoever reads them knows names. */
export function withNames(text: string, { operators }: MemberView): string {
  return Object.entries(operators).reduce((told, [id, name]) => told.replaceAll(id, name), text);
}

/** A region of the page that is renewed by itself. */
export const Part = ({ id, title, children }: { id: string; title: string; children: ComponentChildren }) => (
  <section id={id} class="card" data-part aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>{title}</h2>
    {children}
  </section>
);

export const memberPath = (id: string): string => `/console/members/${id}`;
