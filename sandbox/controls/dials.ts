/**
 * The allowed values of those dials (settings that tests and the page may turn while the sandbox runs) that are choices;
 * a dial that is not listed takes any value of its own type.
 */
export type Choices<T> = { readonly [K in keyof T]?: readonly T[K][] };

/** Thrown for a dial that does not exist, or a value that it does not take. */
export class BadDial extends Error {}

/**
 * Turns several dials, all or none.
 * @throws BadDial with the dial's name and its allowed values.
 */
export function turnDials<T extends object>(dials: T, wanted: unknown, choices: Choices<T>): void {
  if (typeof wanted !== 'object' || wanted === null) throw new BadDial('Send an object of names and values.');
  const turns = Object.entries(wanted);
  for (const [name, value] of turns) check(dials, name, value, choices);
  Object.assign(dials, Object.fromEntries(turns));
}

function check<T extends object>(dials: T, name: string, value: unknown, choices: Choices<T>): void {
  if (!Object.hasOwn(dials, name)) throw new BadDial(`There is no "${name}" here.`);
  const key = name as keyof T;
  const allowed: readonly unknown[] | undefined = choices[key];
  if (allowed && !allowed.includes(value)) throw new BadDial(`"${name}" is one of ${allowed.join(', ')}.`);
  if (typeof value !== typeof dials[key]) throw new BadDial(`"${name}" takes a ${typeof dials[key]}.`);
  if (typeof value === 'number' && !(value >= 0)) throw new BadDial(`"${name}" is never below zero.`);
}
