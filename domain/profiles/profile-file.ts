import { create } from 'xmlbuilder2';
import type { Instant } from '../replayed/ids';

/** A profile as the browser gets it. */
export interface ProfileFile {
  contentType: string;
  /** ASCII, no blanks. Null: the browser opens the file instead of saving it. */
  fileName: string | null;
  headers?: Record<string, string>;
  body: Buffer;
}

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

/** Elements by name, in the order of the keys; `@xmlns` is the namespace of an element and of all in it. */
export interface XmlElements {
  [name: string]: XmlContent | XmlContent[];
}
type XmlContent = string | XmlElements;

/** A document in UTF-8. */
export const xmlFile = (root: XmlElements): Buffer =>
  Buffer.from(`${create({ encoding: 'UTF-8' }, literally(root)).end({ prettyPrint: true })}\n`);

/**
 * xmlbuilder2 decodes entities in its input, and does not escape what looks like one when it writes: a password with
 * `&lt;` in it would change. This & survives both.
 */
const literally = (elements: XmlElements): XmlElements =>
  Object.fromEntries(
    Object.entries(elements).map(([name, content]) => [
      name,
      Array.isArray(content) ? content.map(literalContent) : literalContent(content),
    ]),
  );

const literalContent = (content: XmlContent): XmlContent =>
  typeof content === 'string' ? content.replaceAll('&', '&amp;amp;') : literally(content);

/** RFC 2045 §6.8: lines of at most 76 characters. */
export const base64Lines = (data: Buffer | string): string[] =>
  Buffer.from(data)
    .toString('base64')
    .match(/.{1,76}/g) ?? [];

/** A letter first, then letters, digits and a few characters that no parser treats specially; blanks only inside. */
const PLAIN = /^[A-Za-z](?:[A-Za-z0-9 ._@+-]*[A-Za-z0-9])?$/;

/** Whether a text can be written as it is. Otherwise its bytes are written. */
export const plainText = (text: string): boolean => PLAIN.test(text);

const SECOND = 1000;

/** The formats have whole seconds. Rounded up, so that nobody is cut off early. */
export const removalTime = (removeAt: Instant): Date => new Date(Math.ceil(removeAt / SECOND) * SECOND);

/** As XML Schema and Apple write it: UTC, without fractions. */
export const isoSeconds = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, 'Z');
