import type { Request } from 'express';

/** Whether a caller wants CSV rather than JSON: by `?format=csv`, or as it accepts it. */
export const wantsCsv = (req: Request, format: string | undefined): boolean =>
  format === 'csv' || req.accepts(['json', 'csv']) === 'csv';

/**
 * Lines of CSV (RFC 4180), the first of them the head. What a spreadsheet would take for a formula gets an apostrophe in front:
 * somebody else may have chosen the text.
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
