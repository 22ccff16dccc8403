/** RFC 2045 §6.8: lines of at most 76 characters. */
export const base64Lines = (data: Buffer | string): string[] =>
  Buffer.from(data)
    .toString('base64')
    .match(/.{1,76}/g) ?? [];
