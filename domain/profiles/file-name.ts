const MAX_LENGTH = 40;

/** ASCII, lower case, no blanks: `The Loft` makes `the-loft.onc`. */
export function fileNameOf(spaceName: string, extension: string): string {
  const plain = spaceName.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
  return `${slug === '' ? 'wifi' : slug}.${extension}`;
}
