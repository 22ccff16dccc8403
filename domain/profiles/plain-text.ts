/** Letters, digits and a few signs that mean nothing to any parser; blanks inside only, and a letter first. */
const PLAIN = /^[A-Za-z](?:[A-Za-z0-9 ._@+-]*[A-Za-z0-9])?$/;

/** Whether a text can be written as it is; what cannot is written as its bytes. */
export const plainText = (text: string): boolean => PLAIN.test(text);
