import type { ComponentChildren } from 'preact';
import { Csrf } from '../../parts/csrf';
import type { ActName, Attempt } from './perform';
import { memberPath, type Told } from './told';

export interface ActsProps extends Told {
  /** A form that was not taken: it is shown again. */
  attempt: Attempt | null;
}

/** An act that unfolds: it says what it does before it does. */
export function Unfolding({
  visit: { csrf },
  member,
  attempt,
  name,
  title,
  isDangerous,
  isOpen = attempt?.act === name,
  children,
}: ActsProps & { name: ActName; title: string; isDangerous?: boolean; isOpen?: boolean; children: ComponentChildren }) {
  const mistake = isOpen ? attempt?.mistakes.get('') : undefined;
  return (
    <details class="act" open={isOpen}>
      <summary>{title}</summary>
      <form class="stack" method="post" action={`${memberPath(member.id)}/${name}`}>
        <Csrf token={csrf} />
        {mistake !== undefined && (
          <p class="notice bad" role="alert">
            {mistake}
          </p>
        )}
        {children}
        <button class={isDangerous === true ? 'danger' : 'main'}>{title}</button>
      </form>
    </details>
  );
}

/** What is wrong with one field of the form. */
export function Wrong({ attempt, name, field }: Pick<ActsProps, 'attempt'> & { name: ActName; field: string }) {
  const mistake = attempt?.act === name ? attempt.mistakes.get(field) : undefined;
  return mistake === undefined ? null : (
    <p class="wrong" role="alert">
      {mistake}
    </p>
  );
}
