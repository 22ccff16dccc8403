/** Letters that are written in another way rather than with an accent. */
const PLAIN: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' };

/** As it is compared: without accents, in small letters. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøłđæœı]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();

/** What somebody is found by: a line each for the name, the id, and the rest. */
export const findableBy = (name: string, id: string, others: readonly (string | null)[]): string =>
  [name, id, ...new Set(others)].map((text) => folded(text ?? '')).join('\n');

/** How well a text fits somebody: the lower, the better; null: not at all, some word stands nowhere. */
export type Fit = (findable: string) => number | null;

export function fitOf(text: string): Fit {
  const wanted = folded(text);
  const words = wanted.split(' ').filter((word) => word !== '');
  return (findable) => {
    if (!words.every((word) => findable.includes(word))) return null;
    const [name = '', ...others] = findable.split('\n');
    if (others.includes(wanted)) return 0;
    if (name === wanted) return 1;
    if (name.startsWith(wanted)) return 2;
    if (words.every((word) => begins(name, word))) return 3;
    return words.every((word) => begins(findable, word)) ? 4 : 5;
  };
}

/** Whether a word of the text begins so. */
function begins(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
  return false;
}
