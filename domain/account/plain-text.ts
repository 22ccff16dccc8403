/** Joiners tell words apart in some scripts; in an address of plain ASCII they are as stray as the rest. */
const STRAY = /[^\P{Cf}\u200c\u200d]/gu;
const JOINERS = /[\u200c\u200d]/g;
const ASCII = /^[\x20-\x7e]*$/;

/**
 * A name or address as it was meant: what nobody sees and copying brings along (zero-width spaces, direction marks, soft
 * hyphens) is taken out, and blanks of any kind around it.
 */
export function withoutStrays(text: string): string {
  const visible = text.replace(STRAY, '').trim();
  const joined = visible.replace(JOINERS, '');
  return ASCII.test(joined) ? joined.trim() : visible;
}

/** "U+00A0": says which character it is without saying anything else of the text. */
export const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
