const MOST_CHARACTERS = 120;

/**
 * What Nexudus says of a failed delivery, fit for a history: one short line without addresses of persons, and without the
 * query of any address, which may hold a webhook's key. Null for nothing at all.
 */
export function shortError(text: string | null): string | null {
  const line = (text ?? '')
    .replace(/\s+/g, ' ')
    .replace(/(?:"[^"]*")?[^ ]*(?:@|%40)[^ ]*/gi, '…')
    .replace(/\?[^ ]*/g, '')
    .trim();
  if (line === '') return null;
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}
