import { create } from 'xmlbuilder2';

/** Elements by name, in the order of the keys; `@xmlns` is the namespace of an element and of all in it. */
export interface XmlElements {
  [name: string]: XmlContent | XmlContent[];
}
type XmlContent = string | XmlElements;

/** A document in UTF-8. */
export const xmlFile = (root: XmlElements): Buffer =>
  Buffer.from(`${create({ encoding: 'UTF-8' }, literally(root)).end({ prettyPrint: true })}\n`);

/**
 * xmlbuilder2 decodes entities in what it is given, and leaves alone what looks like one when it writes: a password with
 * `&lt;` in it would become another. This & survives both.
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
