const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * `JSON.parse`, except that integers of 16 digits and more become strings: an id never goes through a number that
 * cannot hold it (nexudus.md §2.7, ironwifi.md §10.9). Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
  const safe = /\d{16}/.test(text)
    ? text.replace(token, (word) => (/^-?\d{16,}$/.test(word) ? `"${word}"` : word))
    : text;
  return JSON.parse(safe) as unknown;
}
